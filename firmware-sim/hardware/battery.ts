import { mulDiv, TICKS_PER_YEAR } from './exact.ts';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { AGES, booleanOf, integerOf, type PartState, TEMPERATURES, textOf } from './part-state.ts';
import { type BatteryParameters, NO_CELL } from './battery-parameters.ts';
import { interpolate } from './curve.ts';

/** What a pulse of current did. */
export interface Pulse {
  /** Whether the voltage fell below the brown-out threshold: the chip resets. */
  readonly browned: boolean;
  /** The voltage at the end of the pulse, in millivolts. */
  readonly minMillivolts: number;
}

const HOUR_TICKS = 3600 * TICKS_PER_SECOND;
const CHUNK_TICKS = 4_294_967_296;
const CURRENTS = { from: 0, to: 68_719_476_736 };
const MILLIOHMS = { from: 0, to: 1_000_000_000_000 };
const CARRIES = { from: 0, to: HOUR_TICKS - 1 };
const ALWAYS_ON: readonly string[] = ['sleep', 'rtc'];

/**
 * A coin cell, counted in nA·h with a remainder in nA·ticks: exact however an interval is split.
 * An ohmic model: it tells when a pulse fails, not the milliseconds in which the voltage sags.
 */
export class Battery {
  readonly parameters: BatteryParameters;
  /** Fault hook: further current in nA, as of a leak, drawn while the cell is in. */
  drainNa = 0;
  /** Fault hook: further series resistance in milliohms, as of a dirty contact. */
  extraMilliohms = 0;
  #usedNah = 0;
  #carry = 0;
  #age = 0;
  #deciCelsius = 200;
  #present: boolean;
  #external = false;
  readonly #currents = new Map<string, number>();
  readonly #on = new Set<string>();
  #loadNa = 0;
  #selfNa = 0;
  /** Points of the curves, of which the two of discharge hold at `#curvesAt` thousandths. */
  #curvesAt = -1;
  #openMillivolts = 0;
  #freshMilliohms = 0;
  #coldPermille = 0;

