import { encodeSerialFrame, SerialFrameParser } from '@fobkit/protocol';
import { AnswersOnce, type LinkHooks, type LinkSession } from './link-session.ts';

/** The fob's end of one byte stream: frames in, frames out (docs/protocol/02-serial-framing.md). */
export class SerialSession implements LinkSession {
  readonly #parser = new SerialFrameParser();
  readonly #answers: AnswersOnce;
  /** Half a frame waits for its end as long as the link is open. */
  readonly wakeAt = undefined;
  #first = true;

  constructor({ answer }: Pick<LinkHooks, 'answer'>) {
    this.#answers = new AnswersOnce(answer);
  }

  /** The frames that answer the messages which `bytes` complete. */
  receive(bytes: Uint8Array): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (const event of this.#parser.push(bytes)) {
      if (event.type === 'frame') frames.push(this.#frame(this.#answers.answer(event.payload)));
    }
    return frames;
  }

  elapse(): readonly Uint8Array[] {
    return [];
  }

  // Ends whatever half a frame the host still holds of a fob that was reset ([SER-10]).
  #frame(reply: Uint8Array): Uint8Array {
    const flush = this.#first;
    this.#first = false;
    return encodeSerialFrame(reply, { flush });
  }
}
