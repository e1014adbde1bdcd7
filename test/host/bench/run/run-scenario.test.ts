import { RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { asBench, idle, rigsWith, runOf, type Seen } from './support.ts';

const nothing = (): Seen => ({ acts: [], closed: 0, connects: 0 });

test('everything that was expected holds: PASS', async () => {
  const record = await runOf(`steps:
    - press
    - expect: { code: valid, lifecycle: ready }
    - bank: { verify: accepted }
  `);
  expect(record).toMatchObject({ verdict: 'PASS', reasons: [], unstable: false, marginal: false });
  expect(record.steps.map(({ number, kind, verdict }) => [number, kind, verdict])).toEqual([
    [1, 'press', 'PASS'],
    [2, 'expect', 'PASS'],
    [3, 'bank', 'PASS'],
  ]);
});

test('what does not hold is FAIL, told with its place, and ends the steps', async () => {
  const record = await runOf(`steps:
    - expect: { lifecycle: dead }
    - press
  `);
  expect(record.verdict).toBe('FAIL');
  expect(record.reasons).toEqual([
    {
      verdict: 'FAIL',
      message: 'expected lifecycle dead: the fob is ready',
      place: { file: 'probe.yaml', line: 4, column: 7 },
    },
  ]);
  expect(record.steps).toHaveLength(1);
});

test('of several expectations of a step each that does not hold is told', async () => {
  const { reasons } = await runOf(`steps:
    - expect: { lifecycle: dead, lcd: '123', serial: FOB-00000017 }
  `);
  expect(reasons[0]?.message).toBe(
    'expected lifecycle dead: the fob is ready; expected lcd 123: the LCD is off',
  );
});

test('nothing expected nor measured is INVALID', async () => {
  const record = await runOf('steps: [press]');
  expect(record).toMatchObject({ verdict: 'INVALID' });
  expect(record.reasons[0]?.message).toMatch(/nothing was expected/);
});

describe('a fault that never fired', () => {
  const FAULT = `faults: { late: 'lcd.segment 1a stuck --on-nth press:9' }\n`;

  test('makes a run INVALID that would pass', async () => {
    const record = await runOf(`${FAULT}steps: [press, { expect: { lifecycle: ready } }]`);
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/^the fault late never fired: waits for the 9th/);
  });

  test('makes what does not hold no proof against the fob', async () => {
    const record = await runOf(`${FAULT}steps: [{ expect: { lifecycle: dead } }]`);
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/proves nothing, since late never fired$/);
  });

  test('is no excuse before it was armed', async () => {
    const record = await runOf(`faults: { late: { fault: lcd.segment 1a, armed: by-step } }
steps: [{ expect: { lifecycle: dead } }, { arm: late }]`);
    expect(record.verdict).toBe('FAIL');
  });
});

test('a fault that fired stands in the record with its evidence', async () => {
  const record = await runOf(`faults: { dark: lcd.segment 1a stuck }
steps: [press, { expect: { lifecycle: ready } }]`);
  expect(record.verdict).toBe('PASS');
  expect(record.faults).toEqual([
    expect.objectContaining({ name: 'dark', text: 'lcd.segment 1a stuck', firedCount: 1 }),
  ]);
});

test('a fault that was lifted before it fired keeps the evidence that it waited', async () => {
  const record = await runOf(`faults: { late: 'lcd.segment 1a --on-nth press:9' }
steps: [press, { clear: late }, { expect: { lifecycle: ready } }]`);
  expect(record.verdict).toBe('INVALID');
  expect(record.faults[0]?.evidence).toMatch(/: 1 seen$/);
});

