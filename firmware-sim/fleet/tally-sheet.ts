import type { FleetSpec } from './fleet-spec.ts';
import { chargeSpreads, clockSpreads } from './spread-plan.ts';
import {
  type FleetTally,
  type FobLives,
  type Spread,
  TALLY_COLUMNS,
  type TallyColumn,
} from './tally.ts';

type Sums = Float64Array | Uint32Array;

/**
 * What a run counts on its way. Only what is rare is counted as it comes: nearly every press is a
 * code that is accepted, and those are what is left.
 */
export class TallySheet {
  readonly days: number;
  readonly columns: Record<TallyColumn, Float64Array>;
  readonly clockSeconds: readonly Spread[];
  readonly chargePercent: readonly Spread[];
  readonly lives: FobLives;
  /** Presses whose code nobody typed. */
  readonly untyped: Float64Array;
  /** Codes that were typed and not accepted, whatever was said of them. */
  readonly notAccepted: Float64Array;
  /** How many more fobs work in their owners' hands than on the day before. */
  readonly #more: Float64Array;
  /** How many more fobs were pressed once, beside what `presses` has. */
  readonly #morePressed: Float64Array;
  /** All sums, and what they were when they were kept. */
  readonly #sums: readonly Sums[];
  #kept: readonly Sums[] = [];

  constructor(spec: FleetSpec, firstFob: number, count: number) {
    this.days = spec.days;
    this.columns = emptyColumns(spec.days);
    this.clockSeconds = clockSpreads(spec);
    this.chargePercent = chargeSpreads(spec);
    this.lives = {
      firstFob,
      firstUse: new Int32Array(count).fill(-1),
      lowBattery: new Int32Array(count).fill(-1),
      death: new Int32Array(count).fill(-1),
      retired: new Int32Array(count).fill(-1),
      presses: new Uint32Array(count),
      codes: new Uint32Array(count),
    };
    this.untyped = new Float64Array(spec.days);
    this.notAccepted = new Float64Array(spec.days);
    this.#more = new Float64Array(spec.days + 1);
    this.#morePressed = new Float64Array(spec.days + 1);
    this.#sums = [
      ...Object.values(this.columns),
      ...[...this.clockSeconds, ...this.chargePercent].map(({ bins }) => bins),
      this.untyped,
      this.notAccepted,
      this.#more,
      this.#morePressed,
    ];
  }

  /** Keeps all sums for `takeBack`. */
  keep(): void {
    if (this.#kept.length === 0) this.#kept = this.#sums.map((sums) => sums.slice());
    else this.#sums.forEach((sums, i) => this.#kept[i]?.set(sums));
  }

  /** All is as when it was kept; since then these lives have begun. */
  takeBack(firstLife: number, count: number): void {
    this.#sums.forEach((sums, i) => sums.set(this.#kept[i] ?? []));
    const { codes, death, firstUse, lowBattery, presses, retired } = this.lives;
    for (const days of [firstUse, lowBattery, death, retired])
      days.fill(-1, firstLife, firstLife + count);
    for (const counts of [presses, codes]) counts.fill(0, firstLife, firstLife + count);
  }

  /** A fob is in use from the beginning of `from` on, and no longer from that of `until` on. */
  inUse(from: number, until: number): void {
    const [first, last] = [Math.min(from, this.days), Math.min(until, this.days)];
    if (last <= first) return;
    this.#more[first] = (this.#more[first] ?? 0) + 1;
    this.#more[last] = (this.#more[last] ?? 0) - 1;
  }

  /** A fob was pressed once on each day from `from` to before `until`. */
  pressedOnceADay(from: number, until: number): void {
    this.#morePressed[from] = (this.#morePressed[from] ?? 0) + 1;
    this.#morePressed[until] = (this.#morePressed[until] ?? 0) - 1;
  }

  finish(): FleetTally {
    const { accepted, codes, inUse, presses } = this.columns;
    let [using, pressed] = [0, 0];
    for (let day = 0; day < this.days; day++) {
      using += this.#more[day] ?? 0;
      pressed += this.#morePressed[day] ?? 0;
      inUse[day] = using;
      presses[day] = (presses[day] ?? 0) + pressed;
      codes[day] = (presses[day] ?? 0) - (this.untyped[day] ?? 0);
      accepted[day] = (codes[day] ?? 0) - (this.notAccepted[day] ?? 0);
    }
    const { clockSeconds, chargePercent, columns, days, lives } = this;
    return { days, columns, clockSeconds, chargePercent, fobs: lives };
  }
}

function emptyColumns(days: number): Record<TallyColumn, Float64Array> {
  const columns: Partial<Record<TallyColumn, Float64Array>> = {};
  for (const name of TALLY_COLUMNS) columns[name] = new Float64Array(days);
  if (!hasAll(columns)) throw new Error('a column is missing');
  return columns;
}

function hasAll(
  columns: Partial<Record<TallyColumn, Float64Array>>,
): columns is Record<TallyColumn, Float64Array> {
  return TALLY_COLUMNS.every((name) => name in columns);
}

/** One more in that place. */
export function countOne(counts: Float64Array | Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** So many more. */
export function countMore(counts: Float64Array, at: number, more: number): void {
  counts[at] = (counts[at] ?? 0) + more;
}
