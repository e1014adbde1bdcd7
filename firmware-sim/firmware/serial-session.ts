import { copyBytes, encodeSerialFrame, equalBytes, SerialFrameParser } from '@fobkit/protocol';

/** The fob's end of one byte stream: frames in, frames out (docs/protocol/02-serial-framing.md). */
export class SerialSession {
  readonly #parser = new SerialFrameParser();
  readonly #answer: (message: Uint8Array) => Uint8Array;
  #first = true;
  #lastRequest: Uint8Array | undefined;
  #lastReply: Uint8Array | undefined;

  constructor(answer: (message: Uint8Array) => Uint8Array) {
    this.#answer = answer;
  }

  /** The frames that answer the messages which `bytes` complete. */
  receive(bytes: Uint8Array): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (const event of this.#parser.push(bytes)) {
      if (event.type === 'frame') frames.push(this.#frame(this.#answerOnce(event.payload)));
    }
    return frames;
  }

  // Ends whatever half a frame the host still holds of a fob that was reset ([SER-10]).
  #frame(reply: Uint8Array): Uint8Array {
    const flush = this.#first;
    this.#first = false;
    return encodeSerialFrame(reply, { flush });
  }

  // A host whose reply was lost sends the same bytes again; what they ask for happens once
  // (docs/protocol/03-messages.md §3.6).
  #answerOnce(message: Uint8Array): Uint8Array {
    if (this.#lastReply !== undefined && this.#lastRequest !== undefined) {
      if (equalBytes(this.#lastRequest, message)) return this.#lastReply;
    }
    const reply = this.#answer(message);
    this.#lastRequest = copyBytes(message);
    this.#lastReply = reply;
    return reply;
  }
}