describe('what a rig lacks', () => {
  const noHeat = rigsWith((rig) => ({
    lacks: (capability) => (capability === 'temperature' ? 'no chamber' : rig.lacks(capability)),
  }));

  test('is told by name before anything is done to the fob: SKIPPED', async () => {
    const seen = nothing();
    const rigs = rigsWith(
      () => ({ lacks: (is) => (is === 'cell' ? 'no relay' : undefined) }),
      seen,
    );
    const record = await runOf(`steps: [press, { cell: out }, { expect: { answers: false } }]`, {
      rigs,
    });
    expect(record).toMatchObject({
      verdict: 'SKIPPED',
      reasons: [{ verdict: 'SKIPPED', message: 'cell: no relay' }],
      steps: [],
    });
    expect(seen).toEqual({ acts: [], closed: 1, connects: 0 });
  });

  test('is stood in for by its equivalent, with the tolerance', async () => {
    const record = await runOf(
      `steps:
    - temperature: 40 °C
      equivalent: { steps: [{ wait: 1 min }, press], tolerance: 'A minute for the heat.' }
    - expect: { lifecycle: ready }
  `,
      { rigs: noHeat },
    );
    expect(record.verdict).toBe('PASS');
    expect(record.equivalents).toEqual([
      { of: 'temperature 40 °C', tolerance: 'A minute for the heat.' },
    ]);
    expect(
      record.steps.map(({ kind, depth, equivalentOf }) => [kind, depth, equivalentOf]),
    ).toEqual([
      ['temperature', 0, undefined],
      ['wait', 1, 'temperature 40 °C'],
      ['press', 1, 'temperature 40 °C'],
      ['expect', 0, undefined],
    ]);
  });

  test('is stood in for by the equivalent of a fault', async () => {
    const rigs = rigsWith((rig) => ({
      lacks: (is) => (is === 'fault' ? 'no injector' : rig.lacks(is)),
    }));
    const record = await runOf(
      `faults:
  empty: { fault: battery.drain 3, equivalent: { steps: [{ battery: 3 % }], tolerance: The same charge. } }
steps: [press, { wait: 1 s }, { expect: { battery: { below: 5 % } } }]`,
      { rigs },
    );
    expect(record.verdict).toBe('PASS');
    expect(record.faults).toEqual([
      {
        name: 'empty',
        text: 'battery.drain 3',
        firedCount: 1,
        evidence: 'its equivalent was done: The same charge.',
        equivalent: 'The same charge.',
      },
    ]);
  });

  test('and says only when it is asked ends the run as SKIPPED', async () => {
    const rigs = rigsWith((rig) => ({
      read: (what) =>
        what === 'current' ? Promise.reject(new RigError('lacking', 'no ammeter')) : rig.read(what),
    }));
    const record = await runOf('steps: [{ measure: { name: sleep, of: current, max: 5 uA } }]', {
      rigs,
    });
    expect(record).toMatchObject({ verdict: 'SKIPPED', reasons: [{ message: 'no ammeter' }] });
  });

  test('does not hide a FAIL that was proven before', async () => {
    const rigs = rigsWith((rig) => ({
      close: async () => {
        await rig.close();
        throw new RigError('unproven', 'the supply is still up');
      },
    }));
    const record = await runOf('steps: [{ expect: { lifecycle: dead } }]', { rigs });
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons.map(({ verdict }) => verdict)).toEqual(['FAIL', 'INVALID']);
  });
});

describe('a fob that does not answer', () => {
  const HUNG = `faults: { deaf: frame.drop to-host }\nsteps: [{ host: status }]`;

  test('is at fault where the rig proves power and wire', async () => {
    const record = await runOf(HUNG);
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons[0]?.message).toMatch(/V at its rail, by model\)$/);
  });

  test('proves nothing where the rig cannot measure its rail', async () => {
    const rigs = rigsWith((rig) => ({
      read: (what) =>
        what === 'rail' ? Promise.reject(new RigError('lacking', 'no meter')) : rig.read(what),
    }));
    const record = await runOf(HUNG, { rigs });
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/cannot prove that the fob has power/);
  });

  test('proves nothing where its rail is down', async () => {
    const rigs = rigsWith((rig) => ({
      async read(what) {
        const reading = await rig.read(what);
        return what === 'rail' ? { ...reading, value: 1.1 } : reading;
      },
    }));
    expect((await runOf(HUNG, { rigs })).verdict).toBe('INVALID');
  });

  test('proves nothing while it is off its wire', async () => {
    const record = await runOf('steps: [unplug, { host: status }]');
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/the fob is off its wire/);
  });

  test('is as it should be where that was expected', async () => {
    const record = await runOf(`steps:
    - unplug
    - host: { status, outcome: lost }
    - expect: { answers: false }
    - replug
    - expect: { answers: true }
  `);
    expect(record.verdict).toBe('PASS');
  });
});

