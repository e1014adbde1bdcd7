/** Days and counts of `FobLives`. */
const LIFE_BYTES = 24;

/**
 * Bytes that a run keeps for each fob of a fleet: its life, once in the part that it was run in and
 * once in the sum of the parts. All else is kept of the few thousand fobs that are worked on.
 */
export function bytesPerFob(): number {
  return 2 * LIFE_BYTES;
}
