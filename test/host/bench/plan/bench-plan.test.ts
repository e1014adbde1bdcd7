import { benchPlan, readScenarios, type Scenario } from '@fobkit/bench';
import { describe, expect, test } from 'vitest';
import { scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';

function scenarioOf(rest: string): Scenario {
  const text = `scenario: planned\ntitle: Planned\nprofile: generic\n${rest}`;
  const [scenario] = readScenarios({ text, file: 'planned.yaml' }, scenarioEnv());
  if (scenario === undefined) throw new Error('no run');
  return scenario;
}

describe('what a bench cannot do is named', () => {
  test.each([
    ['battery', 'given: { battery: 5 % }\nsteps: [press]'],
    ['crystal', 'steps: [{ crystal: 20 ppm }]'],
    ['fault', 'faults: { dip: battery.brownout }\nsteps: [press]'],
    [
      'fault',
      'faults: { dip: { fault: battery.brownout, armed: by-step } }\nsteps: [{ arm: dip }]',
    ],
    ['snapshot', 'steps: [{ power-cuts: { during: [press], then: [{ host: status }] } }]'],
    ['advance', 'given: { time: 2038-01-19T03:14:00Z }\nsteps: [press]'],
    ['advance', 'given: { load: { expires: 2028-01-01T00:00:00Z } }\nsteps: [press]'],
  ])('%s', (lack, rest) => {
    expect(benchPlan(scenarioOf(rest)).lacks).toContain(lack);
  });
});

test('waits, holds and ramps take their time, and a repeat so often', () => {
  const steps = '[{ wait: 30 s }, { repeat: { times: 3, steps: [{ hold: 7 s }] } }]';
  expect(benchPlan(scenarioOf(`steps: ${steps}`))).toMatchObject({ lacks: [], seconds: 51 });
});

test('a person who reads the LCD takes time', () => {
  const { seconds } = benchPlan(scenarioOf('steps: [press, { expect: { lcd: bLAnC } }]'));
  expect(seconds).toBeGreaterThan(10);
});

test('a chamber takes longer than the ramp that was asked for, when it is steep', () => {
  const { seconds } = benchPlan(scenarioOf('steps: [{ temperature: { to: -10 °C, over: 1 s } }]'));
  expect(seconds).toBeGreaterThan(300);
});

test('an equivalent counts in the place of what it stands for', () => {
  const plan = benchPlan(
    scenarioOf(`
steps:
  - battery: 5 %
    equivalent: { steps: [{ supply: 2.5 V }, { wait: 5 s }], tolerance: near }
  - wait: 30 d
    equivalent: { steps: [{ wait: 7 s }], tolerance: as near }
`),
  );
  expect(plan).toMatchObject({ lacks: [], seconds: 12 });
  expect(plan.equivalents.map(({ tolerance }) => tolerance)).toEqual(['near', 'as near']);
});

test('a wait that a bench can wait is waited, whatever stands for it', () => {
  const wait = '{ wait: 30 s, equivalent: { steps: [{ wait: 1 s }], tolerance: near } }';
  expect(benchPlan(scenarioOf(`steps: [${wait}]`))).toMatchObject({ seconds: 30, equivalents: [] });
});