test('a rig that loses touch is INVALID, and teardown is done', async () => {
  const seen = nothing();
  const rigs = rigsWith(
    (rig) => ({
      act: (action) =>
        action.action === 'battery'
          ? Promise.reject(new RigError('contact', 'supply psu1 does not answer'))
          : rig.act(action),
    }),
    seen,
  );
  const record = await runOf(
    'steps: [{ expect: { lifecycle: ready } }, { battery: 5 % }]\nteardown: [press]',
    { rigs },
  );
  expect(record).toMatchObject({
    verdict: 'INVALID',
    reasons: [{ message: 'supply psu1 does not answer' }],
  });
  expect(seen).toMatchObject({ acts: ['battery', 'press'], closed: 1 });
});

test('a rig that cannot be taken is told', async () => {
  const busy = { kind: 'bench', name: 'line 3' } as const;
  const record = await runOf('steps: [press, { expect: { lcd: off } }]', {
    rigs: { ...busy, take: () => Promise.reject(new RigError('busy', 'leased by another run')) },
  });
  expect(record).toMatchObject({
    verdict: 'INVALID',
    reasons: [{ message: 'leased by another run' }],
    rig: busy,
    device: { deviceId: '' },
  });
});

test('what fobkit itself does wrong is INVALID, and said to be', async () => {
  const record = await runOf('steps: [{ bank: { verify: accepted, code: "123456" } }]', {
    relyingParty: () => {
      throw new TypeError('x is undefined');
    },
  });
  expect(record).toMatchObject({
    verdict: 'INVALID',
    reasons: [{ message: 'fobkit itself failed: x is undefined' }],
  });
});

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

test('a FAIL of teardown counts', async () => {
  const record = await runOf(
    'steps: [{ expect: { lifecycle: ready } }]\nteardown: [{ expect: { lifecycle: dead } }]',
  );
  expect(record.verdict).toBe('FAIL');
  expect(record.reasons[0]?.message).toMatch(/^in teardown: /);
});

test('no step is told twice, and each as it ends', async () => {
  const told: number[] = [];
  await runOf(
    'steps: [press, { repeat: { times: 2, steps: [{ wait: 1 s }] } }, { expect: { lifecycle: ready } }]',
    {
      onStep: ({ number }) => told.push(number),
    },
  );
  await idle();
  expect(told).toEqual([1, 3, 4, 2, 5]);
});

test('a bench is not asked for more than it has: long waits are SKIPPED', async () => {
  const rigs = rigsWith(asBench);
  const record = await runOf('steps: [{ wait: 30 d }, { expect: { lifecycle: ready } }]', { rigs });
  expect(record).toMatchObject({
    verdict: 'SKIPPED',
    reasons: [{ message: 'advance: a bench has none' }],
  });
});

test.each([
  ['many short waits', 'steps: [{ repeat: { times: 8000, steps: [press, { wait: 31 s }] } }]'],
  ['a day of its own', 'given: { time: 2038-01-19T03:14:00Z }\nsteps: [press]'],
  ['an expiry', 'given: { load: { expires: 2028-01-01T00:00:00Z } }\nsteps: [press]'],
])('a bench is not asked for more time than it has: %s', async (_, rest) => {
  const seen = { acts: [], closed: 0, connects: 0 };
  const record = await runOf(rest, { rigs: rigsWith(asBench, seen) });
  expect(record.reasons).toEqual([{ verdict: 'SKIPPED', message: 'advance: a bench has none' }]);
  expect(seen).toMatchObject({ acts: [], connects: 0 });
});

test('a start state that the rig cannot give is told before anything is done to the fob', async () => {
  const seen = { acts: [], closed: 0, connects: 0 };
  const given = 'given: { crystal: 20 ppm }\nsteps: [press]';
  const record = await runOf(given, { rigs: rigsWith(asBench, seen) });
  expect(record.reasons).toEqual([{ verdict: 'SKIPPED', message: 'crystal: a bench has none' }]);
  expect(seen).toMatchObject({ acts: [], connects: 0 });
});

test('a repeat that an equivalent shortens is not too long for a bench', async () => {
  const wait = '{ wait: 1 h, equivalent: { steps: [{ host: status }], tolerance: none } }';
  const steps = `steps: [{ repeat: { times: 2, steps: [${wait}] } }, { expect: { lifecycle: blank } }]`;
  const record = await runOf(`given: { load: blank }\n${steps}`, { rigs: rigsWith(asBench) });
  expect(record.verdict).toBe('PASS');
});
