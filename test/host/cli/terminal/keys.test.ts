import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type PressedKey, watchKeys } from '../../../../host/cli/terminal/keys.ts';

async function keysOf(bytes: string): Promise<readonly PressedKey[]> {
  const stdin = new PassThrough();
  const keys: PressedKey[] = [];
  const stop = watchKeys(stdin, (key) => keys.push(key));
  stdin.write(bytes);
  await setImmediate();
  stop();
  return keys;
}

it('a key is known by what it writes, or by its name', async () => {
  expect(await keysOf('qQ?割\r\u001b[A\u007f')).toEqual([
    { name: 'q', text: 'q' },
    { name: 'Q', text: 'Q' },
    { name: '?', text: '?' },
    { name: '割', text: '割' },
    { name: 'return' },
    { name: 'up' },
    { name: 'backspace' },
  ]);
});

it('Ctrl-C is a key, other control keys are none', async () => {
  expect(await keysOf('\u0001\u0003')).toEqual([{ name: 'ctrl-c' }]);
});

it('a space is typed into a reason', async () => {
  expect(await keysOf('a b')).toMatchObject([{ text: 'a' }, { text: ' ' }, { text: 'b' }]);
});
