import { delay, type HostClock, RigError } from '@fobkit/client';
import type { SupplyInstrument } from '../../bench-file/bench.ts';
import { OneAtATime } from '../stream/one-at-a-time.ts';
import { type Identity, parseNumber, parseSwitch } from './answers.ts';
import { dialectOf, SUPPLY_DIALECTS, type SupplyDialect } from './dialect.ts';
import type { ScpiSession } from './scpi-session.ts';

/** What a channel was found to do. */
export interface SupplyState {
  readonly on: boolean;
  readonly volts: number;
  readonly limitAmperes: number;
}

const QUEUE_OVERFLOW = -350;
/** How near a setting that is read back must be: supplies round to their own steps. */
const SETTING_VOLTS = 0.005;
const SETTING_AMPERES = 0.005;
/** Pause between two looks at a rail that is on its way. */
const LOOK_MS = 20;

/** What is known of it. */
interface Known {
  readonly identity: Identity;
  readonly dialect: SupplyDialect;
}

/** How near the rail must come, and when. */
export interface RailTolerance {
  readonly volts: number;
  readonly settleMs: number;
}

/**
 * A programmable supply that speaks SCPI. What it is told it is asked about, and what it says it
 * has done is measured: a channel counts as set when the rail is there.
 *
 * Methods reject with RigError: `contact` when it does not answer or answers no text of its kind,
 * `refused` when it names an error, `unproven` when setting or rail is not what was wanted.
 */
export class ScpiSupply {
  readonly #session: ScpiSession;
  readonly #config: SupplyInstrument;
  readonly #clock: HostClock;
  readonly #turns = new OneAtATime();
  #known: Known | undefined;
  /** Its queue holds no errors of before this connection. */
  #isQueueOurs = false;

  constructor(session: ScpiSession, config: SupplyInstrument, clock: HostClock) {
    this.#session = session;
    this.#config = config;
    this.#clock = clock;
  }

  /** For readings: `supply psu1 (KEYSIGHT,E36312A,MY59001234,1.0)`. */
  get instrument(): string {
    return `supply ${this.#config.name} (${this.#known?.identity.text ?? 'not asked yet'})`;
  }

