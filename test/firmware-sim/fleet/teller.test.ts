import { describe, expect, it } from 'vitest';
import { codesOf, FactorTeller } from '../../../firmware-sim/fleet/teller.ts';
import { FleetVerdict } from '../../../firmware-sim/fleet/judge.ts';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

const NOW = 1_800_000_000;

it('there are no more codes than 31 bits have, of ten digits', () => {
  expect([4, 6, 9, 10].map(codesOf)).toEqual([10 ** 4, 10 ** 6, 10 ** 9, 2 ** 31]);
});

describe('a guess by its odds', () => {
  it.each([4, 6, 10])('hits as many of the codes of %i digits as would be accepted', (digits) => {
    const codes = { mode: 'totp', algorithm: 'SHA1', digits, stepSeconds: 30 } as const;
    const judge = windowJudge({ stepSeconds: 30, behind: 1, ahead: 1 });
    const guess = (drawn: number): number => {
      const memory = new Float64Array(judge.width);
      judge.fresh(memory, 0);
      const part = { spec: fleetOf({ codes }), first: 0, count: 1, judge };
      return new FactorTeller(part, memory).guessed(0, NOW, (drawn + 0.5) / codesOf(digits), 3);
    };
    const { accepted, wrong } = FleetVerdict;
    expect([0, 2, 3, 4].map(guess)).toEqual([accepted, accepted, wrong, wrong]);
  });
});
