import { RigError } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { asBench, nothing, rigsWith, runOf } from './support.ts';

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
  const seen = nothing();
  const record = await runOf(rest, { rigs: rigsWith(asBench, seen) });
  expect(record.reasons).toEqual([{ verdict: 'SKIPPED', message: 'advance: a bench has none' }]);
  expect(seen).toMatchObject({ acts: [], connects: 0 });
});

test('a start state that the rig cannot give is told before anything is done to the fob', async () => {
  const seen = nothing();
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
