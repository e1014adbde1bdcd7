import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

it.each([
  ['{ of: rail }', { name: 'rail', of: 'rail' }],
  [
    '{ name: under load, of: rail, min: 2.7 V, marginal: 50 mV }',
    { name: 'under load', of: 'rail', limits: { min: 2.7, marginal: 0.05 } },
  ],
  ['{ of: current, max: 12 µA }', { name: 'current', of: 'current', limits: { max: 0.000012 } }],
  [
    '{ of: temperature, min: -10 C, max: 25 °C }',
    { name: 'temperature', of: 'temperature', limits: { min: -10, max: 25 } },
  ],
  [
    '{ of: drift, min: -1 min, max: 500 ms }',
    { name: 'drift', of: 'drift', limits: { min: -60, max: 0.5 } },
  ],
  ['{ of: battery, min: 3 % }', { name: 'battery', of: 'battery', limits: { min: 3 } }],
  [
    '{ of: presses, min: 10, max: 10 }',
    { name: 'presses', of: 'presses', limits: { min: 10, max: 10 } },
  ],
])('measure: %s', (wish, measure) => {
  expect(stepsOf(`measure: ${wish}`)).toMatchObject([{ kind: 'measure', measure }]);
});

it.each([
  ['{ of: rial }', '4:20: steps[0].measure.of: "rial" is unknown; did you mean rail?'],
  ['{ name: a }', 'steps[0].measure: of is missing; one of rail'],
  [
    '{ of: rail, min: 2.7 }',
    '4:31: steps[0].measure.min: rail is measured in V, and the limit has no unit; possible: V, mV',
  ],
  ['{ of: rail, min: 2.7 °C }', 'rail is measured in V, and the limit has the wrong unit "°C"'],
  ['{ of: presses, min: 3 s }', '"s": presses has no unit; a bare number'],
  [
    '{ of: rail, min: 3 V, max: 2 V }',
    '4:31: steps[0].measure.min: min is above max; nothing passes',
  ],
  ['{ of: rail, marginal: 1 mV }', 'there is no limit to be near to; min or max'],
  ['{ of: rail, min: 3 V, marginal: -1 mV }', 'a band is not negative'],
  ['{ of: rail, min: low }', '"low" is no limit'],
])('measure: %s is refused', (wish, told) => {
  expect(problems(withSteps(`measure: ${wish}`))).toEqual([expect.stringContaining(told)]);
});
