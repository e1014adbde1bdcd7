import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { PrinterError } from '../label.ts';
import { patiently } from './patience.ts';
import type { Patience } from './patience.ts';

export interface SocketPlace {
  readonly host: string;
  readonly port: number;
  /** As it stands in messages. */
  readonly name: string;
}

/** One connection to a printer. Everything that goes wrong is a `PrinterError` with what to do. */
export class SocketTalk {
  readonly #socket: Socket;
  readonly #place: SocketPlace;
  readonly #options: Patience;
  #failure: Error | undefined;
  #heard = '';
  readonly #waiting = new Set<() => void>();

  private constructor(socket: Socket, place: SocketPlace, options: Patience) {
    this.#socket = socket;
    this.#place = place;
    this.#options = options;
    socket.on('data', (bytes: Buffer) => {
      this.#heard += bytes.toString('latin1');
      this.#wake();
    });
    socket.on('error', (error) => {
      this.#failure ??= error;
      this.#wake();
    });
    for (const over of ['end', 'close']) {
      socket.on(over, () => {
        this.#failure ??= new Error('closed');
        this.#wake();
      });
    }
  }

  static async open(place: SocketPlace, options: Patience): Promise<SocketTalk> {
    options.signal?.throwIfAborted();
    const { host, port } = place;
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    const talk = new SocketTalk(socket, place, options);
    let open = false;
    socket.once('connect', () => {
      open = true;
      talk.#wake();
    });
    try {
      await talk.#until(() => open, 'it does not answer; is it on, and is the address right?');
    } catch (error) {
      talk.destroy();
      throw error;
    }
    return talk;
  }

  /** Resolves when the network has taken it all. */
  async write(bytes: Uint8Array | string, late: string): Promise<void> {
    let taken = false;
    this.#socket.write(bytes, () => {
      taken = true;
      this.#wake();
    });
    await this.#until(() => taken, late);
  }

  /** What was heard since it was asked last, as soon as `read` makes something of it. */
  async ask<T>(
    question: string,
    read: (heard: string) => T | undefined,
    { limit, late }: { readonly limit: number; readonly late: string },
  ): Promise<T> {
    this.#heard = '';
    await this.write(question, late);
    let answer: T | undefined;
    await this.#until(() => {
      if (this.#heard.length > limit)
        throw this.#error('it answers what is no status of a printer');
      answer = read(this.#heard);
      return answer !== undefined;
    }, late);
    if (answer === undefined) throw this.#error(late);
    return answer;
  }

  /** Says that nothing more comes, and waits until that and all before has been sent. */
  async end(late: string): Promise<void> {
    let ended = false;
    this.#socket.end(() => {
      ended = true;
      this.#wake();
    });
    await this.#until(() => ended, late);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  async #until(done: () => boolean, late: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const look = (): void => {
      try {
        if (done()) resolve(undefined);
        else if (this.#failure !== undefined) reject(this.#broken(this.#failure));
      } catch (error) {
        reject(error instanceof Error ? error : new Error('failed', { cause: error }));
      }
    };
    this.#waiting.add(look);
    look();
    try {
      await patiently(promise, this.#options, () => {
        const seconds = String(this.#options.timeoutMs / 1000);
        return this.#error(`no answer in ${seconds} s: ${late}`);
      });
    } finally {
      this.#waiting.delete(look);
    }
  }

  #error(message: string, cause?: Error): PrinterError {
    return new PrinterError(`${this.#place.name}: ${message}`, { cause });
  }

  #broken(failure: Error): PrinterError {
    const code = 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
    if (NOBODY.has(code)) {
      const why = `no printer there (${code}); is it on, and are host and port right?`;
      return this.#error(why, failure);
    }
    const why =
      'it closed the connection; look whether the label was printed before it is printed again';
    return this.#error(why, failure);
  }
}

const NOBODY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);
