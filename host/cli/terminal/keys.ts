import { emitKeypressEvents } from 'node:readline';
import { ReadStream } from 'node:tty';
import type { Readable } from 'node:stream';

/** A key: by its name where it has one, else by the character that it writes. */
export interface PressedKey {
  readonly name: string;
  readonly text?: string;
}

/** Of keys that write nothing, or nothing that is shown. */
const NAMED = new Set([
  'return',
  'enter',
  'escape',
  'backspace',
  'tab',
  'up',
  'down',
  'left',
  'right',
]);

interface Keypress {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
}

/**
 * Tells each key as it is pressed, without waiting for Enter; Ctrl-C is `ctrl-c`. The function that
 * comes back lets the terminal be as it was.
 */
export function watchKeys(stdin: Readable, onKey: (key: PressedKey) => void): () => void {
  const terminal = stdin instanceof ReadStream ? stdin : undefined;
  emitKeypressEvents(stdin);
  const listen = (text: string | undefined, key: Keypress): void => {
    const pressed = keyOf(text, key);
    if (pressed !== undefined) onKey(pressed);
  };
  const restore = (): void => {
    process.off('exit', restore);
    stdin.off('keypress', listen);
    terminal?.setRawMode(false);
    stdin.pause();
  };
  process.on('exit', restore);
  terminal?.setRawMode(true);
  stdin.on('keypress', listen);
  stdin.resume();
  return restore;
}

export function keyOf(text: string | undefined, key: Keypress): PressedKey | undefined {
  const { name, ctrl, meta } = key;
  if (ctrl === true) return name === 'c' || name === 'd' ? { name: `ctrl-${name}` } : undefined;
  if (name === 'enter') return { name: 'return' };
  if (name !== undefined && NAMED.has(name)) return { name };
  if (meta === true || text === undefined || /\p{Cc}/u.test(text)) return undefined;
  return { name: text, text };
}
