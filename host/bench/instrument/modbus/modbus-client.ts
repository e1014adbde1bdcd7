import { delay, type HostClock, RigError } from '@fobkit/client';
import type { InstrumentStream } from '../stream/instrument-stream.ts';
import type { ModbusFraming } from './framing.ts';
import { checkWritten, ModbusException, readReply, readRequest, writeRequest } from './pdu.ts';

/** What a client needs beside the line. */
export interface ModbusPorts {
  readonly framing: ModbusFraming;
  readonly unit: number;
  readonly clock: HostClock;
  /** Throws when nothing may be written any more. */
  permit?(): void;
}

/** A device that is busy is asked again so often, after that pause. */
const BUSY_TRIES = 5;
const BUSY_MS = 200;
/** §7 of the application protocol: it has begun, and will take its time; it cannot now. */
const ACKNOWLEDGE = 5;
const BUSY = 6;

/** Holding registers of one Modbus unit, over TCP or a serial line. */
export class ModbusClient {
  readonly #stream: InstrumentStream;
  readonly #ports: ModbusPorts;

  constructor(stream: InstrumentStream, ports: ModbusPorts) {
    this.#stream = stream;
    this.#ports = ports;
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
    this.#ports.permit?.();
    const where = `register ${address}`;
    await this.#ask(writeRequest(address, values), checkWritten, where).catch((error: unknown) => {
      // What it has begun is read back by the caller.
      if (exceptionOf(error) !== ACKNOWLEDGE) throw error;
    });
  }

  close(): Promise<void> {
    return this.#stream.close();
  }

  async #ask<T>(
    request: Uint8Array,
    read: (request: Uint8Array, reply: Uint8Array) => T,
    where: string,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#askOnce(request, read, where);
      } catch (error) {
        if (exceptionOf(error) !== BUSY || tries >= BUSY_TRIES) throw error;
        await delay(this.#ports.clock, BUSY_MS);
      }
    }
  }

  async #askOnce<T>(
    request: Uint8Array,
    read: (request: Uint8Array, reply: Uint8Array) => T,
    where: string,
  ): Promise<T> {
    const { framing, unit } = this.#ports;
    // The answer is looked for by the frame that was made last.
    const frame = framing.frame(unit, request);
    const reply = await this.#stream.ask(frame, framing.read(unit, request));
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

function exceptionOf(error: unknown): number | undefined {
  const cause = error instanceof RigError ? error.cause : undefined;
  return cause instanceof ModbusException ? cause.code : undefined;
}
