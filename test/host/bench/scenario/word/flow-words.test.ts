import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

const place = expect.objectContaining({ file: 'f.yaml' }) as unknown;
const text = expect.any(String) as unknown;
const press = { kind: 'press', place, text };

it.each([
  ['host-clock: +10 min', { kind: 'host-clock', offset: 600 }],
  ['host-clock: 0', { kind: 'host-clock', offset: 0 }],
  ['repeat: { times: 5, steps: [press] }', { kind: 'repeat', times: 5, steps: [press] }],
  [
    'group: { steps: [press] }',
    { kind: 'group', group: { attempts: 1, onExhausted: 'fail', steps: [press] } },
  ],
  [
    'group: { attempts: 3, on-exhausted: invalid, steps: [press] }',
    { kind: 'group', group: { attempts: 3, onExhausted: 'invalid', steps: [press] } },
  ],
  [
    'power-cuts: { during: [press], then: [press], cuts: 50 }',
    { kind: 'power-cuts', sweep: { during: [press], then: [press], cuts: 50 } },
  ],
  ['ask: Is it lit?', { kind: 'ask', question: { en: 'Is it lit?' } }],
  ['ask: { en: Lit?, ja: 点灯? }', { kind: 'ask', question: { en: 'Lit?', ja: '点灯?' } }],
  ['measure: rail', { kind: 'measure', measure: { name: 'rail', of: 'rail' } }],
])('%s', (line, step) => {
  expect(stepsOf(line)).toEqual([{ ...step, place, text }]);
});

it.each([
  [
    'repeat: { times: 0, steps: [press] }',
    '4:22: steps[0].repeat.times: "0" is wrong; times from 1 to 1000000',
  ],
  ['repeat: { times: 2.5, steps: [press] }', '"2.5" is wrong; times from 1'],
  ['repeat: { times: two, steps: [press] }', '"two" is wrong; times from 1'],
  ['repeat: { times: 2, steps: [] }', '4:32: steps[0].repeat.steps: it is empty; a list of steps'],
  ['repeat: { times: 2 }', '4:13: steps[0].repeat: steps is missing; a list of steps'],
  ['group: { attempts: 101, steps: [press] }', '"101" is wrong; attempts from 1 to 100'],
  [
    'group: { on-exhausted: retry, steps: [press] }',
    '"retry" is unknown; possible: fail, invalid, continue',
  ],
  [
    'power-cuts: { during: [press] }',
    '4:17: steps[0].power-cuts: then is missing; a list of steps',
  ],
  [
    'power-cuts: { during: [press], then: [pres] }',
    '4:43: steps[0].power-cuts.then[0]: "pres" is no step; did you mean press?',
  ],
  ['ask: { ja: 点灯? }', 'steps[0].ask: en is missing; a text'],
  ['host-clock: 10', '"10" has no unit; an offset of time'],
])('%s is refused', (line, told) => {
  expect(problems(withSteps(line))).toEqual([expect.stringContaining(told)]);
});
