import { RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { idle, nothing, rigsWith, runOf } from './support.ts';

const READY = '{ expect: { lifecycle: ready } }';

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

test('a FAIL of teardown counts', async () => {
  const record = await runOf(
    'steps: [{ expect: { lifecycle: ready } }]\nteardown: [{ expect: { lifecycle: dead } }]',
  );
  expect(record.verdict).toBe('FAIL');
  expect(record.reasons[0]?.message).toMatch(/^in teardown: /);
});

test('a FAIL of teardown proves nothing either where a fault never fired', async () => {
  const record = await runOf(`faults: { late: 'lcd.segment 1a --on-nth press:9' }
steps: [${READY}]
teardown: [{ expect: { lifecycle: dead } }]`);
  expect(record.verdict).toBe('INVALID');
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
