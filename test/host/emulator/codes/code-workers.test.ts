import { readableBatchEngine, UsageError } from '@fobkit/protocol';
import { afterAll, describe, expect, it } from 'vitest';
import { CodeWorkerError, codeWorkers } from '../../../../host/emulator/codes/code-workers.ts';

const SECRETS = Uint8Array.from({ length: 7 * 20 }, (_, i) => i * 37);
/** Two batches and a rest. */
const COUNT = 23_456;

const workers = codeWorkers({ workers: 2 });
afterAll(() => workers.close());

const indices = Uint32Array.from({ length: COUNT }, (_, i) => i % 7);
const counters = Float64Array.from({ length: COUNT }, (_, i) => i * 1001);

const oracle = readableBatchEngine().keys('SHA1', 7);
oracle.setMany(0, SECRETS, 20);
const expected = new Int32Array(COUNT);
oracle.codes(indices, counters, expected, 6);

describe('workers', () => {
  it('compute the codes of one thread, in order', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    expect(await keys.codes(indices, counters, 6)).toEqual(expected);
    keys.free();
  });

  it('compute one key’s codes from the first counter on', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    const into = new Int32Array(COUNT);
    oracle.codesOf(3, 5, into, 8);
    expect(await keys.codesOf(3, 5, COUNT, 8)).toEqual(into);
  });

  it('verify as one thread does', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    const windows = {
      middle: counters.map((counter) => counter + 1),
      behind: new Int32Array(COUNT).fill(1),
      ahead: new Int32Array(COUNT),
      values: expected.map((value, i) => (i % 3 === 0 ? -1 : value)),
    };
    const into = new Int32Array(COUNT);
    oracle.verify(indices, windows, into, 6);
    expect(await keys.verify(indices, windows, 6)).toEqual(into);
  });

  it('leave the caller its arrays', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    await keys.codes(indices, counters, 6);
    expect([SECRETS[1], indices.length, counters.length]).toEqual([37, COUNT, COUNT]);
  });

  it('have each call’s codes where many are under way', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    const calls = Array.from({ length: 8 }, (_, i) => keys.codesOf(i % 7, i, 5000 * i + 1, 6));
    for (const [i, found] of (await Promise.all(calls)).entries()) {
      const into = new Int32Array(5000 * i + 1);
      oracle.codesOf(i % 7, i, into, 6);
      expect(found).toEqual(into);
    }
  });

  it('leave what they found as it is when they are asked again', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    const found = await keys.codes(indices, counters, 6);
    await keys.codesOf(0, 0, COUNT, 6);
    expect(found).toEqual(expected);
  });

  it('have nothing to do for no items', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    expect(await keys.codes(new Uint32Array(), new Float64Array(), 6)).toHaveLength(0);
  });
});

describe('what is refused', () => {
  it('comes back as the caller’s error, and the workers go on', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    await expect(keys.codes(Uint32Array.of(7), Float64Array.of(0), 6)).rejects.toThrow(UsageError);
    expect(await keys.codesOf(0, 0, 1, 6)).toHaveLength(1);
  });

  it('may be any item of a call', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    const wrong = indices.with(COUNT - 1, 7);
    await expect(keys.codes(wrong, counters, 6)).rejects.toThrow('index');
    expect(await keys.codes(indices, counters, 6)).toEqual(expected);
  });

  it('are arrays of unlike length', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    await expect(keys.codes(indices, counters.subarray(1), 6)).rejects.toThrow(UsageError);
    await expect(keys.codes(indices.subarray(1), counters, 6)).rejects.toThrow(UsageError);
  });

  it('is what keys that were freed are asked', async () => {
    const keys = workers.keys('SHA1', SECRETS, 20);
    keys.free();
    await expect(keys.codesOf(0, 0, 1, 6)).rejects.toThrow('freed');
  });

  it.each([0, 1.5, -1])('%d workers', (count) => {
    expect(() => codeWorkers({ workers: count })).toThrow(UsageError);
  });

  it('is a part of a secret', () => {
    expect(() => workers.keys('SHA1', SECRETS, 19)).toThrow(UsageError);
  });
});

describe('a worker that breaks down', () => {
  it('fails what is under way and what comes later', async () => {
    const own = codeWorkers({ workers: 2 });
    const keys = own.keys('SHA1', SECRETS, 20);
    // @ts-expect-error: what no caller can send
    const broken = own.keys('SHA3', SECRETS, 20);
    const late = broken.codesOf(0, 0, 1, 6);
    await expect(late).rejects.toThrow(CodeWorkerError);
    await expect(keys.codesOf(0, 0, 1, 6)).rejects.toThrow(CodeWorkerError);
    await own.close();
  });

  it('by being ended rejects what is under way', async () => {
    const own = codeWorkers({ workers: 1 });
    const keys = own.keys('SHA1', SECRETS, 20);
    const late = keys.codesOf(0, 0, 10_000_000, 6);
    await Promise.all([expect(late).rejects.toThrow(CodeWorkerError), own.close()]);
  });
});
