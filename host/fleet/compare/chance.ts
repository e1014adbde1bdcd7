/** A cost that was counted: what it comes to, and from how many counted it was found. */
export interface CountedCost {
  readonly value: number;
  readonly count: number;
}

/** So many standard errors apart, two costs differ by more than chance. */
const STANDARD_ERRORS = 2;

/** Whether a cost is less than the other by more than chance: a count varies by its square root. */
export function isLess(one: CountedCost, other: CountedCost): boolean {
  const error = Math.sqrt(errorSquared(one) + errorSquared(other));
  return other.value - one.value > STANDARD_ERRORS * error;
}

function errorSquared({ count, value }: CountedCost): number {
  return count === 0 ? 0 : value ** 2 / count;
}
