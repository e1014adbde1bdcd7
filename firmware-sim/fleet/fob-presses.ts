import { DAY_SECONDS, ROW } from './climate-table.ts';
import type { FleetModel } from './fleet-model.ts';
import { type FobBlock, FobState } from './fob-block.ts';
import type { FobEnds } from './fob-ends.ts';
import { countOne } from './tally-sheet.ts';

const BILLION = 1_000_000_000;

/** No code came: the fob is dead. */
export const NO_CODE = -1;

/** The buttons, clocks and cells of a block of fobs. Each fob's time only goes forward. */
export class FobPresses {
  readonly #model: FleetModel;
  readonly #block: FobBlock;
  readonly #ends: FobEnds;
  readonly #pressesByDay: Float64Array;
  readonly #rows: Float64Array;
  readonly #safeNas: number;
  readonly #chargeNas: number;
  readonly #delay: number;
  readonly #mostPresses: number;
  readonly #stepSeconds: number;
  readonly #isTimed: boolean;

  constructor(model: FleetModel, block: FobBlock, ends: FobEnds, pressesByDay: Float64Array) {
    this.#model = model;
    this.#block = block;
    this.#ends = ends;
    this.#pressesByDay = pressesByDay;
    this.#rows = model.climate.rows;
    this.#safeNas = model.cell.safeNas;
    this.#chargeNas = model.facts.healthy.chargeNas;
    this.#delay = model.healthyDelay;
    this.#mostPresses = model.mostPresses;
    this.#stepSeconds = model.spec.codes.stepSeconds;
    this.#isTimed = model.spec.codes.mode === 'totp';
  }

  /** Presses a button at a second of a day: the factor of the code that comes, or `NO_CODE`. */
  press(at: number, day: number, second: number): number {
    const block = this.#block;
    const age = (day - (block.born[at] ?? 0)) * DAY_SECONDS + second;
    const row = this.#model.climate.at(block.life[at] ?? 0, day);
    const charge = block.charge[at] ?? 0;
    const before = block.presses[at] ?? 0;
    // As if the day were over: the cell lost no more by itself than that.
    const most = charge + (block.current[at] ?? 0) * age + (this.#rows[row + ROW + 2] ?? 0);
    if (most > this.#safeNas || before >= this.#mostPresses || day >= (block.stopsOn[at] ?? 0)) {
      return this.#pressWeak(at, day, second);
    }
    block.presses[at] = before + 1;
    block.charge[at] = charge + this.#chargeNas;
    countOne(this.#pressesByDay, day);
    return this.#isTimed ? this.#step(at, day, second, this.#delay) : before;
  }

  /** The step whose code a fob shows that is pressed then, far from its end. */
  healthyStep(at: number, day: number, second: number): number {
    return this.#step(at, day, second, this.#delay);
  }

  /** The step that the fob's clock is in, so many nanoseconds of its own after that second. */
  #step(at: number, day: number, second: number, delay: number): number {
    const unixSeconds = (this.#model.spec.madeOn + day) * DAY_SECONDS + second;
    // A sum of whole ppb·seconds is exact, and so is its floor.
    const off = Math.floor((this.clockError(at, day, second) + delay) / BILLION);
    return Math.floor((unixSeconds + off) / this.#stepSeconds);
  }

  /** Clock error at a second of a day in use, in ppb·seconds; later seconds are asked later. */
  clockError(at: number, day: number, second: number): number {
    const { climate } = this.#model;
    const life = this.#block.life[at] ?? 0;
    const row = climate.at(life, day);
    const carried = climate.carriedBefore(life, second);
    const bend =
      (this.#rows[row] ?? 0) +
      (this.#rows[row + 1] ?? 0) * (second - carried) +
      (climate.carriedBend[life] ?? 0) * carried;
    const age = (day - (this.#block.born[at] ?? 0)) * DAY_SECONDS + second;
    return this.#block.errorAt(at, age) - bend;
  }

  #chargeUsed(at: number, day: number, second: number): number {
    const { climate } = this.#model;
    const life = this.#block.life[at] ?? 0;
    const row = climate.at(life, day);
    const carried = climate.carriedBefore(life, second);
    const self =
      (this.#rows[row + 2] ?? 0) +
      (this.#rows[row + 3] ?? 0) * (second - carried) +
      (climate.carriedSelf[life] ?? 0) * carried;
    const age = (day - (this.#block.born[at] ?? 0)) * DAY_SECONDS + second;
    return (this.#block.charge[at] ?? 0) + (this.#block.current[at] ?? 0) * age + self;
  }

  /** A press that may be the last, or come with a text. */
  #pressWeak(at: number, day: number, second: number): number {
    const block = this.#block;
    const { cell, climate, facts } = this.#model;
    if (block.state[at] !== FobState.works) return NO_CODE;
    const usedNah = Math.floor(this.#chargeUsed(at, day, second) / 3600);
    const stopsOn = block.stopsOn[at] ?? 0;
    const before = block.presses[at] ?? 0;
    if (stopsOn <= day || usedNah >= cell.capacityNah || before >= this.#mostPresses) {
      if (usedNah >= cell.capacityNah) this.#ends.dieFlat(at, day);
      else this.#ends.die(at, Math.min(stopsOn, day));
      return NO_CODE;
    }
    const isTold = cell.isTold(usedNah);
    if (isTold && block.isTold[at] === 0) this.#ends.tell(at, day);
    const fact = isTold ? facts.warned : facts.healthy;
    const age = (day - (block.born[at] ?? 0)) * DAY_SECONDS + second;
    const deciCelsius = climate.deciCelsius(block.life[at] ?? 0, day, second);
    const loadNa = (block.current[at] ?? 0) - facts.standingNa + fact.pulseNa;
    if (cell.breaksDown({ usedNah, deciCelsius, age, loadNa })) {
      this.#ends.die(at, day);
      return NO_CODE;
    }
    block.presses[at] = before + 1;
    block.charge[at] = (block.charge[at] ?? 0) + fact.chargeNas;
    countOne(this.#pressesByDay, day);
    if (!this.#isTimed) return before;
    return this.#step(at, day, second, isTold ? this.#model.warnedDelay : this.#delay);
  }
}
