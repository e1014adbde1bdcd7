import { encodeSerialFrame, MAX_SERIAL_FRAME, SERIAL_DELIMITER } from '../framing/serial-frame.ts';
import { SerialFrameParser } from '../framing/serial-parser.ts';
import type { Held } from './hold-queue.ts';
import { blot } from './mask-message.ts';
import type { CaptureDirection } from './pcapng-codes.ts';
import type { Redactor } from './redactor.ts';

/** The bytes of a frame within one held chunk. */
interface Part<T> {
  readonly held: Held<T>;
  readonly start: number;
  readonly end: number;
}

/**
 * Masks one direction of a byte stream in place, however it is cut into chunks: a chunk is settled
 * once the frame that it ends in is complete. Frames keep their length.
 */
export class StreamMask<T> {
  readonly #direction: CaptureDirection;
  readonly #redactor: Redactor;
  /** The frame that has not ended. */
  #open: Part<T>[] = [];
  #openBytes = 0;
  /** What was there was no frame: so is all that follows up to its end. */
  #spoilt = false;

  constructor(direction: CaptureDirection, redactor: Redactor) {
    this.#direction = direction;
    this.#redactor = redactor;
  }

  take(held: Held<T>): void {
    const { bytes } = held;
    let start = 0;
    let end = bytes.indexOf(SERIAL_DELIMITER);
    while (end >= 0) {
      this.#extend({ held, start, end });
      this.#finish();
      start = end + 1;
      end = bytes.indexOf(SERIAL_DELIMITER, start);
    }
    this.#extend({ held, start, end: bytes.length });
    if (this.#openBytes > MAX_SERIAL_FRAME) this.giveUp();
    // A frame that ended in it settled it, though another may have begun.
    held.settled = this.#open.length === 0;
  }

  /** What has begun will not be waited for: it is settled as no frame. */
  giveUp(): void {
    if (this.#open.length === 0) return;
    this.#spoilt = true;
    this.#spoil();
    this.#settle();
  }

  /** The link ended: what comes next begins anew. */
  reset(): void {
    this.giveUp();
    this.#spoilt = false;
  }

  #extend(part: Part<T>): void {
    if (part.start === part.end) return;
    this.#open.push(part);
    this.#openBytes += part.end - part.start;
    if (!this.#spoilt) return;
    this.#spoil();
    this.#settle();
  }

  /** The delimiter came. */
  #finish(): void {
    if (!this.#spoilt) this.#mask();
    this.#spoilt = false;
    this.#settle();
  }

  #mask(): void {
    if (this.#open.length === 0) return;
    const frame = new Uint8Array(this.#openBytes + 1);
    let at = 0;
    for (const { held, start, end } of this.#open) {
      frame.set(held.bytes.subarray(start, end), at);
      at += end - start;
    }
    const told = this.#told(frame);
    if (told === undefined) this.#spoil();
    else if (told !== frame) this.#overwrite(told);
  }

  /** What may be told of a frame; undefined when it is none. */
  #told(frame: Uint8Array): Uint8Array | undefined {
    const [event] = new SerialFrameParser().push(frame);
    if (event?.type !== 'frame') return undefined;
    const { payload } = event;
    const told =
      this.#direction === 'to-fob'
        ? this.#redactor.request(payload)
        : this.#redactor.reply(payload);
    if (told === undefined || told === payload) return told === undefined ? undefined : frame;
    const encoded = encodeSerialFrame(told);
    return encoded.length === frame.length ? encoded : undefined;
  }

  #overwrite(frame: Uint8Array): void {
    let at = 0;
    for (const { held, start, end } of this.#open) {
      held.bytes.set(frame.subarray(at, at + end - start), start);
      held.masked = true;
      at += end - start;
    }
  }

  /** [CAP-3]: no frame; from a fob, any byte of it may be of a code. */
  #spoil(): void {
    if (this.#direction === 'to-fob' || this.#redactor.reveals) return;
    for (const { held, start, end } of this.#open) {
      blot(held.bytes.subarray(start, end));
      held.masked = true;
    }
  }

  #settle(): void {
    for (const { held } of this.#open) held.settled = true;
    this.#open = [];
    this.#openBytes = 0;
  }
}
