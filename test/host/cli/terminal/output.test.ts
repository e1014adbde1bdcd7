import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Output } from '../../../../host/cli/terminal/output.ts';

function heard(say: (out: Output) => void): { readonly out: string; readonly err: string } {
  const [out, err] = [new PassThrough(), new PassThrough()];
  say(new Output(out, err));
  return { out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

const HOSTILE = 'a\u001b]0;title\u0007b\u001b[2J\u009b1mc\u202e\r\u007f';
const SHOWN = 'a\\u001b]0;title\\u0007b\\u001b[2J\\u009b1mc\\u202e\\u000d\\u007f';

it('what a file or a device says gives the terminal no orders', () => {
  expect(
    heard((out) => {
      out.print(HOSTILE);
    }).out,
  ).toBe(`${SHOWN}\n`);
  expect(
    heard((out) => {
      out.note(HOSTILE);
    }).err,
  ).toBe(`${SHOWN}\n`);
});

it('colours, tabs, lines and Japanese stay as they are', () => {
  const text = '\u001b[31mFAIL\u001b[39m\tone\ntwo 残量';
  expect(
    heard((out) => {
      out.print(text);
    }).out,
  ).toBe(`${text}\n`);
});

it('JSON has the same value, and nothing that a terminal obeys', () => {
  const { out } = heard((one) => {
    one.json({ text: HOSTILE });
  });
  expect(JSON.parse(out)).toEqual({ text: HOSTILE });
  expect(out).toBe(
    `{"text":"${HOSTILE.replaceAll('\u001b', '\\u001b').replaceAll('\u0007', '\\u0007').replaceAll('\u009b', '\\u009b').replaceAll('\u202e', '\\u202e').replaceAll('\r', '\\r').replaceAll('\u007f', '\\u007f')}"}\n`,
  );
});
