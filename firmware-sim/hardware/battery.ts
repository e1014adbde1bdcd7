import { mulDiv, TICKS_PER_YEAR } from './exact.ts';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { AGES, booleanOf, integerOf, type PartState, TEMPERATURES } from './part-state.ts';
import { type BatteryParameters, NO_CELL } from './battery-parameters.ts';
import * as cell from './cell.ts';
import { interpolate, interpolateBack } from './curve.ts';
import { Loads } from './loads.ts';
import { Rail, type RailOptions } from './rail.ts';

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

/**
 * A coin cell, counted in nA·h with a remainder in nA·ticks: exact however an interval is split.
 * An ohmic model: it tells when a pulse fails, not the milliseconds in which the voltage sags.
 */
export class Battery {
  readonly parameters: BatteryParameters;
  /** A bench supply in the place of the cell, which then rests. */
  readonly rail = new Rail();
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
  readonly #loads: Loads;
  #selfNa = 0;
  /** Points of the curves, of which the two of discharge hold at `#curvesAt` thousandths. */
  #curvesAt = -1;
  #openMillivolts = 0;
  #freshMilliohms = 0;
  #coldPermille = 0;

  constructor(parameters: BatteryParameters) {
    this.parameters = parameters;
    this.#present = parameters !== NO_CELL;
    this.#loads = new Loads(parameters.loadsNa);
    this.#feel(200);
  }

  /** Rated charge in nA·h. */
  get capacityNah(): number {
    return cell.capacityNah(this.parameters);
  }

  /** Remaining charge in nA·h. */
  get remainingNah(): number {
    return this.capacityNah - this.#usedNah;
  }

  /** Depth of discharge in thousandths, rounded down. */
  get depthPermille(): number {
    return cell.depthPermille(this.#usedNah, this.capacityNah);
  }

  get present(): boolean {
    return this.#present;
  }

  /**
   * True when nothing comes from the cell any more: taken out, or empty; or the supply in its place
   * is below the brown-out threshold.
   */
  get flat(): boolean {
    if (this.rail.connected) return this.rail.millivolts < this.parameters.brownOutMillivolts;
    return !this.#present || this.#usedNah >= this.capacityNah;
  }

  /** Whether a bus or programmer powers the fob; its loads then spare the cell. */
  externalPower(): boolean {
    return this.#external;
  }

  setExternalPower(on: boolean): void {
    this.#external = on;
  }

  /** What the loads at rest draw from the cell, or from the supply in its place, in nA. */
  get drawnNa(): number {
    return this.#external ? 0 : this.loadNa + this.drainNa;
  }

  /** Sum of the loads that are on, in nA. */
  get loadNa(): number {
    return this.#loads.sumNa;
  }

  /** Switches a load on or off; an unknown name is a load of 0 nA. */
  switchLoad(name: string, on: boolean): void {
    this.#loads.switch(name, on);
  }

  isOn(name: string): boolean {
    return this.#loads.isOn(name);
  }

  /** Gives a load another current, in nA. */
  setLoad(name: string, nanoamps: number): void {
    this.#loads.set(name, nanoamps);
  }

  /** Lets `worldTicks` ≥ 0 pass at one temperature, in which the loads do not change. */
  advance(worldTicks: number, deciCelsius: number): void {
    this.#feel(deciCelsius);
    this.rail.advance(worldTicks);
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
  millivolts(loadNa: number = this.drawnNa): number {
    if (this.rail.connected) return this.rail.terminals(loadNa, this.extraMilliohms);
    if (this.flat) return 0;
    this.#readCurves();
    return cell.loadedMillivolts(this.#openMillivolts, loadNa, this.milliohms());
  }

  /** Internal resistance now, in milliohms. */
  milliohms(): number {
    this.#readCurves();
    const ageing = cell.resistanceAgeingPermille(this.parameters, this.#age, TICKS_PER_YEAR);
    const own = cell.ownMilliohms(this.#freshMilliohms, this.#coldPermille, ageing);
    return own + this.extraMilliohms;
  }

  /**
   * Charge as the fob takes it: of the cell; of a supply, that at which a cell has its voltage.
   * Percent of the rated charge, rounded down.
   */
  percent(): number {
    if (!this.rail.connected) return this.cellPercent();
    const depth = interpolateBack(this.parameters.openCircuit, this.rail.millivolts);
    return Math.floor((1000 - depth) / 10);
  }

  /** Remaining charge in percent of the rated charge, rounded down, 0 to 100. 0 when out. */
  cellPercent(): number {
    return this.#present ? cell.percentLeft(this.#usedNah, this.capacityNah) : 0;
  }

  /** Leaves `percent` (0 to 100) of the rated charge in the cell. */
  setPercent(percent: number): void {
    this.#usedNah = cell.usedAtPercent(percent, this.capacityNah);
    this.#carry = 0;
  }

  /** Draws `microamps` on top of the present loads for `milliseconds`. External power spares it. */
  drawPulse(microamps: number, milliseconds: number): Pulse {
    if (this.#external) return { browned: false, minMillivolts: this.millivolts(0) };
    if (this.rail.connected) this.rail.notePulse(microamps);
    else if (this.flat) return { browned: true, minMillivolts: 0 };
    else this.#use(microamps * milliseconds);
    const minMillivolts = this.millivolts(this.drawnNa + microamps * 1000);
    return { browned: minMillivolts < this.parameters.brownOutMillivolts, minMillivolts };
  }

  /** Takes charge in µA·ms. */
  #use(charge: number): void {
    // µA·ms × 32768 = nA·ticks
    const used = mulDiv(charge, TICKS_PER_SECOND, this.#carry, HOUR_TICKS);
    this.#usedNah = Math.min(this.capacityNah, this.#usedNah + used.quotient);
    this.#carry = used.remainder;
  }

  /** Fault hook: takes charge out at once. */
  drain(microampHours: number): void {
    this.#usedNah = Math.max(0, Math.min(this.capacityNah, this.#usedNah + microampHours * 1000));
  }

  /** Feeds the fob from a supply of so many millivolts; undefined: from the cell again, as it was. */
  setRail(millivolts: number | undefined, options?: RailOptions): void {
    if (millivolts === undefined) this.rail.disconnect();
    else if (this.parameters !== NO_CELL) {
      const now = this.rail.connected ? this.rail.millivolts : this.millivolts(0);
      this.rail.set(now, millivolts, options);
    }
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
      ...this.#loads.save(),
      ...this.rail.save(),
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
    this.rail.load(state);
    this.#loads.load(state);
    this.#feel(integerOf(state, 'deciCelsius', TEMPERATURES));
  }

  /** What leaves the cell now: nothing but its own discharge when it is out. */
  #currentNa(): number {
    if (!this.#present || this.rail.connected) return this.#selfNa;
    return (this.#external ? 0 : this.loadNa) + this.drainNa + this.#selfNa;
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
    this.#coldPermille = interpolate(this.parameters.resistanceByTemperature, deciCelsius);
    this.#selfNa = cell.selfDischargeNa(this.parameters, deciCelsius);
  }
}
