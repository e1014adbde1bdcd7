import { RigError } from '@fobkit/client';
import { encodeUtf8 } from '@fobkit/protocol';
import type { InstrumentStream } from '../stream/instrument-stream.ts';
import { parseErrorReply, type ScpiErrorReply } from './error-reply.ts';

const LF = 0x0a;
/** No instrument has a longer queue; one that never empties has none. */
const MOST_ERRORS = 40;

/** Commands and queries of SCPI (IEEE 488.2) over a stream: one line each. */
export class ScpiSession {
  readonly #stream: InstrumentStream;
  readonly #terminator: string;

  constructor(stream: InstrumentStream, terminator: string) {
    this.#stream = stream;
    this.#terminator = terminator;
  }

  get what(): string {
    return this.#stream.what;
  }

  /** Rejects with RigError `contact` when no line of printable ASCII comes in time. */
  query(question: string): Promise<string> {
    return this.#stream.ask(this.#line(question), readLine).catch((error: unknown) => {
      throw error instanceof RigError ? asked(error, question) : error;
    });
  }

  /**
   * Sends a command, and asks whether it went wrong: what an instrument does not take it says only
   * when it is asked. Rejects with RigError: `refused` when it says so, `contact` when it does not
   * answer.
   */
  async command(text: string): Promise<void> {
    await this.#stream.send(this.#line(text));
    const [first] = await this.errors();
    if (first !== undefined)
      throw new RigError('refused', `${this.what} refused ${text}: ${first.text}`);
  }

  /** Takes all errors from the queue, the oldest first. */
  async errors(): Promise<readonly ScpiErrorReply[]> {
    const errors: ScpiErrorReply[] = [];
    while (errors.length < MOST_ERRORS) {
      const line = await this.query('SYST:ERR?');
      const error = parseErrorReply(line);
      if (error === undefined) {
        throw new RigError('contact', `${this.what} answers SYST:ERR? with ${quoted(line)}`);
      }
      if (error.code === 0) return errors;
      errors.push(error);
    }
    throw new RigError(
      'refused',
      `${this.what} always has one more error: ${errors[0]?.text ?? ''}`,
    );
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  #line(text: string): Uint8Array {
    return encodeUtf8(text + this.#terminator);
  }
}

/** A line of printable ASCII; other bytes make the answer worthless. */
function readLine(bytes: Uint8Array): { value: string; length: number } | undefined {
  const end = bytes.indexOf(LF);
  const shown = end < 0 ? bytes : bytes.subarray(0, end);
  let text = '';
  for (const byte of shown) {
    const isReturn = byte === 0x0d;
    if (!isReturn && (byte < 0x20 || byte > 0x7e)) {
      throw new Error(`its answer has the byte 0x${byte.toString(16).padStart(2, '0')}: no text`);
    }
    if (!isReturn) text += String.fromCharCode(byte);
  }
  return end < 0 ? undefined : { value: text.trim(), length: end + 1 };
}

function asked(error: RigError, question: string): RigError {
  return new RigError(error.code, `${error.message} (asked ${question})`, { cause: error });
}

/** What was received, short enough for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
