import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { PipedLines } from '../../../../host/cli/input/piped-lines.ts';
import type { Cli } from '../../../../host/cli/program/cli.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';

function linesOf(stdin: Readable, signal = new AbortController().signal): PipedLines {
  const out = new Output(new PassThrough(), new PassThrough());
  const cli: Cli = { out, stdin, signal, endWith: () => undefined };
  return new PipedLines(cli);
}

const pieces = (...texts: readonly string[]): Readable =>
  Readable.from(texts.map((text) => Buffer.from(text)));

async function all(lines: PipedLines): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const line = await lines.next('the code');
    if (line === undefined) return found;
    found.push(line);
  }
}

describe('lines that are piped in', () => {
  it.each([
    ['of one piece', ['a\nb\n'], ['a', 'b']],
    ['in pieces', ['12', '34', '56\n7', '8\n'], ['123456', '78']],
    ['without an end', ['a\nb'], ['a', 'b']],
    ['of Windows', ['a\r\nb\r\n'], ['a', 'b']],
    ['that are empty', ['\n\na\n'], ['', '', 'a']],
    ['that are none', [], []],
  ])('%s', async (_, texts, expected) => {
    expect(await all(linesOf(pieces(...texts)))).toEqual(expected);
  });

  it('keep a letter whole that comes in two pieces', async () => {
    const bytes = Buffer.from('銀行\n');
    const stdin = Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]);
    expect(await linesOf(stdin).next('the code')).toBe('銀行');
  });

  it('are told as they come, before the input ends', async () => {
    const stdin = new PassThrough();
    const lines = linesOf(stdin);
    stdin.write('1\n');
    expect(await lines.next('the code')).toBe('1');
    stdin.write('2\n');
    expect(await lines.next('the code')).toBe('2');
  });

  it('that do not end are refused', async () => {
    const lines = linesOf(pieces('x'.repeat(1025)));
    await expect(lines.next('the code')).rejects.toThrow('the code: too long');
  });

  it('are no longer waited for once the command is interrupted', async () => {
    const interruption = new AbortController();
    const next = linesOf(new PassThrough(), interruption.signal).next('the code');
    interruption.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });
});
