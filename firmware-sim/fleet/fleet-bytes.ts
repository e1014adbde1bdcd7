import type { FleetSpec } from './fleet-spec.ts';

/** Days and counts of `FobLives`. */
const LIFE_BYTES = 20;
/** Of `FobBlock` and of the dice of its visits. */
const BLOCK_BYTES = 83 + 16;
/** Arrays of the codes that are on their way, where codes are computed. */
const WAITING_BYTES = 62;
/** Both midstates of a prepared key, and whether it is set. */
const KEY_BYTES = { SHA1: 41, SHA256: 65, SHA512: 129 } as const;

/**
 * Bytes that a run keeps for each fob of a fleet until the end: its life, once in the part that it
 * was run in and once in the sum of the parts.
 */
export function bytesPerFob(): number {
  return 2 * LIFE_BYTES;
}

/**
 * Bytes for each fob that is worked on, of which there are a few thousand at a time, its life and
 * the bank's memory of so many numbers with them.
 */
export function bytesPerFobAtWork({ codes }: FleetSpec, judgeWidth: number): number {
  return LIFE_BYTES + BLOCK_BYTES + WAITING_BYTES + KEY_BYTES[codes.algorithm] + 8 * judgeWidth;
}
