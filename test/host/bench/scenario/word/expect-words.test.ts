import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

it.each([
  ['{ code: valid }', [{ kind: 'code', valid: true, from: 'lcd' }]],
  [
    '{ code: { is: invalid, from: wire, window: 3 } }',
    [{ kind: 'code', valid: false, from: 'wire', window: 3 }],
  ],
  ['{ lcd: off }', [{ kind: 'lcd', off: true }]],
  ['{ lcd: "off" }', [{ kind: 'lcd', off: true }]],
  ['{ lcd: bAtt 05 }', [{ kind: 'lcd', shows: 'bAtt 05' }]],
  ['{ lcd: 000000 }', [{ kind: 'lcd', shows: '000000' }]],
  ['{ lcd: { text: "off" } }', [{ kind: 'lcd', shows: 'off' }]],
  ['{ lcd: { matches: "^[0-9]{6}$" } }', [{ kind: 'lcd', matches: '^[0-9]{6}$' }]],
  ['{ picture: front.svg }', [{ kind: 'picture', file: 'front.svg' }]],
  ['{ lifecycle: clock-lost }', [{ kind: 'lifecycle', is: 'clock-lost' }]],
  ['{ drift: { within: 30 s } }', [{ kind: 'drift', within: 30, about: 0 }]],
  ['{ drift: { within: 2 s, about: -45 s } }', [{ kind: 'drift', within: 2, about: -45 }]],
  ['{ battery: { above: 10 %, below: 20 % } }', [{ kind: 'battery', above: 10, below: 20 }]],
  ['{ log: low-battery }', [{ kind: 'log', contains: 'low-battery', not: false }]],
  ['{ log: { lacks: wrong-key } }', [{ kind: 'log', contains: 'wrong-key', not: true }]],
  ['{ no-frame: 2 s }', [{ kind: 'no-frame', seconds: 2 }]],
  ['{ counter: never-back }', [{ kind: 'counter-never-back' }]],
  ['{ counter: 0 }', [{ kind: 'counter', is: 0 }]],
  ['{ reset-cause: brown-out }', [{ kind: 'reset-cause', is: 'brown-out' }]],
  ['{ answers: false }', [{ kind: 'answers', is: false }]],
  ['{ serial: 00000017 }', [{ kind: 'serial', is: '00000017' }]],
  ['{ locked: true }', [{ kind: 'locked', is: true }]],
  ['{ invariants: hold }', [{ kind: 'invariants' }]],
  [
    '[{ log: boot }, { log: wiped, locked: false }]',
    [
      { kind: 'log', contains: 'boot', not: false },
      { kind: 'log', contains: 'wiped', not: false },
      { kind: 'locked', is: false },
    ],
  ],
])('expect: %s', (wish, expectations) => {
  expect(stepsOf(`expect: ${wish}`)).toEqual([
    expect.objectContaining({
      kind: 'expect',
      expectations: expectations.map((one) => ({
        ...one,
        place: expect.objectContaining({ line: 4 }) as unknown,
        text: expect.any(String) as unknown,
      })),
    }),
  ]);
});

it('each expectation has its place and its text', () => {
  const [step] = stepsOf('expect: { code: valid, drift: { within: 30 s } }');
  expect(step?.kind === 'expect' && step.expectations).toMatchObject([
    { text: 'code valid', place: { line: 4, column: 15 } },
    { text: 'drift within 30 s', place: { line: 4, column: 28 } },
  ]);
});

it.each([
  ['{ cod: valid }', '4:15: steps[0].expect: "cod" is no expectation; did you mean code?'],
  ['{ code: vaild }', '4:21: steps[0].expect.code: "vaild" is unknown; did you mean valid?'],
  ['{ code: { from: lcd } }', 'steps[0].expect.code: is is missing; one of valid, invalid'],
  ['{ lcd: { text: a, matches: b } }', 'text or matches is needed, one of the two'],
  ['{ lcd: { matches: "(" } }', '"(" is no regular expression'],
  ['{ lifecycle: redy }', '"redy" is unknown; did you mean ready?'],
  ['{ drift: 30 s }', '"30 s" is not possible here; a map of within, about'],
  ['{ drift: { within: 30 } }', '"30" has no unit'],
  ['{ battery: {} }', 'above or below is needed'],
  ['{ battery: { above: 20 %, below: 10 % } }', 'nothing is above 20 % and below 10 %'],
  ['{ log: low-batery }', '"low-batery" is unknown; did you mean low-battery?'],
  ['{ log: { contains: boot, lacks: wiped } }', 'contains or lacks is needed, one of the two'],
  ['{ counter: -1 }', '"-1" is wrong; never-back, or a counter from 0'],
  ['{ answers: yes }', '"yes" is wrong; true or false'],
  ['{ no-frame: 2 d }', '"2 d" is out of range; from 1 ms to 1 d'],
  ['{}', 'nothing is expected; as { code: valid }'],
  ['[]', 'it is empty; a list of expectations'],
  ['code', '"code" is not possible here; a map of code, lcd'],
])('expect: %s is refused', (wish, told) => {
  expect(problems(withSteps(`expect: ${wish}`))).toEqual([expect.stringContaining(told)]);
});
