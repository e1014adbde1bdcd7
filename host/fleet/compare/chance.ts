/** A cost by day, each a share of the whole: they add up to what it comes to. */
export type CostByDay = readonly number[];

/**
 * So many standard errors apart, two costs differ by more than chance: not two, since a fob that
 * calls again and again is not as many fobs.
 */
const STANDARD_ERRORS = 3;

/** What a cost is less than another, and how much of that may be chance. */
export interface Difference {
  /** Above 0 where the first is less. */
  readonly less: number;
  readonly chance: number;
}

/**
 * The same fobs live under every policy with the same dice: what two have in common on a day
 * cancels, and the squares of what remains, day by day, add up to the square of the error.
 */
export function differenceOf(one: CostByDay, other: CostByDay): Difference {
  let [less, squares] = [0, 0];
  for (const [day, value] of one.entries()) {
    const more = (other[day] ?? 0) - value;
    less += more;
    squares += more ** 2;
  }
  return { less, chance: STANDARD_ERRORS * Math.sqrt(squares) };
}

/** How many times as many fobs tell such a difference from chance; infinite where there is none. */
export function timesToTell({ chance, less }: Difference): number {
  return less === 0 ? Infinity : (chance / less) ** 2;
}
