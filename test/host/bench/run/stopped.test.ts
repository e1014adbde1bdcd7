import { type HostClock, RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { asBench, idle, nothing, rigsWith, runOf, type Seen } from './support.ts';

const READY = '{ expect: { lifecycle: ready } }';

/** A promise that comes to no end by itself. */
const never = (): Promise<never> => Promise.withResolvers<never>().promise;

/** A clock whose timers ring when the test says so. */
function clockWhere(clock: HostClock, after: (ms: number, ring: () => void) => void): HostClock {
  return {
    now: () => clock.now(),
    unixMs: () => clock.unixMs(),
    after(ms, ring) {
      after(ms, ring);
      return () => undefined;
    },
  };
}

describe('a run that is stopped', () => {
  const STEPS = `steps: [{ expect: { lifecycle: ready } }, { wait: 1 d }, press]
teardown: [{ battery: 50 % }]`;

  /** A rig whose waiting lasts until somebody ends it. */
  function waiting(seen: Seen) {
    const begun = Promise.withResolvers<undefined>();
    const rigs = rigsWith(
      () => ({
        wait: (_, signal) => {
          begun.resolve(undefined);
          const { promise, reject } = Promise.withResolvers<never>();
          signal?.addEventListener('abort', () => {
            reject(new Error('the wait ended'));
          });
          return promise;
        },
      }),
      seen,
    );
    return { rigs, begun: begun.promise };
  }

  test('by a signal ends in order: INVALID, teardown, closed', async () => {
    const seen = nothing();
    const { rigs, begun } = waiting(seen);
    const stop = new AbortController();
    const running = runOf(STEPS, { rigs, signal: stop.signal });
    await begun;
    stop.abort();
    const record = await running;
    expect(record).toMatchObject({
      verdict: 'INVALID',
      reasons: [{ message: 'stopped before its end' }],
    });
    expect(record.steps.at(-1)).toMatchObject({ kind: 'battery', verdict: 'PASS' });
    expect(seen).toMatchObject({ acts: ['battery'], closed: 1 });
  });

  test('by an urgent signal has no teardown, and is closed all the same', async () => {
    const seen = nothing();
    const { rigs, begun } = waiting(seen);
    const stop = new AbortController();
    const running = runOf(STEPS, { rigs, urgentSignal: stop.signal });
    await begun;
    stop.abort();
    expect((await running).verdict).toBe('INVALID');
    expect(seen).toMatchObject({ acts: [], closed: 1 });
  });

  test('in teardown by an urgent signal is closed too', async () => {
    const seen = nothing();
    const { rigs, begun } = waiting(seen);
    const stop = new AbortController();
    const running = runOf('steps: [{ expect: { lifecycle: ready } }]\nteardown: [{ wait: 1 d }]', {
      rigs,
      urgentSignal: stop.signal,
    });
    await begun;
    stop.abort();
    const record = await running;
    expect(record.reasons[0]?.message).toBe('in teardown: stopped before its end');
    expect(seen.closed).toBe(1);
  });

  test('by its time limit says so', async () => {
    let now = 0;
    const rigs = rigsWith((rig) => ({
      wait: (seconds) => {
        now += seconds * 1000;
        return rig.wait(seconds);
      },
    }));
    const record = await runOf(
      'time-limit: 1 min\nsteps: [{ expect: { lifecycle: ready } }, { wait: 2 min }, press]',
      { rigs, wall: { unixMs: () => 0, now: () => now } },
    );
    expect(record).toMatchObject({
      verdict: 'INVALID',
      reasons: [{ message: 'stopped: its 60 s were over' }],
    });
    expect(record.steps).toHaveLength(2);
  });

  test('before it began takes no rig', async () => {
    const seen = nothing();
    const record = await runOf(STEPS, {
      rigs: rigsWith(() => ({}), seen),
      signal: AbortSignal.abort(),
    });
    expect(record).toMatchObject({
      verdict: 'INVALID',
      reasons: [{ message: 'stopped before it began' }],
    });
    expect(seen.closed).toBe(0);
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

test('on a bench time that is over ends a step under way, and then a teardown that hangs', async () => {
  const seen = nothing();
  const rings: (() => void)[] = [];
  const rigs = rigsWith(
    (rig) => ({
      ...asBench(rig),
      clock: clockWhere(rig.clock, (_, ring) => rings.push(ring)),
      // Time is over while it waits: the timer of its part of the run was set last.
      wait() {
        rings.at(-1)?.();
        return never();
      },
    }),
    seen,
  );
  const record = await runOf(
    `time-limit: 2 min\nsteps: [${READY}, { wait: 1 s }]\nteardown: [press, { wait: 1 s }]`,
    { rigs: { ...rigs, kind: 'bench' } },
  );
  expect(record.verdict).toBe('INVALID');
  expect(record.reasons.map(({ message }) => message)).toEqual([
    'stopped: its 120 s were over',
    'in teardown: stopped: its 60 s were over',
    'the fob is left loaded: stopped: its 60 s were over',
  ]);
  expect(seen).toMatchObject({ acts: ['press'], closed: 1 });
});

test('a link that does not close keeps no rig of a bench from its safe state', async () => {
  const seen = nothing();
  const timers = new Map<number, () => void>();
  const rigs = rigsWith(
    (rig) => ({
      ...asBench(rig),
      clock: clockWhere(rig.clock, (ms, ring) => timers.set(ms, ring)),
      async connect(options) {
        const device = await rig.connect(options);
        device.close = () => {
          queueMicrotask(() => timers.get(10_000)?.());
          return never();
        };
        return device;
      },
    }),
    seen,
  );
  const record = await runOf(`given: { load: blank }\nsteps: [{ expect: { lifecycle: blank } }]`, {
    rigs,
  });
  expect(record.verdict).toBe('PASS');
  expect(seen.closed).toBe(1);
});
