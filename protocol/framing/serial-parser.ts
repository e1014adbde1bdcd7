import { crc32 } from '../bytes/crc32.ts';
import { decodeCobsInto } from './cobs.ts';
import { MAX_MESSAGE } from './limits.ts';
import { MAX_SERIAL_FRAME, SERIAL_CRC_SIZE, SERIAL_DELIMITER } from './serial-frame.ts';

/**
 * Why bytes were dropped (docs/protocol/02-serial-framing.md §2.4): `too-long` more than a frame
 * can have; `cobs` a block cut short; `too-short` no payload; `checksum` the CRC-32 differs; `cut`
 * the link ended within a frame.
 */
export type SerialDropReason = 'too-long' | 'cobs' | 'too-short' | 'checksum' | 'cut';

export interface SerialFrameEvent {
  readonly type: 'frame';
  /** 1 to `MAX_MESSAGE` bytes; the receiver's own. */
  readonly payload: Uint8Array;
}

export interface SerialDroppedEvent {
  readonly type: 'dropped';
  readonly reason: SerialDropReason;
  /** Bytes of the wire that were dropped, delimiter not counted. */
  readonly bytes: number;
}

export type SerialEvent = SerialFrameEvent | SerialDroppedEvent;

/**
 * Finds the frames in a byte stream, however it is cut into chunks. Never throws, holds at most
 * one frame, begins anew at each 0x00 and tells what it dropped.
 */
export class SerialFrameParser {
  /** The unfinished frame, when its bytes came in more than one chunk. */
  readonly #held = new Uint8Array(MAX_SERIAL_FRAME);
  readonly #plain = new Uint8Array(MAX_SERIAL_FRAME);
  /** Bytes since the last delimiter; above the size of `#held` only the count goes on. */
  #pending = 0;

  /** Bytes of the frame that has not ended yet. */
  get pending(): number {
    return this.#pending;
  }

  /** The frames and the dropped bytes that end within `chunk`, in their order. */
  push(chunk: Uint8Array): SerialEvent[] {
    const events: SerialEvent[] = [];
    let start = 0;
    let end = chunk.indexOf(SERIAL_DELIMITER);
    while (end >= 0) {
      const event = this.#ended(chunk, start, end);
      if (event !== undefined) events.push(event);
      start = end + 1;
      end = chunk.indexOf(SERIAL_DELIMITER, start);
    }
    this.#hold(chunk, start, chunk.length);
    return events;
  }

  /** Forgets an unfinished frame, when the link was closed or reset; tells what that dropped. */
  reset(): SerialDroppedEvent | undefined {
    const bytes = this.#pending;
    this.#pending = 0;
    return bytes === 0 ? undefined : { type: 'dropped', reason: 'cut', bytes };
  }

  #ended(chunk: Uint8Array, start: number, end: number): SerialEvent | undefined {
    if (this.#pending === 0) return end === start ? undefined : this.#decode(chunk, start, end);
    this.#hold(chunk, start, end);
    const length = this.#pending;
    this.#pending = 0;
    return this.#decode(this.#held, 0, length);
  }

  #hold(chunk: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    const pending = this.#pending + end - start;
    if (pending <= MAX_SERIAL_FRAME) this.#held.set(chunk.subarray(start, end), this.#pending);
    this.#pending = pending;
  }

  #decode(source: Uint8Array, start: number, end: number): SerialEvent {
    const bytes = end - start;
    if (bytes > MAX_SERIAL_FRAME) return { type: 'dropped', reason: 'too-long', bytes };
    const plain = this.#plain;
    const length = decodeCobsInto(source, start, end, plain);
    if (length < 0) return { type: 'dropped', reason: 'cobs', bytes };
    const size = length - SERIAL_CRC_SIZE;
    if (size < 1) return { type: 'dropped', reason: 'too-short', bytes };
    if (size > MAX_MESSAGE) return { type: 'dropped', reason: 'too-long', bytes };
    if (crc32(plain, 0, size) !== crcAt(plain, size)) {
      return { type: 'dropped', reason: 'checksum', bytes };
    }
    return { type: 'frame', payload: plain.slice(0, size) };
  }
}

function crcAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return (low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}