  /** Asks who it is, and empties its queue of old errors. Changes no output. */
  async identify(): Promise<string> {
    return (await this.#turns.run(() => this.#identified())).identity.text;
  }

  /** Sets voltage and limit of a channel and reads them back; its output stays as it is. */
  set(channel: number, volts: number, limitAmperes: number): Promise<void> {
    return this.#onChannel(channel, async () => {
      await this.#session.command(`:SOUR:CURR ${limitAmperes.toFixed(6)}`);
      await this.#session.command(`:SOUR:VOLT ${volts.toFixed(6)}`);
      await this.#mustBeSet(volts, limitAmperes);
    });
  }

  /** The voltage alone, on the way of a ramp. */
  setVolts(channel: number, volts: number): Promise<void> {
    return this.#onChannel(channel, async () => {
      await this.#session.command(`:SOUR:VOLT ${volts.toFixed(6)}`);
      await this.#mustBeSet(volts);
    });
  }

  /** Switches the output of a channel and reads it back. */
  output(channel: number, on: boolean): Promise<void> {
    return this.#onChannel(channel, async ({ output }) => {
      await this.#session.command(on ? output.on : output.off);
      if ((await this.#isOn(output.query)) === on) return;
      const [wanted, is] = on ? ['on', 'off'] : ['off', 'on'];
      throw this.#unproven(`the output was switched ${wanted} and is read back ${is}`);
    });
  }

  /** Switches the output of a channel off, however full its error queue is, and reads it back. */
  off(channel: number): Promise<void> {
    return this.#turns.run(async () => {
      const { dialect } = await this.#identity();
      this.#mustHaveChannel(dialect, channel);
      const { select, output } = dialect;
      if (select !== undefined) {
        const { command, query } = select(channel);
        await this.#session.tell(command);
        await this.#mustBeChosen(channel, query);
      }
      await this.#session.tell(output.off);
      if (!(await this.#isOn(output.query))) return;
      throw this.#unproven('the output was switched off and is read back on');
    });
  }

  state(channel: number): Promise<SupplyState> {
    return this.#onChannel(channel, async ({ output }) => ({
      on: await this.#isOn(output.query),
      volts: await this.#number(':SOUR:VOLT?'),
      limitAmperes: await this.#number(':SOUR:CURR?'),
    }));
  }

  /** Volts at its terminals. */
  measureVolts(channel: number): Promise<number> {
    return this.#onChannel(channel, () => this.#number(':MEAS:VOLT?'));
  }

  /** Amperes out of it. */
  measureAmperes(channel: number): Promise<number> {
    return this.#onChannel(channel, () => this.#number(':MEAS:CURR?'));
  }

  /**
   * Measures until the rail is within `tolerance` of `volts`; the voltage that proves it.
   *
   * Rejects with RigError `unproven` when it does not get there in time.
   */
  arrive(channel: number, volts: number, tolerance: RailTolerance): Promise<number> {
    const isThere = (measured: number): boolean => Math.abs(measured - volts) <= tolerance.volts;
    return this.#watch(channel, tolerance.settleMs, isThere).then(({ measured, there }) => {
      if (there) return measured;
      const { volts: near, settleMs } = tolerance;
      throw this.#unproven(
        `the rail was set to ${volts.toFixed(3)} V and measures ${measured.toFixed(3)} V after ` +
          `${settleMs} ms; ± ${near} V is allowed`,
      );
    });
  }

  /** The same for a rail that is to be off: below so many volts. */
  vanish(channel: number, below: RailTolerance): Promise<number> {
    const isOff = (measured: number): boolean => Math.abs(measured) < below.volts;
    return this.#watch(channel, below.settleMs, isOff).then(({ measured, there }) => {
      if (there) return measured;
      throw this.#unproven(
        `the output is off, but its rail measures ${measured.toFixed(3)} V after ` +
          `${below.settleMs} ms; below ${below.volts} V is off`,
      );
    });
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  async #watch(
    channel: number,
    settleMs: number,
    isThere: (measured: number) => boolean,
  ): Promise<{ readonly measured: number; readonly there: boolean }> {
    const until = this.#clock.now() + settleMs;
    for (;;) {
      const measured = await this.measureVolts(channel);
      const there = isThere(measured);
      if (there || this.#clock.now() >= until) return { measured, there };
      await delay(this.#clock, LOOK_MS);
    }
  }

  #onChannel<T>(channel: number, work: (dialect: SupplyDialect) => Promise<T>): Promise<T> {
    return this.#turns.run(async () => {
      const { dialect } = await this.#identified();
      await this.#select(dialect, channel);
      return await work(dialect);
    });
  }

  /** Who it is, and its queue emptied of what went wrong before. */
  async #identified(): Promise<Known> {
    const known = await this.#identity();
    if (this.#isQueueOurs) return known;
    // What went wrong before is nobody's business now, unless the instrument itself lost count.
    const old = await this.#session.errors();
    if (old.some(({ code }) => code === QUEUE_OVERFLOW)) {
      throw new RigError(
        'refused',
        `${this.#session.what}: its error queue had overflowed before this run: nobody can tell in ` +
          'which state it is. Look at it; the queue is empty now',
      );
    }
    this.#isQueueOurs = true;
    return known;
  }

  /** Who it is, asked anew on each connection: behind a new one may be another instrument. */
  async #identity(): Promise<Known> {
    if (this.#known !== undefined && this.#session.isOpen) return this.#known;
    this.#isQueueOurs = false;
    const { identity: wanted, dialect } = this.#config;
    const identity = await this.#session.identity();
    const { what } = this.#session;
    if (wanted !== undefined && !identity.text.startsWith(wanted)) {
      throw new RigError('refused', `${what} is ${identity.text}; the bench file says ${wanted}`);
    }
    const before = this.#known?.identity.text ?? identity.text;
    if (before !== identity.text) {
      throw new RigError('refused', `${what} was ${before} and is ${identity.text} now`);
    }
    const name = dialect === 'auto' ? dialectOf(identity) : SUPPLY_DIALECTS[dialect];
    return (this.#known = { identity, dialect: name });
  }

  async #select(dialect: SupplyDialect, channel: number): Promise<void> {
    this.#mustHaveChannel(dialect, channel);
    if (dialect.select === undefined) return;
    const { command, query } = dialect.select(channel);
    await this.#session.command(command);
    await this.#mustBeChosen(channel, query);
  }

  #mustHaveChannel({ select, name }: SupplyDialect, channel: number): void {
    if (select !== undefined || channel === 1) return;
    const { what } = this.#session;
    throw new RigError('refused', `${what}: a supply of dialect ${name} has one channel`);
  }

  async #mustBeChosen(channel: number, query: string): Promise<void> {
    const chosen = await this.#number(query);
    if (chosen === channel) return;
    throw this.#unproven(`channel ${channel} was chosen and ${chosen} is read back`);
  }

  async #mustBeSet(volts: number, limitAmperes?: number): Promise<void> {
    const set = await this.#number(':SOUR:VOLT?');
    if (Math.abs(set - volts) > SETTING_VOLTS) {
      throw this.#unproven(`${volts.toFixed(3)} V was set and ${set.toFixed(3)} V is read back`);
    }
    if (limitAmperes === undefined) return;
    const limit = await this.#number(':SOUR:CURR?');
    if (Math.abs(limit - limitAmperes) <= SETTING_AMPERES) return;
    throw this.#unproven(
      `a limit of ${limitAmperes.toFixed(3)} A was set and ${limit.toFixed(3)} A is read back`,
    );
  }

  async #isOn(query: string): Promise<boolean> {
    const line = await this.#session.query(query);
    const on = parseSwitch(line);
    if (on !== undefined) return on;
    throw await this.#session.odd(query, line);
  }

  async #number(query: string): Promise<number> {
    const line = await this.#session.query(query);
    const value = parseNumber(line);
    if (value !== undefined) return value;
    throw await this.#session.odd(query, line);
  }

  #unproven(why: string): RigError {
    return new RigError('unproven', `${this.#session.what}: ${why}`);
  }
}
