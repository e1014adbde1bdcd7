/** Cells that stick with each erase beyond the wear limit. */
const CELLS_PER_ERASE = 4;

/**
 * The bits of a page that no longer change, after `over` erases beyond the wear limit: `previous`
 * (the mask after one erase less) and a few more. A stuck cell keeps the value that it has, so
 * one stuck at 0 fails the erase and one stuck at 1 fails a write. The choice follows from page
 * and count alone: the same life wears the same cells on every machine.
 */
export function wornMask(
  page: number,
  over: number,
  pageSize: number,
  previous: Uint8Array | undefined,
): Uint8Array {
  const mask = previous ?? new Uint8Array(pageSize);
  let state = (Math.imul(page + 1, 0x9e3779b1) ^ Math.imul(over, 0x85ebca6b)) >>> 0;
  for (let n = 0; n < CELLS_PER_ERASE; n++) {
    // xorshift32 (Marsaglia 2003): spreads the cells over the page with integers only.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    const cell = state % (pageSize * 8);
    mask[cell >>> 3] = (mask[cell >>> 3] ?? 0) | (1 << (cell & 7));
  }
  return mask;
}
