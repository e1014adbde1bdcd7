// Where things lie. A row is one word of all lanes, 16 bytes: four lanes of 32 bits, or two of 64.

/** The hashes, as the exports take them; the third is SHA-256, 1. */
export const SHA1: i32 = 0;
export const SHA512: i32 = 2;

/** Message, padding and schedule of the inner hash, and of the outer one. */
export const INNER_BLOCK = memory.data(80 * 16, 16);
export const OUTER_BLOCK = memory.data(80 * 16, 16);
/** Of the keys in the lanes: the inner rows, then the outer ones. */
export const MIDSTATES = memory.data(16 * 16, 16);
export const TAG = memory.data(8 * 16, 16);

/** Where the caller puts and takes the numbers of a batch: STAGE_ITEMS of kernel.ts. */
const ITEMS = 2048;
export const INDICES = memory.data(ITEMS * 4, 16);
export const COUNTERS = memory.data(ITEMS * 8, 16);
export const BEHIND = memory.data(ITEMS * 4, 16);
export const AHEAD = memory.data(ITEMS * 4, 16);
export const VALUES = memory.data(ITEMS * 4, 16);
export const RESULTS = memory.data(ITEMS * 4, 16);
/** Where the caller puts secrets, each at the start of a block of zeros: MOST_SECRETS of simd-kernel.ts. */
export const SECRETS = memory.data(64 * 128, 16);
