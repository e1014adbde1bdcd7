import { RigError } from '@fobkit/client';
import { encodeUtf8 } from '@fobkit/protocol';
import type { InstrumentStream, ReadAnswer } from '../stream/instrument-stream.ts';
import { type Identity, parseIdentity } from './answers.ts';
import { parseErrorReply, type ScpiErrorReply } from './error-reply.ts';

const LF = 0x0a;
/** No instrument has a longer queue; one that never empties has none. */
const MOST_ERRORS = 40;

/** Commands and queries of SCPI (IEEE 488.2) over a stream: one line each. */
export class ScpiSession {
  readonly #stream: InstrumentStream;
  readonly #terminator: string;
  readonly #permit: () => void;

  /** @param permit Throws when nothing may be switched any more. */
  constructor(stream: InstrumentStream, terminator: string, permit: () => void = () => undefined) {
    this.#stream = stream;
    this.#terminator = terminator;
    this.#permit = permit;
  }

  get what(): string {
    return this.#stream.what;
  }

  /** Whether its connection is that of the last answer. */
  get isOpen(): boolean {
    return this.#stream.isOpen;
  }

  /** Rejects with RigError `contact` when no line of printable ASCII comes in time. */
  query(question: string): Promise<string> {
    return this.#ask(question, readLine);
  }

  /**
   * Who it is. Lines before that are late answers to somebody who asked before, and passed over:
   * behind this answer the next one is to the next question.
   */
  identity(): Promise<Identity> {
    return this.#ask('*IDN?', readIdentity);
  }

  /** What answers otherwise than it may is not spoken to any further. */
  async odd(question: string, line: string): Promise<RigError> {
    await this.close().catch(() => undefined);
    return new RigError('contact', `${this.what} answers ${question} with ${quoted(line)}`);
  }

  /**
   * Sends a command, and asks whether it went wrong: what an instrument does not take it says only
   * when it is asked. Rejects with RigError: `refused` when it says so, `contact` when it does not
   * answer.
   */
  async command(text: string): Promise<void> {
    await this.tell(text);
    const [first] = await this.errors();
    if (first !== undefined)
      throw new RigError('refused', `${this.what} refused ${text}: ${first.text}`);
  }

  /** Sends a command, and asks nothing: the caller looks at what has become of it. */
  async tell(text: string): Promise<void> {
    this.#permit();
    await this.#stream.send(this.#line(text));
  }

  /** Takes all errors from the queue, the oldest first. */
  async errors(): Promise<readonly ScpiErrorReply[]> {
    const errors: ScpiErrorReply[] = [];
    while (errors.length < MOST_ERRORS) {
      const line = await this.query('SYST:ERR?');
      const error = parseErrorReply(line);
      if (error === undefined) throw await this.odd('SYST:ERR?', line);
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

  #ask<T>(question: string, read: ReadAnswer<T>): Promise<T> {
    return this.#stream.ask(this.#line(question), read).catch((cause: unknown) => {
      if (!(cause instanceof RigError)) throw cause;
      throw new RigError(cause.code, `${cause.message} (asked ${question})`, { cause });
    });
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

const MOST_LATE_LINES = 4;

/** The first line that is an answer to `*IDN?`. */
function readIdentity(bytes: Uint8Array): { value: Identity; length: number } | undefined {
  let length = 0;
  for (let lines = 0; ; lines++) {
    const line = readLine(bytes.subarray(length));
    if (line === undefined) return undefined;
    length += line.length;
    const value = parseIdentity(line.value);
    if (value !== undefined) return { value, length };
    if (lines === MOST_LATE_LINES) throw new Error(`it answers with ${quoted(line.value)}`);
  }
}

/** What was received, short enough for a message. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
