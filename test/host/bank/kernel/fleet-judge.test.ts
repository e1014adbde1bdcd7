import { UsageError } from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FleetVerdict, LOCKS as FLEET_LOCKS } from '../../../../firmware-sim/fleet/judge.ts';
import { fleetJudge } from '../../../../host/bank/kernel/fleet-judge.ts';
import { LOCKS, Verdict } from '../../../../host/bank/kernel/verdict.ts';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { policies } from '../../../../host/bank/policy/presets/presets.ts';
import { oathCodeSource } from '../../../../host/bank/verify/code-source.ts';
import { DAY, NOW, plainPolicy } from '../verify/verify-support.ts';
import { histories, plainSource, TwoBanks } from './two-banks.ts';

/** Rules that no preset has together. */
const strict: Policy = {
  ...plainPolicy,
  followsDrift: false,
  idle: {
    ...plainPolicy.idle,
    afterDays: 3,
    behindSecondsPerDay: 2.5,
    limit: { behind: 9, ahead: 3 },
  },
  resync: {
    window: { behind: 20, ahead: 5 },
    automatic: true,
    withinSeconds: 3600,
    gap: 2,
    firstCounts: true,
    wrongNextLocks: true,
    afterWrong: { wrong: 2, window: { behind: 40, ahead: 40 } },
    byHand: { behind: 30, ahead: 45 },
  },
  replayCounts: true,
  delay: { afterWrong: 3, seconds: 60 },
  forgetWrongAfterSeconds: DAY,
};
/** A lock that comes soon, and that two codes open. */
const opened: Policy = {
  ...plainPolicy,
  name: 'opened',
  lockAfter: 2,
  resync: { ...plainPolicy.resync, unlocks: true },
};
const kinds = fc.constantFrom(
  ...([30, 36, 60] as const).map((stepSeconds) => ({ mode: 'totp' as const, stepSeconds })),
  { mode: 'hotp' as const, stepSeconds: 30 },
);

describe('the judge of a fleet', () => {
  it.each(
    [...policies, plainPolicy, strict, opened].map((policy) => [policy.name, policy] as const),
  )('under %s: verdicts and memories are the bank’s own, in every history', (_, policy) => {
    fc.assert(
      fc.property(histories, kinds, (events, { mode, stepSeconds }) => {
        new TwoBanks(policy, mode, stepSeconds, plainSource).play(events);
      }),
      { numRuns: 150 },
    );
  });

  it('with real codes too', () => {
    fc.assert(
      fc.property(histories, kinds, fc.constantFrom(...policies), (events, kind, policy) => {
        new TwoBanks(policy, kind.mode, kind.stepSeconds, oathCodeSource).play(events.slice(0, 12));
      }),
      { numRuns: 60 },
    );
  });

  it('counts how many factors would be accepted: so many are, one by one', () => {
    fc.assert(
      fc.property(
        histories,
        kinds,
        fc.constantFrom(...policies, strict),
        (events, kind, policy) => {
          const banks = new TwoBanks(policy, kind.mode, kind.stepSeconds, plainSource);
          banks.play(events);
          const { judge, memory, at, middle, story } = banks;
          let accepted = 0;
          for (let factor = Math.max(0, middle - 3100); factor <= middle + 3100; factor++) {
            const verdict = judge.judge(memory.slice(), at, story.now, factor);
            if (verdict === Verdict.accepted || verdict === Verdict.resynchronised) accepted++;
          }
          expect(judge.accepts(memory, at, story.now)).toBe(accepted);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('takes two codes together where the bank’s policy does, in the same places', () => {
    const window = { behind: 20, ahead: 10 };
    const resync = { ...plainPolicy.resync, byHand: window, gap: 3, unlocks: true };
    const totp = { mode: 'totp', stepSeconds: 30 } as const;
    const { together } = fleetJudge({ ...plainPolicy, resync }, totp);
    expect(together).toMatchObject({ behind: 20, ahead: 13, unlocks: true });
    const none = { ...plainPolicy.resync, window: { behind: 0, ahead: 0 } };
    expect(fleetJudge({ ...plainPolicy, resync: none }, totp).together).toBeUndefined();
  });

  it('is compared in every outcome there is', () => {
    const seen = new Set<string>();
    const together = new Set<string>();
    for (const events of fc.sample(histories, { numRuns: 100, seed: 1 })) {
      const banks = new TwoBanks(strict, 'totp', 30, plainSource);
      banks.play(events);
      for (const outcome of banks.outcomes) seen.add(outcome);
      for (const outcome of banks.resyncs) together.add(outcome);
    }
    expect([...together].sort()).toEqual(['locked', 'ok', 'refused', 'throttled']);
    expect([...seen].sort()).toEqual(
      'accepted locked replayed resync-wanted resynchronised throttled wrong'.split(' '),
    );
  });

  it('speaks in the numbers of the fleet', () => {
    expect(Verdict).toEqual(FleetVerdict);
    expect(LOCKS).toBe(FLEET_LOCKS);
  });

  it('refuses windows that do not fit into one integer', () => {
    const wide = { ...plainPolicy, windowStepSeconds: 3600, normal: { behind: 600, ahead: 0 } };
    expect(() => fleetJudge(wide, { mode: 'totp', stepSeconds: 30 })).toThrow(UsageError);
    expect(() => fleetJudge(wide, { mode: 'hotp', stepSeconds: 30 })).not.toThrow();
  });

  it('locks after so many guesses, and a released token is good again', () => {
    const judge = fleetJudge(plainPolicy, { mode: 'totp', stepSeconds: 30 });
    const memory = new Float64Array(judge.width);
    judge.fresh(memory, 0);
    const guesses = Array.from({ length: 6 }, () => judge.judge(memory, 0, NOW, -1));
    expect(guesses).toEqual([1, 1, 1, 1, 1 + 8, 3]);
    expect(judge.reach(memory, 0, NOW)).toBe(-1);
    judge.unlock(memory, 0, 'release');
    expect(judge.judge(memory, 0, NOW, NOW / 30)).toBe(Verdict.accepted);
  });
});
