import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

const tolerance = 'ageing is not shown';
const instead = {
  kind: 'wait',
  equivalent: { tolerance, steps: [{ kind: 'press' }] },
};

it('an equivalent has its tolerance inside', () => {
  const steps = stepsOf(`{ wait: 30 d, equivalent: { steps: [press], tolerance: ${tolerance} } }`);
  expect(steps).toMatchObject([instead]);
});

it('or beside', () => {
  const steps = stepsOf(`{ wait: 30 d, equivalent: [press], tolerance: ${tolerance} }`);
  expect(steps).toMatchObject([instead]);
});

it('an equivalent may be to do nothing', () => {
  const steps = stepsOf(`{ wait: 30 d, equivalent: [], tolerance: ${tolerance} }`);
  expect(steps).toMatchObject([{ equivalent: { steps: [], tolerance } }]);
});

it.each([
  [
    '{ wait: 30 d, equivalent: [press] }',
    '4:31: steps[0].equivalent: the equivalent has no tolerance; how near it comes',
  ],
  [
    '{ wait: 30 d, equivalent: { steps: [press] } }',
    '4:31: steps[0].equivalent: the equivalent has no tolerance',
  ],
  [
    '{ wait: 30 d, tolerance: none }',
    '4:30: steps[0].tolerance: a tolerance stands beside an equivalent only',
  ],
  [
    '{ wait: 30 d, equivalent: { steps: [press], tolerance: a }, tolerance: b }',
    'the tolerance of the equivalent is said twice',
  ],
  [
    '{ wait: 30 d, equivalent: [pres], tolerance: a }',
    '4:32: steps[0].equivalent[0]: "pres" is no step',
  ],
  [
    '{ wait: 30 d, equivalent: { steps: [press], tolerance: near, or so } }',
    '"or so" is no word of an equivalent; a text with a comma inside { } wants quotes',
  ],
  [
    '{ repeat: { times: 2, steps: [press] }, equivalent: [press], tolerance: a }',
    '4:57: steps[0].equivalent: repeat itself needs no capability',
  ],
])('%s is refused', (line, told) => {
  expect(problems(withSteps(line))).toEqual([expect.stringContaining(told)]);
});
