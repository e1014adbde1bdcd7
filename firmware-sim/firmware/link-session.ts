import { equalBytes } from '@fobkit/protocol';

/** The fob's end of one link: bytes in, bytes out. Times are ticks of uptime. */
export interface LinkSession {
  /** What goes back at once for what has come. */
  receive(bytes: Uint8Array, uptime: number): readonly Uint8Array[];
  /** When `elapse` wants to be called if nothing comes before; undefined when never. */
  readonly wakeAt: number | undefined;
  /** What goes out because time has passed. */
  elapse(uptime: number): readonly Uint8Array[];
}

/** What a session needs of the firmware behind it. */
export interface LinkHooks {
  /** The reply to a message, whatever it holds. */
  answer(message: Uint8Array): Uint8Array;
  /** Shows the fob to the eye. */
  wink(): void;
}

/**
 * A host whose reply was lost sends the same bytes again; what they ask for happens once
 * (docs/protocol/03-messages.md §3.6).
 */
export class AnswersOnce {
  readonly #answer: (message: Uint8Array) => Uint8Array;
  #request: Uint8Array | undefined;
  #reply: Uint8Array | undefined;

  constructor(answer: (message: Uint8Array) => Uint8Array) {
    this.#answer = answer;
  }

  /** `message` is the caller's no more. */
  answer(message: Uint8Array): Uint8Array {
    if (this.#reply !== undefined && this.#request !== undefined) {
      if (equalBytes(this.#request, message)) return this.#reply;
    }
    const reply = this.#answer(message);
    this.#request = message;
    this.#reply = reply;
    return reply;
  }
}
