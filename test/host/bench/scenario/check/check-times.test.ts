import { expect, it } from 'vitest';
import { problems, withSteps } from '../support.ts';

const century =
  'more than 100 years would have passed; a run lasts 100 years and 1000000 steps at most';

it('waits that come to a hundred years are possible', () => {
  expect(problems(withSteps('wait: 60 y', 'wait: 40 y'))).toEqual([]);
});

it('the wait that passes a hundred years is refused', () => {
  expect(problems(withSteps('wait: 60 y', 'wait: 40 y', 'wait: 1 s', 'wait: 1 s'))).toEqual([
    `f.yaml:6:5: wait: ${century}`,
  ]);
});

it('repeats count as often as they are done', () => {
  const inner = '{ repeat: { times: 11, steps: [{ wait: 1 y }] } }';
  expect(problems(withSteps(`repeat: { times: 10, steps: [${inner}] }`))).toEqual([
    expect.stringMatching(/^f\.yaml:4:\d+: wait: more than 100 years/),
  ]);
});

it.each([
  'temperature: { to: 5 °C, over: 1 d }',
  'supply: { to: 2 V, over: 1 d }',
  'hold: 1 h',
  'expect: { no-frame: 1 d }',
])('%s takes time too', (step) => {
  expect(problems(withSteps('wait: 100 y', step))).toEqual([
    expect.stringContaining('more than 100 years'),
  ]);
});

it('more than a million steps are refused', () => {
  const inner = '{ repeat: { times: 1001, steps: [press] } }';
  expect(problems(withSteps(`repeat: { times: 1000, steps: [${inner}] }`))).toEqual([
    expect.stringContaining('more than 1000000 steps, its repeats written out'),
  ]);
});

it('a load that expires before the start is refused, unless a refusal is expected', () => {
  const text = (given: string, outcome: string) =>
    [
      'scenario: a',
      'profile: generic',
      `given: { time: 2027-01-01, ${given} }`,
      'steps:',
      `  - host: { load: { expires: 2026-12-31 }, outcome: ${outcome} }`,
      '',
    ].join('\n');
  const told = 'it expires before the scenario starts; a time after that of given';
  expect(problems(text('load: { expires: 2027-01-01 }', 'expiry-passed'))).toEqual([
    `f.yaml:3:34: expires: ${told}`,
  ]);
  expect(problems(text('load: blank', 'ok'))).toEqual([`f.yaml:5:19: expires: ${told}`]);
  expect(problems(text('load: { expires: 2027-01-02 }', 'expiry-passed'))).toEqual([]);
});
