/**
 * The shares from 0 to `count` − 1, done by so many hands at once, as they come free; results in the
 * order in which they are ready.
 */
export async function* localShares<Result>(
  count: number,
  hands: number,
  doShare: (share: number) => Promise<Result>,
): AsyncGenerator<Result> {
  const pending = new Map<number, Promise<readonly [number, Result]>>();
  let next = 0;
  while (next < count || pending.size > 0) {
    // One more than there are hands, so that none waits for this loop.
    while (next < count && pending.size <= hands) {
      const share = next++;
      pending.set(
        share,
        doShare(share).then((result) => [share, result] as const),
      );
    }
    const [share, result] = await Promise.race(pending.values());
    pending.delete(share);
    yield result;
  }
}
