/** So many at a time, in their order. */
export function* inBatches<T>(things: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < things.length; at += size) yield things.slice(at, at + size);
}
