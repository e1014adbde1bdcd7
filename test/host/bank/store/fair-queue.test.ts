import { expect, test } from 'vitest';
import { BusyError } from '../../../../host/bank/domain/busy-error.ts';
import { FairQueue } from '../../../../host/bank/store/fair-queue.ts';

interface Asked {
  readonly name: string;
  readonly end: () => void;
}

/** Work that ends when it is told to, and which of it has begun and was refused. */
function queued(atOnce: number, waiting: number) {
  const queue = new FairQueue({ atOnce, waiting });
  const begun: Asked[] = [];
  const refused: string[] = [];
  return {
    ask: (key: string, name: string): void => {
      void queue
        .run(
          key,
          () =>
            new Promise<void>((end) => {
              begun.push({ name, end });
            }),
        )
        .catch((error: unknown) => {
          if (!(error instanceof BusyError)) throw error;
          refused.push(name);
        });
    },
    begun: () => begun.map(({ name }) => name),
    refused: async () => {
      await settled();
      return refused;
    },
    end: async (): Promise<void> => {
      for (const { end } of [...begun]) end();
      await settled();
    },
  };
}

/** All that is decided now has been told. */
async function settled(): Promise<void> {
  for (let at = 0; at < 10; at++) await Promise.resolve();
}

test('so many work at once; the rest waits', async () => {
  const { ask, begun, end } = queued(2, 10);
  for (const name of ['a1', 'a2', 'a3']) ask('a', name);
  expect(begun()).toEqual(['a1', 'a2']);
  await end();
  expect(begun()).toEqual(['a1', 'a2', 'a3']);
});

test('keys have their turns one after the other, however much one of them has brought', async () => {
  const { ask, begun, end } = queued(1, 10);
  for (const name of ['a1', 'a2', 'a3', 'a4']) ask('a', name);
  ask('b', 'b1');
  ask('c', 'c1');
  for (let at = 0; at < 6; at++) await end();
  expect(begun()).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
});

test('beyond the bound whoever comes is refused', async () => {
  const { ask, begun, refused } = queued(1, 2);
  for (const name of ['a1', 'a2', 'a3', 'a4']) ask('a', name);
  expect(await refused()).toEqual(['a4']);
  expect(begun()).toEqual(['a1']);
});

test('whoever waits for less takes the last place of whoever waits for most', async () => {
  const { ask, begun, refused, end } = queued(1, 3);
  for (const name of ['a1', 'a2', 'a3', 'a4']) ask('a', name);
  ask('b', 'b1');
  expect(await refused()).toEqual(['a4']);
  ask('b', 'b2');
  expect(await refused()).toEqual(['a4', 'b2']);
  for (let at = 0; at < 4; at++) await end();
  expect(begun()).toEqual(['a1', 'a2', 'b1', 'a3']);
});

test('work that fails frees its place, and so does a refused one', async () => {
  const queue = new FairQueue({ atOnce: 1, waiting: 1 });
  const failing = queue.run('a', () => Promise.reject(new Error('it is broken')));
  await expect(failing).rejects.toThrow('it is broken');
  const { ask, begun, end, refused } = queued(1, 1);
  for (const name of ['a1', 'a2', 'a3']) ask('a', name);
  expect(await refused()).toEqual(['a3']);
  await end();
  await end();
  ask('a', 'a4');
  expect(begun()).toEqual(['a1', 'a2', 'a4']);
  expect(await queue.run('a', () => Promise.resolve('free'))).toBe('free');
});
