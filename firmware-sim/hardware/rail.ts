import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { AGES, integerOf, type PartState, type Range } from './part-state.ts';

/** Resistance of the leads from the supply to the contacts of the cell, in milliohms. */
export const LEAD_MILLIOHMS = 100;

const MILLIVOLTS: Range = { from: 0, to: 6000 };
const SPANS: Range = { from: 0, to: 86_400 * TICKS_PER_SECOND };
const CURRENTS: Range = { from: 0, to: 68_719_476_736 };

/** How a supply goes to its voltage. */
export interface RailOptions {
  /** It goes there steadily in that many world ticks, at most a day of them; at once when absent. */
  readonly ticks?: number;
  /** It gives no more than that, in nA, and its voltage breaks down instead. */
  readonly limitNa?: number;
}

/**
 * A bench supply on the contacts of the cell. Its voltage is a function of the time since it was
 * set, in whole millivolts: a ramp is the same however the time is split.
 */
export class Rail {
  #connected = false;
  #from = 0;
  #to = 0;
  #span = 0;
  #elapsed = 0;
  #limitNa = CURRENTS.to;
  /** The last pulse of the firmware since it was set, in µA. */
  #pulseMicroamps = 0;

  get connected(): boolean {
    return this.#connected;
  }

  /** Voltage at the supply, in millivolts. */
  get millivolts(): number {
    if (this.#elapsed >= this.#span) return this.#to;
    return this.#from + Math.floor(((this.#to - this.#from) * this.#elapsed) / this.#span);
  }

  get pulseMicroamps(): number {
    return this.#pulseMicroamps;
  }

  /** Connects it; a ramp starts at `from` millivolts. Voltages are brought within 0 to 6000. */
  set(from: number, to: number, { ticks = 0, limitNa = CURRENTS.to }: RailOptions = {}): void {
    this.#connected = true;
    this.#from = within(from, MILLIVOLTS);
    this.#to = within(to, MILLIVOLTS);
    this.#span = within(ticks, SPANS);
    this.#elapsed = 0;
    this.#limitNa = within(limitNa, CURRENTS);
    this.#pulseMicroamps = 0;
  }

  disconnect(): void {
    this.#connected = false;
  }

  advance(ticks: number): void {
    this.#elapsed = Math.min(this.#span, this.#elapsed + ticks);
  }

  /** World ticks until the voltage has another whole number of millivolts; Infinity when never. */
  ticksToChange(): number {
    if (!this.#connected || this.#elapsed >= this.#span || this.#from === this.#to) return Infinity;
    const rise = this.#to - this.#from;
    const now = Math.floor((rise * this.#elapsed) / this.#span);
    // Rising: the first tick of the next millivolt. Falling: the first below the present one.
    const tick =
      rise > 0
        ? Math.ceil(((now + 1) * this.#span) / rise)
        : Math.floor((now * this.#span) / rise) + 1;
    return Math.min(tick, this.#span) - this.#elapsed;
  }

  /** Voltage in millivolts at the contacts when `loadNa` flows through `extraMilliohms` more. */
  terminals(loadNa: number, extraMilliohms: number): number {
    const limited =
      loadNa > this.#limitNa
        ? Math.floor((this.millivolts * this.#limitNa) / loadNa)
        : this.millivolts;
    const through = Math.min(loadNa, this.#limitNa);
    const drop = (through * (LEAD_MILLIOHMS + extraMilliohms)) / 1_000_000_000;
    return Math.max(0, limited - Math.floor(drop));
  }

  notePulse(microamps: number): void {
    this.#pulseMicroamps = microamps;
  }

  /** Nothing while it is not connected. */
  save(): PartState {
    if (!this.#connected) return {};
    return {
      railFrom: this.#from,
      railTo: this.#to,
      railSpan: this.#span,
      railElapsed: this.#elapsed,
      railLimitNa: this.#limitNa,
      railPulse: this.#pulseMicroamps,
    };
  }

  load(state: PartState): void {
    this.disconnect();
    if (state['railTo'] === undefined) return;
    const from = integerOf(state, 'railFrom', MILLIVOLTS);
    const to = integerOf(state, 'railTo', MILLIVOLTS);
    const ticks = integerOf(state, 'railSpan', SPANS);
    this.set(from, to, { ticks, limitNa: integerOf(state, 'railLimitNa', CURRENTS) });
    this.#elapsed = Math.min(ticks, integerOf(state, 'railElapsed', AGES));
    this.#pulseMicroamps = integerOf(state, 'railPulse', CURRENTS);
  }
}

function within(value: number, { from, to }: Range): number {
  return Math.max(from, Math.min(to, Math.round(value)));
}
