import { delay } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import { openWake, type Wake } from '@fobkit/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgresPlace } from '../support/databases.ts';

/** Alarms that go off when the test says so. */
class HandClock {
  readonly alarms: { readonly ms: number; readonly run: () => void }[] = [];
  readonly now = (): number => 0;
  readonly unixMs = (): number => 0;
  readonly after = (ms: number, run: () => void): (() => void) => {
    const alarm = { ms, run };
    this.alarms.push(alarm);
    return () => {
      const at = this.alarms.indexOf(alarm);
      if (at >= 0) this.alarms.splice(at, 1);
    };
  };

  ring(): void {
    for (const { run } of this.alarms.splice(0)) run();
  }
}

describe('who shares a file', () => {
  test('is woken by its own process at once, by topic, and by looking again and again', async () => {
    const clock = new HandClock();
    const wake = await openWake({ address: 'a.db', listener: 'n', clock, periodMs: 50 });
    const woken: string[] = [];
    const stop = wake.listen('lot.1', () => woken.push('one'));
    wake.listen('lot.2', () => woken.push('two'));
    await wake.tell('lot.1');
    expect(woken.splice(0)).toEqual(['one']);
    expect(clock.alarms.map(({ ms }) => ms)).toEqual([50, 50]);
    clock.ring();
    clock.ring();
    expect(woken.splice(0)).toEqual(['one', 'two', 'one', 'two']);
    stop();
    clock.ring();
    await wake.tell('lot.1');
    expect(woken.splice(0)).toEqual(['two']);
    await wake.close();
    expect(clock.alarms).toEqual([]);
  });
});

describe('who shares a server', () => {
  let place: PostgresPlace;
  beforeAll(async () => {
    place = await PostgresPlace.start();
  });
  afterAll(() => place.close());

  test('is woken by another, and all are', async () => {
    const address = place.fresh();
    const open = (listener: string): Promise<Wake> =>
      // So long that only a word can be what wakes.
      openWake({ address, listener, clock: nodeClock, periodMs: 3_600_000 });
    const [north, south, teller] = await Promise.all([open('north'), open('south'), open('t')]);
    const heard = { north: Promise.withResolvers<true>(), south: Promise.withResolvers<true>() };
    north.listen('lot.1', () => {
      heard.north.resolve(true);
    });
    south.listen('lot.1', () => {
      heard.south.resolve(true);
    });
    // Until both listen, words are lost; that costs nothing.
    const telling = new AbortController();
    const tell = (async () => {
      while (!telling.signal.aborted) {
        await teller.tell('lot.1');
        await delay(nodeClock, 100);
      }
    })();
    expect(await Promise.all([heard.north.promise, heard.south.promise])).toEqual([true, true]);
    telling.abort();
    await tell;
    await Promise.all([north.close(), south.close(), teller.close()]);
  });

  test('goes on by looking when no server is there, and no password is told', async () => {
    const clock = new HandClock();
    const told: string[] = [];
    const address = 'postgres://bench:zu-geheim@127.0.0.1:1/fobkit';
    const wake = await openWake({ address, listener: 'n', clock, log: (text) => told.push(text) });
    let woken = 0;
    wake.listen('lot.1', () => (woken += 1));
    clock.ring();
    expect(woken).toBe(1);
    expect(told.join()).not.toContain('geheim');
    await wake.close();
  });
});
