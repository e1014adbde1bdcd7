import { RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { StopWatch } from '../../../../host/bench/run/stop-watch.ts';
import { asBench, idle, rigsWith, runOf, type Seen } from './support.ts';

const READY = '{ expect: { lifecycle: ready } }';
const nothing = (): Seen => ({ acts: [], closed: 0, connects: 0 });

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

test('a step that heeds no signal does nothing more to the fob when it was stopped', async () => {
  const stop = new AbortController();
  const waits: number[] = [];
  const gate = Promise.withResolvers<undefined>();
  const rigs = rigsWith(() => ({
    async wait(seconds, signal) {
      signal?.throwIfAborted();
      waits.push(seconds);
      if (waits.length === 1) stop.abort();
      await gate.promise;
    },
  }));
  const record = await runOf(`steps: [${READY}, { wait: 1 d }]\nteardown: [press]`, {
    rigs,
    signal: stop.signal,
  });
  gate.resolve(undefined);
  await idle();
  expect(record.verdict).toBe('INVALID');
  expect(waits).toHaveLength(1);
});

test('a step that ended by the signal is stopped, whatever it says', async () => {
  const stop = new AbortController();
  const rigs = rigsWith((rig) => ({
    act(action, signal) {
      if (action.action !== 'press') return rig.act(action, signal);
      stop.abort();
      return Promise.reject(new RigError('contact', 'the question was ended'));
    },
  }));
  const record = await runOf(`steps: [${READY}, press]`, { rigs, signal: stop.signal });
  expect(record).toMatchObject({
    verdict: 'INVALID',
    reasons: [{ message: 'stopped before its end' }],
  });
});

describe('time on a bench', () => {
  /** A bench whose timers ring when the test says so. */
  function bench(seen: Seen, over: { wait?: () => Promise<void>; close?: () => Promise<never> }) {
    const timers: { ms: number; ring: () => void }[] = [];
    const rigs = rigsWith(
      (rig) => ({
        ...asBench(rig),
        ...(over.wait === undefined ? {} : { wait: over.wait }),
        clock: {
          now: () => rig.clock.now(),
          unixMs: () => rig.clock.unixMs(),
          after(ms, ring) {
            timers.push({ ms, ring });
            return () => undefined;
          },
        },
      }),
      seen,
    );
    return { rigs: { ...rigs, kind: 'bench' as const }, timers };
  }

  test('that is over ends a step under way, and then a teardown that hangs', async () => {
    const seen = nothing();
    const { rigs, timers } = bench(seen, { wait: never });
    const running = runOf(
      `time-limit: 2 min\nsteps: [${READY}, { wait: 1 s }]\nteardown: [press, { wait: 1 s }]`,
      { rigs },
    );
    for (const limit of [120_000, 60_000]) {
      let timer = timers.find(({ ms }) => ms === limit);
      for (let turns = 0; timer === undefined && turns < 50; turns++) {
        await idle();
        timer = timers.find(({ ms }) => ms === limit);
      }
      await idle();
      timer?.ring();
    }
    const record = await running;
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons.map(({ message }) => message)).toEqual([
      'stopped: its 120 s were over',
      'in teardown: stopped: its 60 s were over',
      'the fob is left loaded: stopped: its 60 s were over',
    ]);
    expect(seen).toMatchObject({ acts: ['press'], closed: 1 });
  });
});

test('a link that does not close keeps no rig of a bench from its safe state', async () => {
  const seen = nothing();
  const rings: (() => void)[] = [];
  const rigs = rigsWith(
    (rig) => ({
      ...asBench(rig),
      clock: {
        now: () => rig.clock.now(),
        unixMs: () => rig.clock.unixMs(),
        after(ms, ring) {
          if (ms === 10_000) rings.push(ring);
          return () => undefined;
        },
      },
      async connect(options) {
        const device = await rig.connect(options);
        device.close = never;
        return device;
      },
    }),
    seen,
  );
  const running = runOf(`given: { load: blank }\nsteps: [{ expect: { lifecycle: blank } }]`, {
    rigs,
  });
  for (let turns = 0; rings.length === 0 && turns < 100; turns++) await idle();
  await idle();
  for (const ring of rings) ring();
  expect((await running).verdict).toBe('PASS');
  expect(seen.closed).toBe(1);
});

test('of several fobs the record tells how that under test was let go of', async () => {
  const rigs = rigsWith((rig) => ({
    async close() {
      await rig.close();
      return { evidence: `let go of ${rig.deviceId}`, readings: [] };
    },
  }));
  const record = await runOf(
    `given: { others: { twin: { load: { serial: FOB-00000018 } } } }\nsteps: [${READY}]`,
    { rigs },
  );
  expect(record.rig.released).toBe(`let go of ${record.device.deviceId}`);
});

test('what a rig was taken with stands in the record once', async () => {
  const reading = { of: 'rail', value: 0, unit: 'V', instrument: 'psu1', unixMs: 1 } as const;
  const rigs = rigsWith(() => ({ taken: { evidence: 'rail 0.000 V', readings: [reading] } }));
  const { readings } = await runOf(`steps: [${READY}]`, { rigs });
  expect(readings).toEqual([reading]);
});

test('a FAIL of teardown proves nothing either where a fault never fired', async () => {
  const record = await runOf(`faults: { late: 'lcd.segment 1a --on-nth press:9' }
steps: [${READY}]
teardown: [{ expect: { lifecycle: dead } }]`);
  expect(record.verdict).toBe('INVALID');
});
