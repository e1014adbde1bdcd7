import { describe, expect, test } from 'vitest';
import { StopWatch } from '../../../../host/bench/run/stop-watch.ts';
import { idle } from './support.ts';

/** A promise that comes to no end by itself. */
const never = (): Promise<never> => Promise.withResolvers<never>().promise;

describe('a wish to end', () => {
  const watchOf = (signal: AbortSignal, now = () => 0) =>
    new StopWatch({ limitSeconds: 1, now, signals: [signal] });

  test('is not held up by work that does not heed it', async () => {
    const stop = new AbortController();
    const waiting = watchOf(stop.signal).race(never());
    stop.abort();
    await expect(waiting).rejects.toThrow('stopped before its end');
  });

  test('leaves no failure behind that nobody waits for', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => void unheard.push(error);
    process.on('unhandledRejection', hear);
    const { promise, reject } = Promise.withResolvers<never>();
    await expect(watchOf(AbortSignal.abort()).race(promise)).rejects.toThrow('stopped');
    reject(new Error('the instrument was closed'));
    await idle();
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });

  test('comes when time is over, not a moment before', () => {
    let now = 0;
    const watch = watchOf(new AbortController().signal, () => now);
    now = 1000;
    watch.check();
    now = 1001;
    expect(() => {
      watch.check();
    }).toThrow('its 1 s were over');
  });
});
