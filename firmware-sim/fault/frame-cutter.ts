import { copyBytes, MAX_SERIAL_FRAME, SERIAL_DELIMITER } from '@fobkit/protocol';

/** Bytes of a stream: a whole frame with its end mark, or bytes that are none. */
export interface Cut {
  readonly bytes: Uint8Array;
  readonly frame: boolean;
}

/** Finds the frames in what passes a wire, and holds back one that has not ended. */
export interface Cutter {
  readonly holds: boolean;
  push(chunk: Uint8Array): readonly Cut[];
  /** What was held back. */
  flush(): readonly Cut[];
}

/**
 * Cuts a byte stream behind each 0x00 (docs/protocol/02-serial-framing.md §2.1) and holds back a
 * frame that has not ended. Bytes that are too many for a frame go on as they are.
 */
export class FrameCutter implements Cutter {
  #held: Uint8Array = new Uint8Array(0);

  get holds(): boolean {
    return this.#held.length > 0;
  }

  push(chunk: Uint8Array): readonly Cut[] {
    const bytes = new Uint8Array(this.#held.length + chunk.length);
    bytes.set(this.#held);
    bytes.set(chunk, this.#held.length);
    const cuts: Cut[] = [];
    let start = 0;
    for (let end = bytes.indexOf(SERIAL_DELIMITER); end >= 0;) {
      cuts.push({ bytes: copyBytes(bytes, start, end + 1), frame: end > start });
      start = end + 1;
      end = bytes.indexOf(SERIAL_DELIMITER, start);
    }
    this.#held = copyBytes(bytes, start);
    if (this.#held.length > MAX_SERIAL_FRAME) cuts.push(...this.flush());
    return cuts;
  }

  flush(): readonly Cut[] {
    const bytes = this.#held;
    this.#held = new Uint8Array(0);
    return bytes.length === 0 ? [] : [{ bytes, frame: false }];
  }
}
