import { RigError } from '@fobkit/client';
import type { InstrumentStream } from '../stream/instrument-stream.ts';
import type { ModbusFraming } from './framing.ts';
import { checkWritten, ModbusException, readReply, readRequest, writeRequest } from './pdu.ts';

/** Holding registers of one Modbus unit, over TCP or a serial line. */
export class ModbusClient {
  readonly #stream: InstrumentStream;
  readonly #framing: ModbusFraming;
  readonly #unit: number;

  constructor(stream: InstrumentStream, framing: ModbusFraming, unit: number) {
    this.#stream = stream;
    this.#framing = framing;
    this.#unit = unit;
  }

  get what(): string {
    return this.#stream.what;
  }

  /** Rejects with RigError: `refused` for an exception, `contact` for anything else than an answer. */
  read(address: number, count = 1): Promise<readonly number[]> {
    return this.#ask(readRequest(address, count), readReply, `register ${address}`);
  }

  /** Writes registers in a row. The caller reads them back. */
  async write(address: number, values: readonly number[]): Promise<void> {
    await this.#ask(writeRequest(address, values), checkWritten, `register ${address}`);
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  async #ask<T>(
    request: Uint8Array,
    read: (request: Uint8Array, reply: Uint8Array) => T,
    where: string,
  ): Promise<T> {
    // The answer is looked for by the frame that was made last.
    const frame = this.#framing.frame(this.#unit, request);
    const reply = await this.#stream.ask(frame, this.#framing.read(this.#unit, request));
    try {
      return read(request, reply);
    } catch (error) {
      const code = error instanceof ModbusException ? 'refused' : 'contact';
      const why = error instanceof Error ? error.message : String(error);
      if (code === 'contact') await this.#stream.close();
      throw new RigError(code, `${this.what}: ${where}: ${why}`, { cause: error });
    }
  }
}
