/** How a measured value stands to its target, for the last column of a table. */
export function atMost(limit: number, value: number, unit: string): string {
  return `≤ ${limit} ${unit} ${mark(value <= limit)}`;
}

export function atLeast(limit: number, value: number, unit: string): string {
  return `≥ ${limit}${unit} ${mark(value >= limit)}`;
}

/** A condition that is no number: `what` has to hold. */
export function holds(what: string, met: boolean): string {
  return `${what} ${mark(met)}`;
}

function mark(met: boolean): string {
  return met ? '✓' : '✗';
}
