import { localShares } from '@fobkit/store/work';
import { expect, it } from 'vitest';

it('each share is done once, so many at a time and one that waits', async () => {
  const waiting = new Map<number, () => void>();
  const most: number[] = [];
  const shares = localShares(7, 2, async (share) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    waiting.set(share, () => {
      resolve(undefined);
    });
    most.push(waiting.size);
    await promise;
    waiting.delete(share);
    return share;
  });
  const done: number[] = [];
  for (let n = 0; n < 7; n++) {
    const next = shares.next();
    // The newest is ready first: the others are not waited for.
    [...waiting.values()].at(-1)?.();
    const result = await next;
    if (result.done !== true) done.push(result.value);
  }
  expect(await shares.next()).toMatchObject({ done: true });
  expect(done.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(done[0]).toBe(2);
  expect(Math.max(...most)).toBe(3);
});

it('what fails ends the work', async () => {
  const shares = localShares(3, 1, (share) =>
    share === 1 ? Promise.reject(new Error('no')) : Promise.resolve(share),
  );
  await expect(
    (async () => {
      for await (const share of shares) expect(share).toBe(0);
    })(),
  ).rejects.toThrow('no');
});