  constructor(parameters: BatteryParameters) {
    this.parameters = parameters;
    this.#present = parameters !== NO_CELL;
    for (const [name, na] of Object.entries(parameters.loadsNa)) this.#currents.set(name, na);
    for (const name of ALWAYS_ON) if (this.#currents.has(name)) this.#on.add(name);
    this.#sum();
    this.#feel(200);
  }

  /** Rated charge in nA·h. */
  get capacityNah(): number {
    return this.parameters.capacityMicroampHours * 1000;
  }

  /** Remaining charge in nA·h. */
  get remainingNah(): number {
    return this.capacityNah - this.#usedNah;
  }

  /** Depth of discharge in thousandths, rounded down. */
  get depthPermille(): number {
    return Math.floor((this.#usedNah * 1000) / this.capacityNah);
  }

  get present(): boolean {
    return this.#present;
  }

  /** True when nothing comes from the cell any more: taken out, or empty. */
  get flat(): boolean {
    return !this.#present || this.#usedNah >= this.capacityNah;
  }

  /** Whether a bus or programmer powers the fob; its loads then spare the cell. */
  externalPower(): boolean {
    return this.#external;
  }

  setExternalPower(on: boolean): void {
    this.#external = on;
  }

  /** Sum of the loads that are on, in nA. */
  get loadNa(): number {
    return this.#loadNa;
  }

  /** Switches a load on or off; an unknown name is a load of 0 nA. */
  switchLoad(name: string, on: boolean): void {
    if (this.#on.has(name) === on) return;
    if (on) this.#on.add(name);
    else this.#on.delete(name);
    this.#sum();
  }

  isOn(name: string): boolean {
    return this.#on.has(name);
  }

  /** Gives a load another current, in nA. */
  setLoad(name: string, nanoamps: number): void {
    this.#currents.set(name, nanoamps);
    this.#sum();
  }

  /** Lets `worldTicks` ≥ 0 pass at one temperature, in which the loads do not change. */
  advance(worldTicks: number, deciCelsius: number): void {
    this.#feel(deciCelsius);
    this.#age += worldTicks;
    const current = this.#currentNa();
    let left = worldTicks;
    while (left > 0) {
      const span = Math.min(left, CHUNK_TICKS);
      const used = mulDiv(span, current, this.#carry, HOUR_TICKS);
      this.#usedNah = Math.min(this.capacityNah, this.#usedNah + used.quotient);
      this.#carry = used.remainder;
      left -= span;
    }
  }

  /** Whether it surely lasts `worldTicks` more; it may, too, where this says no. */
  lasts(worldTicks: number, deciCelsius: number): boolean {
    this.#feel(deciCelsius);
    // One nA·h of margin is far more than the rounding of the two products.
    return worldTicks * this.#currentNa() < (this.remainingNah - 1) * HOUR_TICKS;
  }

  /**
   * The smallest interval of world ticks after which it is flat; Infinity when nothing draws or it
   * would take over 2^53 ticks (8,700 years).
   */
  worldTicksUntilFlat(deciCelsius: number): number {
    if (this.flat) return 0;
    this.#feel(deciCelsius);
    const current = this.#currentNa();
    if (current === 0) return Infinity;
    // Whole nA·h first, then the odd ones: remaining × 117,964,800 can pass 2^53.
    const whole = mulDiv(HOUR_TICKS, this.remainingNah, 0, current);
    if (whole.quotient > Number.MAX_SAFE_INTEGER) return Infinity;
    return whole.quotient + Math.ceil((whole.remainder - this.#carry) / current);
  }

  /**
   * Voltage at the terminals in millivolts under `loadNa`, by default the present loads; 0 when
   * the cell is out or empty.
   */
  millivolts(loadNa: number = this.#external ? 0 : this.#loadNa + this.drainNa): number {
    if (this.flat) return 0;
    this.#readCurves();
    const drop = (loadNa * this.milliohms()) / 1_000_000_000;
    return Math.max(0, Math.floor(this.#openMillivolts - drop));
  }

  /** Internal resistance now, in milliohms. */
  milliohms(): number {
    this.#readCurves();
    const perYear = this.parameters.resistanceAgeingPermillePerYear;
    const ageing = 1000 + Math.floor((perYear * this.#age) / TICKS_PER_YEAR);
    const own = this.#freshMilliohms * this.#coldPermille * ageing;
    return Math.floor(own / 1_000_000) + this.extraMilliohms;
  }

  /** Remaining charge in percent of the rated charge, rounded down, 0 to 100. 0 when out. */
  percent(): number {
    return this.#present ? Math.floor((this.remainingNah * 100) / this.capacityNah) : 0;
  }

  /** Leaves `percent` (0 to 100) of the rated charge in the cell. */
  setPercent(percent: number): void {
    const bounded = Math.max(0, Math.min(100, percent));
    this.#usedNah = Math.floor((this.capacityNah * (100 - bounded)) / 100);
    this.#carry = 0;
  }

  /** Draws `microamps` on top of the present loads for `milliseconds`. External power spares it. */
  drawPulse(microamps: number, milliseconds: number): Pulse {
    if (this.#external) return { browned: false, minMillivolts: this.millivolts(0) };
    if (this.flat) return { browned: true, minMillivolts: 0 };
    // µA·ms × 32768 = nA·ticks
    const used = mulDiv(microamps * milliseconds, TICKS_PER_SECOND, this.#carry, HOUR_TICKS);
    this.#usedNah = Math.min(this.capacityNah, this.#usedNah + used.quotient);
    this.#carry = used.remainder;
    const minMillivolts = this.millivolts(this.#loadNa + this.drainNa + microamps * 1000);
    return { browned: minMillivolts < this.parameters.brownOutMillivolts, minMillivolts };
  }

  /** Fault hook: takes charge out at once. */
  drain(microampHours: number): void {
    this.#usedNah = Math.max(0, Math.min(this.capacityNah, this.#usedNah + microampHours * 1000));
  }

  /** Takes the cell out; it goes on ageing in the drawer. */
  remove(): void {
    this.#present = false;
  }

  /** Puts the same cell back; with `fresh` a new one. Without a place for one nothing happens. */
  insert(fresh = false): void {
    if (this.parameters === NO_CELL) return;
    this.#present = true;
    if (!fresh) return;
    this.#usedNah = 0;
    this.#carry = 0;
    this.#age = 0;
  }

  save(): PartState {
    return {
      usedNah: this.#usedNah,
      carry: this.#carry,
      age: this.#age,
      deciCelsius: this.#deciCelsius,
      present: this.#present,
      external: this.#external,
      drainNa: this.drainNa,
      extraMilliohms: this.extraMilliohms,
      on: [...this.#on].sort().join(' '),
      ...Object.fromEntries([...this.#currents].map(([name, na]) => [`load.${name}`, na])),
    };
  }

  load(state: PartState): void {
    this.#usedNah = integerOf(state, 'usedNah', { from: 0, to: this.capacityNah });
    this.#carry = integerOf(state, 'carry', CARRIES);
    this.#age = integerOf(state, 'age', AGES);
    this.#present = booleanOf(state, 'present');
    this.#external = booleanOf(state, 'external');
    this.drainNa = integerOf(state, 'drainNa', CURRENTS);
    this.extraMilliohms = integerOf(state, 'extraMilliohms', MILLIOHMS);
    this.#on.clear();
    for (const name of textOf(state, 'on').split(' ')) if (name !== '') this.#on.add(name);
    this.#currents.clear();
    for (const key of Object.keys(state)) {
      if (key.startsWith('load.'))
        this.#currents.set(key.slice(5), integerOf(state, key, CURRENTS));
    }
    this.#sum();
    this.#feel(integerOf(state, 'deciCelsius', TEMPERATURES));
  }

  /** What leaves the cell now: nothing but its own discharge when it is out or spared. */
  #currentNa(): number {
    const loads = this.#present && !this.#external ? this.#loadNa : 0;
    return loads + (this.#present ? this.drainNa : 0) + this.#selfNa;
  }

  #sum(): void {
    this.#loadNa = 0;
    for (const name of this.#on) this.#loadNa += this.#currents.get(name) ?? 0;
  }

  /** The charge moves slowly: most times the curves are where they were. */
  #readCurves(): void {
    const depth = this.depthPermille;
    if (depth === this.#curvesAt) return;
    this.#curvesAt = depth;
    this.#openMillivolts = interpolate(this.parameters.openCircuit, depth);
    this.#freshMilliohms = interpolate(this.parameters.resistance, depth);
  }

  #feel(deciCelsius: number): void {
    if (deciCelsius === this.#deciCelsius && this.#selfNa > 0) return;
    this.#deciCelsius = deciCelsius;
    const { resistanceByTemperature, selfDischargeByTemperature, selfDischargePpmPerYear } =
      this.parameters;
    this.#coldPermille = interpolate(resistanceByTemperature, deciCelsius);
    const factor = interpolate(selfDischargeByTemperature, deciCelsius);
    // nA·h × ppm ÷ 10⁶ a year of 8766 h, × thousandths
    const perYear = Math.round((this.capacityNah * selfDischargePpmPerYear) / 1_000_000);
    this.#selfNa = Math.round((perYear * factor) / (8766 * 1000));
  }
}
