import * as v from 'valibot';

/** Counts by name within a kind: `fault fired` / `lcd.segment` / 12. */
export const tallySchema = v.record(v.string(), v.record(v.string(), v.number()));
export type Tally = v.InferOutput<typeof tallySchema>;

/** Counts that grow; the same counts in any order give the same tally. */
export class Counts {
  readonly #kinds = new Map<string, Map<string, number>>();

  add(kind: string, name: string, count = 1): void {
    const names = this.#kinds.get(kind) ?? new Map<string, number>();
    this.#kinds.set(kind, names);
    names.set(name, (names.get(name) ?? 0) + count);
  }

  addAll(tally: Tally): void {
    for (const [kind, names] of Object.entries(tally)) {
      for (const [name, count] of Object.entries(names)) this.add(kind, name, count);
    }
  }

  /** Sorted by name. */
  tally(): Tally {
    const kinds = [...this.#kinds].sort(byName);
    return Object.fromEntries(
      kinds.map(([kind, names]) => [kind, Object.fromEntries([...names].sort(byName))]),
    );
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
