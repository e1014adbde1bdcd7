import {
  type CaptureDirection,
  MAX_SERIAL_FRAME,
  SERIAL_DELIMITER,
  SerialFrameParser,
} from '@fobkit/protocol';

/** What a stream of bytes holds: messages, and what is none. */
export interface StreamPiece {
  readonly kind: 'message' | 'noise';
  readonly direction: CaptureDirection;
  readonly bytes: Uint8Array;
}

/** Noise longer than this is told in pieces. */
const LONGEST = 2 * MAX_SERIAL_FRAME;

/** Takes one direction of a stream of bytes apart, however it was cut into packets. */
export class StreamSteps {
  readonly #direction: CaptureDirection;
  #held: number[] = [];

  constructor(direction: CaptureDirection) {
    this.#direction = direction;
  }

  push(chunk: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    for (const byte of chunk) {
      // Zeros between frames only bring the receiver to the start of one.
      if (byte === SERIAL_DELIMITER && this.#held.length === 0) continue;
      this.#held.push(byte);
      if (byte === SERIAL_DELIMITER || this.#held.length >= LONGEST) pieces.push(this.#take());
    }
    return pieces;
  }

  /** The link ended: what had begun. */
  end(): StreamPiece[] {
    return this.#held.length === 0 ? [] : [this.#take()];
  }

  #take(): StreamPiece {
    const bytes = Uint8Array.from(this.#held);
    this.#held = [];
    const [event] = new SerialFrameParser().push(bytes);
    const direction = this.#direction;
    if (event?.type === 'frame') return { kind: 'message', direction, bytes: event.payload };
    return { kind: 'noise', direction, bytes };
  }
}
