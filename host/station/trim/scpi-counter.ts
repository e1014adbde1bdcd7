import { type Connection, FobError, type HostClock, type Link, onAbort } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { CounterError, type Frequency, type FrequencyCounter } from './frequency-counter.ts';

export interface ScpiCounterOptions {
  /** A TCP stream to its SCPI socket, port 5025 as a rule. */
  readonly link: Link;
  readonly clock: HostClock;
  /** How long it counts for one reading, in seconds; 10 if absent. */
  readonly gateSeconds?: number;
  /** Of its time base by its calibration, 95 %, in parts per million. */
  readonly timeBasePpm: number;
}

const GATE_SECONDS = 10;
/** What a counter takes besides its gate. */
const SLACK_MS = 3_000;
/** The longest answer that is no nonsense, in bytes. */
const LONGEST = 256;
/** A crystal that is off by more is none, or the probe is not on its pad. */
const PLAUSIBLE_HERTZ = 100;

/**
 * A frequency counter that is asked over SCPI, as a Keysight 53220A answers: CONF:FREQ,
 * FREQ:GATE:TIME, READ?, SYST:ERR?. Each reading has a connection of its own.
 */
export function scpiCounter(options: ScpiCounterOptions): FrequencyCounter {
  const { link, gateSeconds = GATE_SECONDS } = options;
  return {
    name: link.url,
    gateSeconds,
    async measure(signal): Promise<Frequency> {
      try {
        const connection = await link.open(signal === undefined ? {} : { signal });
        try {
          return await new Talk(connection, options, signal).measure(gateSeconds);
        } finally {
          await connection.close();
        }
      } catch (error) {
        if (!(error instanceof FobError)) throw error;
        throw new CounterError(`the frequency counter: ${error.message}`, { cause: error });
      }
    },
  };
}

class Talk {
  readonly #connection: Connection;
  readonly #options: ScpiCounterOptions;
  readonly #signal: AbortSignal | undefined;

  constructor(
    connection: Connection,
    options: ScpiCounterOptions,
    signal: AbortSignal | undefined,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#signal = signal;
  }

  async measure(gateSeconds: number): Promise<Frequency> {
    await this.#send('*CLS');
    await this.#send('CONF:FREQ');
    await this.#send(`FREQ:GATE:TIME ${String(gateSeconds)}`);
    const told = await this.#ask('READ?', gateSeconds * 1000 + SLACK_MS);
    const error = await this.#ask('SYST:ERR?', SLACK_MS);
    if (!/^[+-]?0,/.test(error)) throw this.#fault(`it says ${JSON.stringify(error)}`);
    const hertz = /^[+-]?\d+(\.\d*)?(E[+-]?\d+)?$/i.test(told) ? Number(told) : Number.NaN;
    if (!(Math.abs(hertz - TICKS_PER_SECOND) < PLAUSIBLE_HERTZ)) {
      throw this.#fault(`it reads ${JSON.stringify(told)}. Is the probe on the 32,768 Hz pad?`);
    }
    return { hertz, uncertaintyHertz: (hertz * this.#options.timeBasePpm) / 1e6 };
  }

  #send(line: string): Promise<void> {
    return this.#connection.write(new TextEncoder().encode(`${line}\n`));
  }

  async #ask(line: string, waitMs: number): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let text = '';
    const stop = this.#connection.onBytes((bytes) => {
      text += new TextDecoder('latin1').decode(bytes);
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end).trim());
      else if (text.length > LONGEST) reject(this.#fault('it talks without end'));
    });
    void this.#connection.closed.then(() => {
      reject(this.#fault('it hung up'));
    });
    const cancel = this.#options.clock.after(waitMs, () => {
      reject(this.#fault(`no answer to ${line} within ${String(Math.round(waitMs / 1000))} s`));
    });
    const release = onAbort(this.#signal, () => {
      reject(this.#fault('the measurement was stopped'));
    });
    try {
      const [told] = await Promise.all([promise, this.#send(line)]);
      return told;
    } finally {
      stop();
      cancel();
      release();
    }
  }

  #fault(what: string): CounterError {
    return new CounterError(`the frequency counter ${this.#options.link.url}: ${what}`);
  }
}
