import { copyBytes } from '../bytes/copy.ts';
import { WireError } from '../bytes/errors.ts';
import { type MessageView, viewMessage } from '../command/message-spans.ts';
import { readCode } from '../command/read-code.ts';
import { readDisplay } from '../command/read-display.ts';
import { tryDecode } from '../message/message.ts';
import type { Span } from '../message/spans.ts';

/** What stands in the place of a digit that is not told: `*`. */
export const MASK = 0x2a;

/** The fields that hold codes, by the number of the command whose reply they are in. */
const CODES = new Map([
  [readCode.code, 'code'],
  [readDisplay.code, 'text'],
]);

/**
 * A reply with the digits of its code or of the text on its display masked, as long as before
 * ([CAP-2]). Of a payload that no schema explains in full, any byte may be of a code: all are
 * masked ([CAP-3]).
 *
 * @throws WireError when it is no reply at all, or its envelope has a field that nobody knows.
 */
export function maskReply(message: Uint8Array): Uint8Array {
  const view = viewMessage(message, 'reply');
  const { payload, command } = view;
  if (view.spans.some((span) => span.kind === 'unknown' && !isWithin(payload, span))) {
    throw new WireError('unsupported', 'an envelope with a field that nobody knows');
  }
  if (payload === undefined) return message;
  if (!isExplained(view, message)) return blotted(message, payload.start, payload.end);
  const name = command === undefined ? undefined : CODES.get(command.code);
  const field = view.spans.find(({ path }) => path === name);
  if (field === undefined) return message;
  const masked = copyBytes(message);
  for (let at = field.content; at < field.end; at++) {
    if (isDigit(masked[at])) masked[at] = MASK;
  }
  return masked;
}

/**
 * A request whose payload is masked whole, when it is one of those that belong inside the sealed
 * channel but came in the clear: it may carry a seed or a key ([CAP-5]).
 */
export function maskRequest(message: Uint8Array): Uint8Array {
  try {
    const { command, payload } = viewMessage(message, 'request');
    if (command?.sealed !== true || payload === undefined) return message;
    return blotted(message, payload.start, payload.end);
  } catch (error) {
    if (error instanceof WireError) return message;
    throw error;
  }
}

/** Every byte but zeros, which frame, replaced. */
export function blot(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) bytes[at] = MASK;
}

function isExplained({ command, spans, payload }: MessageView, message: Uint8Array): boolean {
  if (command === undefined || payload === undefined) return false;
  if (spans.some(({ kind }) => kind === 'unknown')) return false;
  return tryDecode(command.reply, message.subarray(payload.start, payload.end)) !== undefined;
}

function isWithin(payload: MessageView['payload'], { start, end }: Span): boolean {
  return payload !== undefined && start >= payload.start && end <= payload.end;
}

function blotted(message: Uint8Array, start: number, end: number): Uint8Array {
  const masked = copyBytes(message);
  masked.fill(MASK, start, end);
  return masked;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
