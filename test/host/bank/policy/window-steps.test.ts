import { findPolicy, lostWindows, type Policy, roundedSides, windowInSteps } from '@fobkit/bank';
import { expect, it } from 'vitest';

/** The bank's, with windows in steps of 30 s. */
function policyWith(change: Partial<Policy>): Policy {
  const found = findPolicy('ask-1020');
  if (found === undefined) throw new Error('there is no ask-1020');
  return { ...found, ...change };
}

it('a window for another step is rounded down, and one without a step is taken as it is', () => {
  const window = { behind: 5, ahead: 1 };
  expect(windowInSteps({ windowStepSeconds: 30 }, window, 60)).toEqual({ behind: 2, ahead: 0 });
  expect(windowInSteps({ windowStepSeconds: 36 }, window, 30)).toEqual({ behind: 6, ahead: 1 });
  expect(windowInSteps({}, window, 60)).toEqual(window);
});

it('what is rounded is told by its side, and what is whole is not', () => {
  const policy = policyWith({ normal: { behind: 3, ahead: 2 } });
  expect(roundedSides(policy, 30)).toEqual([]);
  expect(roundedSides(policy, 60)).toEqual([{ path: 'normal.behind', written: 3, taken: 1 }]);
});

it('a window of which rounding leaves nothing is a fault, and one of 0 is none', () => {
  const policy = policyWith({ normal: { behind: 1, ahead: 0 } });
  expect(lostWindows(policy, 30)).toEqual([]);
  expect(lostWindows(policy, 60)).toEqual([
    {
      path: 'normal.behind',
      message:
        '1 of 30 s is less than one step of the fob, 60 s, and would be 0; write 2 or more, or 0, or windowStepSeconds: 60',
    },
  ]);
});
