import { crc32 } from '@fobkit/protocol';
import { RuleBroken } from './outcome.ts';

const MOST_FRAME = 1033;
const MOST_PAYLOAD = 1024;
const FULL = 0xff;

/**
 * The payload of one frame as a fob must write it, its 0x00 taken off: stricter than a receiver
 * may be. @throws RuleBroken
 */
export function strictPayload(frame: Uint8Array): Uint8Array {
  if (frame.length > MOST_FRAME) broken('SER-3', `a frame of ${frame.length} bytes`);
  const plain = unstuff(frame);
  const size = plain.length - 4;
  if (size < 1) broken('SER-3', 'a frame without payload');
  if (size > MOST_PAYLOAD) broken('SER-3', `a payload of ${size} bytes`);
  const payload = plain.slice(0, size);
  const wanted = crc32(payload);
  const told = new DataView(plain.buffer, plain.byteOffset).getUint32(size, true);
  if (told !== wanted) broken('SER-4', `the checksum is ${hex(told)}, not ${hex(wanted)}`);
  return payload;
}

/** A frame with its 0x00, of a payload of any length: what the package's own encoder refuses. */
export function stuffed(payload: Uint8Array): Uint8Array {
  const plain = new Uint8Array(payload.length + 4);
  plain.set(payload);
  new DataView(plain.buffer).setUint32(payload.length, crc32(payload), true);
  const frame: number[] = [];
  let block: number[] = [];
  for (const byte of plain) {
    if (byte !== 0) block.push(byte);
    if (byte === 0 || block.length === 254) {
      frame.push(block.length + 1, ...block);
      block = [];
    }
  }
  return Uint8Array.of(...frame, block.length + 1, ...block, 0);
}

function unstuff(frame: Uint8Array): Uint8Array {
  const plain: number[] = [];
  let at = 0;
  let code = 0;
  while (at < frame.length) {
    const closed = code !== 0 && code !== FULL;
    code = frame[at] ?? 0;
    if (closed) plain.push(0);
    if (code === 0) broken('SER-1', 'a zero within a frame');
    if (at + code > frame.length) broken('SER-8', 'the last block does not end with the frame');
    plain.push(...frame.subarray(at + 1, at + code));
    at += code;
    const needless = at === frame.length && code === 1 && fullBefore(frame, at - 1);
    if (needless) broken('SER-7', 'a further block behind a full one at the end');
  }
  return Uint8Array.from(plain);
}

/** Whether the block that ends before `end` is one of 254 bytes. */
function fullBefore(frame: Uint8Array, end: number): boolean {
  let at = 0;
  let code = 0;
  while (at < end) {
    code = frame[at] ?? 1;
    at += code;
  }
  return code === FULL;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

function broken(rule: string, message: string): never {
  throw new RuleBroken(rule, message);
}
