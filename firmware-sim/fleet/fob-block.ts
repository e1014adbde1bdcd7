import { ageingPpb, EPOCH_SECONDS } from '../hardware/crystal.ts';
import { usedAtPercent } from '../hardware/cell.ts';
import { AgeingTable } from './ageing-table.ts';
import { DAY_SECONDS } from './climate-table.ts';
import type { FleetModel } from './fleet-model.ts';
import { type FobTraits, fobTraits } from './fob-traits.ts';

/** A day that never comes. */
export const NEVER_DAY = 0x7fff_ffff;

/** For more the table of a crystal's ageing is worth its making. */
const FEW_EPOCHS = 3;

/** How it stands with the fob of an owner. */
export const FobState = {
  works: 0,
  /** It is dead, and nobody has noticed. */
  dead: 1,
  /** The help desk knows: a new one comes, or none. */
  gone: 2,
} as const;

/** Presses a day are kept in this part of one. */
export const RATE_BITS = 16;
export const RATE_ONE = 1 << RATE_BITS;

/**
 * The fobs that are worked on together, side by side in arrays: small enough to stay in the cache.
 * Sums are whole numbers below 2^53: ppb·seconds of clock error, nA·seconds of charge.
 */
export class FobBlock {
  readonly count: number;
  /** Of the fob that was looked at last. */
  readonly ages: AgeingTable;
  /** Clock error = `error` + `rate` × age − what temperature took; both move with each epoch. */
  readonly error: Float64Array;
  readonly rate: Float64Array;
  readonly ageing: Int32Array;
  readonly epoch: Int32Array;
  /** Charge used = `charge` + `current` × age + what the cell lost by itself. */
  readonly charge: Float64Array;
  readonly current: Float64Array;
  readonly born: Int32Array;
  readonly inUseFrom: Int32Array;
  readonly life: Uint8Array;
  readonly state: Uint8Array;
  readonly isTold: Uint8Array;
  readonly generation: Uint16Array;
  readonly pressesADay: Uint32Array;
  readonly presses: Uint32Array;
  readonly untyped: Uint32Array;
  readonly stopsOn: Int32Array;
  readonly replacedOn: Int32Array;
  readonly guessedOn: Int32Array;

  constructor(count: number, days: number) {
    this.count = count;
    this.ages = new AgeingTable(days);
    this.error = new Float64Array(count);
    this.rate = new Float64Array(count);
    this.ageing = new Int32Array(count);
    this.epoch = new Int32Array(count);
    this.charge = new Float64Array(count);
    this.current = new Float64Array(count);
    this.born = new Int32Array(count);
    this.inUseFrom = new Int32Array(count);
    this.life = new Uint8Array(count);
    this.state = new Uint8Array(count);
    this.isTold = new Uint8Array(count);
    this.generation = new Uint16Array(count);
    this.pressesADay = new Uint32Array(count);
    this.presses = new Uint32Array(count);
    this.untyped = new Uint32Array(count);
    this.stopsOn = new Int32Array(count);
    this.replacedOn = new Int32Array(count);
    this.guessedOn = new Int32Array(count);
  }

  /** Puts a new fob, made at the beginning of `day`, at `at`; `fob` is its owner's number. */
  bear(at: number, { model, fob, day, generation }: Birth): void {
    const traits = fobTraits(model.spec, fob, generation);
    const { climate } = model;
    const shelf = traits.shelfDays * DAY_SECONDS;
    const inUseFrom = Math.min(day + traits.shelfDays, NEVER_DAY);
    const row = climate.at(traits.life, Math.min(inUseFrom, climate.days));
    const bendBefore = climate.rows[row] ?? 0;
    const selfBefore = climate.rows[row + 2] ?? 0;
    this.error[at] = bendBefore - climate.shelfBend * shelf;
    this.rate[at] = traits.calibrationPpb + ageingPpb(traits.ageingPpbPerYear, 0);
    this.ageing[at] = traits.ageingPpbPerYear;
    this.epoch[at] = 0;
    const usedNah = usedAtPercent(traits.chargePercent, model.cell.capacityNah);
    this.charge[at] = usedNah * 3600 + climate.shelfSelf * shelf - selfBefore;
    this.current[at] = traits.sleepNa + traits.leakNa + model.besideSleepNa;
    this.born[at] = day;
    this.inUseFrom[at] = inUseFrom;
    this.life[at] = traits.life;
    this.state[at] = FobState.works;
    this.isTold[at] = 0;
    this.generation[at] = generation;
    this.pressesADay[at] = ratePart(traits, model);
    this.presses[at] = 0;
    this.untyped[at] = 0;
    this.stopsOn[at] = Math.min(day + traits.stopsAfterDays, NEVER_DAY);
    this.replacedOn[at] = NEVER_DAY;
  }

  /** The first `count` places, crystals that age alike behind each other: `ages` stands for all of them. */
  byAgeing(count: number): Uint32Array {
    const places = Uint32Array.from({ length: count }, (_, at) => at);
    return places.sort((a, b) => (this.ageing[a] ?? 0) - (this.ageing[b] ?? 0));
  }

  /** Clock error in ppb·seconds at an age in seconds, but for what temperature took. */
  errorAt(at: number, age: number): number {
    const epoch = Math.floor(age / EPOCH_SECONDS);
    if (epoch !== this.epoch[at]) this.#grow(at, epoch);
    return (this.error[at] ?? 0) + (this.rate[at] ?? 0) * age;
  }

  /** The rate moves at each epoch; what it was before is kept in the sum. */
  #grow(at: number, to: number): void {
    const ageing = this.ageing[at] ?? 0;
    let epoch = this.epoch[at] ?? 0;
    if (to > epoch + FEW_EPOCHS || to < epoch) {
      this.ages.fill(ageing);
      const { rates, sums } = this.ages;
      this.rate[at] = (this.rate[at] ?? 0) + (rates[to] ?? 0) - (rates[epoch] ?? 0);
      this.error[at] = (this.error[at] ?? 0) + (sums[to] ?? 0) - (sums[epoch] ?? 0);
      epoch = to;
    }
    for (; epoch < to; epoch++) {
      const by = ageingPpb(ageing, epoch + 1) - ageingPpb(ageing, epoch);
      this.rate[at] = (this.rate[at] ?? 0) + by;
      this.error[at] = (this.error[at] ?? 0) - by * (epoch + 1) * EPOCH_SECONDS;
    }
    this.epoch[at] = epoch;
  }
}

export interface Birth {
  readonly model: FleetModel;
  /** The owner's number in the fleet. */
  readonly fob: number;
  readonly day: number;
  readonly generation: number;
}

function ratePart({ pressesPerDay }: FobTraits, { mostADay }: FleetModel): number {
  return Math.round(Math.min(pressesPerDay, mostADay) * RATE_ONE);
}
