import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInput } from '../../../../host/cli/input/read-input.ts';
import type { Cli } from '../../../../host/cli/program/cli.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';

let folder: string;
let pipe: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-input-'));
  pipe = join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function cliWith(signal: AbortSignal): Cli {
  const out = new Output(new PassThrough(), new PassThrough());
  return { out, stdin: new PassThrough(), signal, endWith: () => undefined };
}

describe('input from a named pipe', () => {
  it('that nobody writes ends with the signal', async () => {
    const stop = new AbortController();
    const ended = expect(readInput(cliWith(stop.signal), pipe, 'the seed')).rejects.toThrow();
    stop.abort();
    await ended;
  });

  it('is read until its writer has left', async () => {
    const reading = readInput(cliWith(new AbortController().signal), pipe, 'the seed');
    const writer = spawn('tee', [pipe], { stdio: ['pipe', 'ignore', 'inherit'] });
    writer.stdin.end('3132');
    expect(await reading).toBe('3132');
  });
});
