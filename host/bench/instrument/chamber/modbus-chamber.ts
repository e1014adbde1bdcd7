import { delay, type HostClock, RigError } from '@fobkit/client';
import type { ChamberInstrument } from '../../bench-file/bench.ts';
import type { ModbusClient } from '../modbus/modbus-client.ts';
import { OneAtATime } from '../stream/one-at-a-time.ts';
import type { ChamberMap } from './chamber-map.ts';
import { watlowF4 } from './watlow-f4.ts';
import { watlowF4t } from './watlow-f4t.ts';

/** Pause between two looks at the air. */
const LOOK_MS = 1_000;
/** Air outside this is no air of a chamber: its numbers are misread. */
const COLDEST = -100;
const HOTTEST = 200;

/**
 * A temperature chamber with a Watlow controller on Modbus. A temperature counts when the air has
 * stayed within the band for the time of settling.
 *
 * Methods reject with RigError: `contact`, `refused` for an exception or a temperature that the
 * bench file does not allow, `unproven` when it does not get there.
 */
export class ModbusChamber {
  readonly #client: ModbusClient;
  readonly #config: ChamberInstrument;
  readonly #clock: HostClock;
  readonly #turns = new OneAtATime();
  #map: ChamberMap | undefined;

  constructor(client: ModbusClient, config: ChamberInstrument, clock: HostClock) {
    this.#client = client;
    this.#config = config;
    this.#clock = clock;
  }

  get instrument(): string {
    return `chamber ${this.#config.name} (${this.#map?.text ?? 'not asked yet'})`;
  }

  /** Reads how it counts, and its air. Changes nothing. */
  identify(): Promise<string> {
    return this.#with(async (map) => {
      await this.#air(map);
      return map.text;
    });
  }

  /** Temperature of the air, °C. */
  actual(): Promise<number> {
    return this.#with((map) => this.#air(map));
  }

  setPoint(): Promise<number> {
    return this.#with((map) => map.setPoint());
  }

  /** Sets the set point, and reads it back; the air follows when it can. */
  set(celsius: number): Promise<void> {
    const { lowest, highest } = this.#config;
    if (celsius < lowest || celsius > highest) {
      const allowed = `${lowest} °C to ${highest} °C`;
      const message = `${this.#client.what}: ${celsius} °C is outside of ${allowed} in the bench file`;
      return Promise.reject(new RigError('refused', message));
    }
    return this.#with(async (map) => {
      await map.setSetPoint(celsius);
      const told = await map.setPoint();
      if (Math.abs(told - celsius) <= Math.max(map.step, 0.05)) return;
      const what = `the set point ${celsius} °C is read back as ${told.toFixed(2)} °C`;
      throw new RigError('unproven', `${this.#client.what}: ${what}`);
    });
  }

  /**
   * Waits until the air has been within the band around `celsius` for the time of settling; the
   * temperature at its end.
   */
  async arrive(celsius: number, signal?: AbortSignal): Promise<number> {
    const { band, settleMs, limitMs } = this.#config;
    const start = this.#clock.now();
    let since: number | undefined;
    for (;;) {
      const air = await this.actual();
      const now = this.#clock.now();
      if (Math.abs(air - celsius) > band) since = undefined;
      else since ??= now;
      if (since !== undefined && now - since >= settleMs) return air;
      if (now - start >= limitMs) {
        const minutes = (limitMs / 60_000).toFixed(1);
        throw new RigError(
          'unproven',
          `${this.#client.what}: ${celsius} °C was not reached and kept in ${minutes} min; the ` +
            `air has ${air.toFixed(2)} °C, ± ${band} °C is allowed`,
        );
      }
      const left = since === undefined ? LOOK_MS : settleMs - (now - since);
      await delay(this.#clock, Math.max(1, Math.min(LOOK_MS, left)), signal);
    }
  }

  /** Ends what runs in it and goes to its idle temperature; does not wait for the air. */
  async idle(): Promise<void> {
    await this.#with((map) => map.standStill());
    await this.set(this.#config.idle);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #air(map: ChamberMap): Promise<number> {
    const air = await map.actual();
    if (air >= COLDEST && air <= HOTTEST) return air;
    const why = `its air would have ${air.toFixed(1)} °C: it counts otherwise than it says`;
    throw new RigError('unproven', `${this.#client.what}: ${why}`);
  }

  #with<T>(work: (map: ChamberMap) => Promise<T>): Promise<T> {
    return this.#turns.run(async () => {
      const { map: kind, degrees } = this.#config;
      // Anew each time: somebody at its panel changes decimals and unit while it runs.
      const map = await (kind === 'watlow-f4'
        ? watlowF4(this.#client)
        : watlowF4t(this.#client, degrees));
      const before = this.#map?.text ?? map.text;
      this.#map = map;
      if (before === map.text) return await work(map);
      const why = `it counted as ${before} and counts as ${map.text} now`;
      throw new RigError('unproven', `${this.#client.what}: ${why}`);
    });
  }
}
