/** A time that did not come: before all others. */
export const NEVER = Number.NEGATIVE_INFINITY;
