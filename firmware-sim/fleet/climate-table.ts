import type { BatteryParameters } from '../hardware/battery-parameters.ts';
import { selfDischargeNa } from '../hardware/cell.ts';
import { bendPpb, type CrystalParameters } from '../hardware/crystal.ts';
import { monthOfDay } from './calendar.ts';
import type { FleetSpec, TemperatureLife } from './fleet-spec.ts';

export const DAY_SECONDS = 86_400;
/** Fobs are carried from eight in the morning on. */
const CARRIED_FROM = 28_800;
/** Numbers of a row: see `ClimateTable.rows`. */
export const ROW = 4;

/**
 * What the temperatures of the owners' lives do to clock and cell, summed up by day, so that a
 * fob's whole past is one look. Temperatures hold for whole seconds: all sums are integers.
 */
export class ClimateTable {
  readonly days: number;
  /**
   * A row a day and life, one more day than there are: what the crystal lost before it, in
   * ppb·seconds, and loses while the fob lies, in ppb; what the cell lost by itself before it, in
   * nA·seconds, and while the fob lies, in nA.
   */
  readonly rows: Float64Array;
  /** By life: what the crystal loses at least and at most, in ppb. */
  readonly leastBend: Float64Array;
  readonly mostBend: Float64Array;
  /** By life: the same as in `rows` while the fob is carried. */
  readonly carriedBend: Float64Array;
  readonly carriedSelf: Float64Array;
  /** Seconds of each day, from midnight and from eight on, in which it is carried. */
  readonly #carriedEarly: Float64Array;
  readonly #carriedLate: Float64Array;
  readonly shelfBend: number;
  readonly shelfSelf: number;
  readonly #spec: FleetSpec;

  constructor(spec: FleetSpec) {
    const { battery, crystal } = spec.profile.parts;
    this.#spec = spec;
    this.days = spec.days;
    const lives = spec.lives.length;
    this.rows = new Float64Array(lives * (spec.days + 1) * ROW);
    this.carriedBend = Float64Array.from(spec.lives, (life) =>
      bendPpb(crystal, life.carriedDeciCelsius),
    );
    this.carriedSelf = Float64Array.from(spec.lives, (life) =>
      selfDischargeNa(battery, life.carriedDeciCelsius),
    );
    const bends = spec.lives.map((life) =>
      [life.carriedDeciCelsius, ...life.monthsDeciCelsius].map((t) => bendPpb(crystal, t)),
    );
    this.leastBend = Float64Array.from(bends, (all) => Math.min(...all));
    this.mostBend = Float64Array.from(bends, (all) => Math.max(...all));
    const carried = spec.lives.map(({ carriedHours }) => carriedHours * 3600);
    const evening = DAY_SECONDS - CARRIED_FROM;
    this.#carriedEarly = Float64Array.from(carried, (seconds) => Math.max(0, seconds - evening));
    this.#carriedLate = Float64Array.from(carried, (seconds) => Math.min(seconds, evening));
    this.shelfBend = bendPpb(crystal, spec.shelfDeciCelsius);
    this.shelfSelf = selfDischargeNa(battery, spec.shelfDeciCelsius);
    for (const [index, life] of spec.lives.entries()) this.#fill(index, life, { battery, crystal });
  }

  /** Where the row of a day begins. */
  at(life: number, day: number): number {
    return (life * (this.days + 1) + day) * ROW;
  }

  /** Seconds in which it was carried since midnight. */
  carriedBefore(life: number, second: number): number {
    const early = Math.min(second, this.#carriedEarly[life] ?? 0);
    return early + Math.max(0, Math.min(second - CARRIED_FROM, this.#carriedLate[life] ?? 0));
  }

  /** Temperature in tenths of a degree at a second of a day in the owner's hands. */
  deciCelsius(life: number, day: number, second: number): number {
    const of = this.#spec.lives[life];
    if (of === undefined) return this.#spec.shelfDeciCelsius;
    const isCarried = this.carriedBefore(life, second + 1) > this.carriedBefore(life, second);
    return isCarried ? of.carriedDeciCelsius : lyingAt(of, this.#spec.madeOn + day);
  }

  #fill(
    index: number,
    life: TemperatureLife,
    parts: { readonly battery: BatteryParameters; readonly crystal: CrystalParameters },
  ): void {
    const carried = this.carriedBefore(index, DAY_SECONDS);
    const months = life.monthsDeciCelsius.map((deciCelsius) => ({
      bend: bendPpb(parts.crystal, deciCelsius),
      self: selfDischargeNa(parts.battery, deciCelsius),
    }));
    let [bend, self] = [0, 0];
    for (let day = 0; day <= this.days; day++) {
      const lying = months[monthOfDay(this.#spec.madeOn + day)] ?? { bend: 0, self: 0 };
      this.rows.set([bend, lying.bend, self, lying.self], this.at(index, day));
      bend += lying.bend * (DAY_SECONDS - carried) + (this.carriedBend[index] ?? 0) * carried;
      self += lying.self * (DAY_SECONDS - carried) + (this.carriedSelf[index] ?? 0) * carried;
    }
  }
}

function lyingAt(life: TemperatureLife, unixDay: number): number {
  return life.monthsDeciCelsius[monthOfDay(unixDay)] ?? 0;
}
