import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Verdict } from '../../../../host/bank/kernel/verdict.ts';
import { policies } from '../../../../host/bank/policy/presets/presets.ts';
import { DAY } from '../verify/verify-support.ts';
import { histories, plainSource, TwoBanks } from './two-banks.ts';

const following = policies.filter(({ followsDrift }) => followsDrift);
/** How long after the one before, and where between the two ends of the window around it. */
const codes = fc.array(
  fc.record({
    seconds: fc.oneof(fc.integer({ min: 60, max: 600 }), fc.integer({ min: 600, max: 9 * DAY })),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('what the judge of a fleet surely accepts', () => {
  it('is accepted, and the last code alone leaves the same memory', () => {
    let sure = 0;
    fc.assert(
      fc.property(
        histories,
        codes,
        fc.constantFrom(...following),
        fc.constantFrom(30, 60),
        (events, given, policy, stepSeconds) => {
          const banks = new TwoBanks(policy, 'totp', stepSeconds, plainSource);
          banks.play([...events, { kind: 'code', off: 0 }]);
          const { at, judge, memory, story } = banks;
          const from = story.now + DAY;
          const until = from + given.reduce((total, { seconds }) => total + seconds, 0);
          const reach = judge.surely(memory, at, from, until);
          if (reach < 0) return;
          sure++;
          const [behind, ahead] = [Math.floor(reach / 0x1_0000), reach % 0x1_0000];
          // All of them within the window of each: what `surely` asks of who skips some.
          const middle = judge.middle(memory, at, from) - Math.floor(from / stepSeconds);
          const reachOfAll = Math.min(behind, ahead);
          let [now, last] = [from, 0];
          const alone = memory.slice();
          for (const { seconds, place } of given) {
            now += seconds;
            const off = middle + Math.round(place * reachOfAll);
            const seen = Math.floor(now / stepSeconds) + off;
            if (seen <= last) continue;
            last = seen;
            expect(judge.judge(memory, at, now, seen)).toBe(Verdict.accepted);
            const once = alone.slice();
            expect(judge.judge(once, at, now, seen)).toBe(Verdict.accepted);
            expect(once).toEqual(memory);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(sure).toBeGreaterThan(50);
  });
});
