import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeClock } from '@fobkit/client/node';
import { ThreadPool, WorkerError } from '@fobkit/store/work';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const entry = new URL('./dying-thread.ts', import.meta.url);
let folder: string;
const result = v.strictObject({ number: v.number() });
let pool: ThreadPool<
  { readonly number: number; readonly note: string },
  { readonly number: number }
>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-threads-'));
  pool = new ThreadPool({ entry, threads: 2, clock: nodeClock, result });
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

async function errand(number: number): Promise<number> {
  return (await pool.run({ number, note: join(folder, 'note') })).number;
}

describe('worker threads', () => {
  it('do tasks as they come free, each once', async () => {
    expect(await Promise.all([4, 5, 6, 7, 8].map(errand))).toEqual([4, 5, 6, 7, 8]);
  });

  it('one that dies is replaced, and its task is done again', async () => {
    expect(await errand(1)).toBe(1);
    expect(existsSync(join(folder, 'note-1'))).toBe(true);
    expect(await errand(4)).toBe(4);
  });

  it('a task of which three die is given up, and the others are done', async () => {
    const [fatal, ...others] = await Promise.allSettled([2, 4, 5].map(errand));
    expect(fatal).toMatchObject({ status: 'rejected' });
    expect(others).toMatchObject([{ value: 4 }, { value: 5 }]);
    await expect(errand(2)).rejects.toThrow(/a worker thread died, or hung, 3 times over one task/);
  });

  it('one that hangs is ended, and its task given up in the end', async () => {
    await pool.close();
    pool = new ThreadPool({ entry, threads: 1, clock: nodeClock, result, limitMs: 1000 });
    await expect(errand(9)).rejects.toThrow(/hung, 3 times/);
    expect(await errand(4)).toBe(4);
  });

  it('what fails in a thread is told', async () => {
    await expect(errand(3)).rejects.toThrow(new WorkerError('Error: no fob can do that'));
  });

  it('what is no result is refused, and the thread goes on', async () => {
    await expect(errand(10)).rejects.toThrow(/answered with no result/);
    expect(await errand(4)).toBe(4);
  });

  it('closing ends what is under way', async () => {
    const waiting = errand(4);
    const closed = pool.close();
    await expect(waiting).rejects.toThrow(WorkerError);
    await closed;
  });
});
