import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readPin } from '../../../../host/cli/input/pin-input.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';

async function pinOf(text: string): Promise<string> {
  const stdin = new PassThrough();
  stdin.end(text);
  const out = new Output(new PassThrough(), new PassThrough());
  const signal = new AbortController().signal;
  const pin = await readPin({ out, stdin, signal, endWith: () => undefined }, '-', 'the admin PIN');
  return new TextDecoder().decode(pin.reveal());
}

describe('a PIN', () => {
  it.each([
    ['12345678', '12345678'],
    ['12345678\n', '12345678'],
    ['12345678\r\n', '12345678'],
    [' with spaces ', ' with spaces '],
  ])('%j is %j', async (text, pin) => {
    expect(await pinOf(text)).toBe(pin);
  });

  it.each([
    ['', 'there is none'],
    ['\n', 'there is none'],
    ['1234\n5678\n', 'more than one line'],
  ])('%j is refused and not told', async (text, why) => {
    await expect(pinOf(text)).rejects.toThrow(`the admin PIN: ${why}`);
    await expect(pinOf(text)).rejects.not.toThrow('1234');
  });
});
