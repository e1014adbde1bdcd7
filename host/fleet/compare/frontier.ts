import { type CostByDay, type Difference, differenceOf } from './chance.ts';

/** What a policy costs on either side, by day. */
export interface Costs {
  readonly calls: CostByDay;
  readonly odds: CostByDay;
}

/**
 * For each, which of the frontier are better in one cost by more than chance, and not worse in the
 * other by more than chance; none: it is on the frontier. What is beaten itself beats nobody, since
 * differences by chance add up: of three in a row the first may beat the last, and is it not.
 */
export function beatenBy(costs: readonly Costs[]): readonly (readonly number[])[] {
  const by = costs.map((one) =>
    costs.flatMap((other, index) => (beats(other, one) ? [index] : [])),
  );
  const frontier = new Set<number>();
  let open = costs.map((_, index) => index);
  while (open.length > 0) {
    const unbeaten = open.filter((index) => !by[index]?.some((other) => open.includes(other)));
    // Those that beat each other in a ring are all to choose from.
    for (const index of unbeaten.length === 0 ? open : unbeaten) frontier.add(index);
    open = open.filter(
      (index) => !frontier.has(index) && !by[index]?.some((other) => frontier.has(other)),
    );
  }
  return by.map((others, index) =>
    frontier.has(index) ? [] : others.filter((other) => frontier.has(other)),
  );
}

function beats(one: Costs, other: Costs): boolean {
  const calls = differenceOf(one.calls, other.calls);
  const odds = differenceOf(one.odds, other.odds);
  return !isMore(calls) && !isMore(odds) && (isLess(calls) || isLess(odds));
}

function isLess({ chance, less }: Difference): boolean {
  return less > chance;
}

function isMore({ chance, less }: Difference): boolean {
  return -less > chance;
}
