import { describe, expect, it } from 'vitest';
import { oneSpan, oneSpanPolicy } from '../../../../host/bank/policy/presets/onespan.ts';
import { policyWords } from '../../../../host/bank/policy/policy-words.ts';
import { findPolicy, policies } from '../../../../host/bank/policy/presets/presets.ts';
import { shinkinPolicy } from '../../../../host/bank/policy/presets/shinkin.ts';
import { policyFaults } from '../../../../host/bank/policy/nonsense.ts';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { readPolicy } from '../../../../host/bank/policy/read-policy.ts';
import { codeWindow } from '../../../../host/bank/policy/window.ts';
import { resynchronise } from '../../../../host/bank/verify/resynchronise.ts';
import { unlock } from '../../../../host/bank/verify/unlock.ts';
import {
  codeAt,
  codeOff,
  DAY,
  hotpKey,
  keyOf,
  NOW,
  STEP,
  Story,
  WRONG,
} from '../verify/verify-support.ts';

function named(name: string): Policy {
  const policy = findPolicy(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return policy;
}

/** The offsets, nearest first, that a fresh story accepts; each is tried on a story of its own. */
function accepted(make: () => Story, most: number): { behind: number; ahead: number } {
  const takes = (off: number): boolean => make().giveOff(off).outcome === 'accepted';
  let [behind, ahead] = [0, 0];
  while (behind < most && takes(-behind - 1)) behind++;
  while (ahead < most && takes(ahead + 1)) ahead++;
  return { behind, ahead };
}

/** A token that was used once with no drift, that many days ago. */
function used(policy: Policy, daysAgo = 0, key = keyOf()): Story {
  const story = new Story(policy, key);
  story.giveOff(0);
  story.now += daysAgo * DAY + 100 * STEP;
  return story;
}

function resync(story: Story, codes: readonly [string, string]): string {
  const { key, memory, policy, now: unixSeconds } = story;
  const verdict = resynchronise({ key, memory, policy, unixSeconds, codes });
  story.memory = verdict.memory;
  return verdict.outcome;
}

describe('every policy', () => {
  it('has a name of its own and can be found by it', () => {
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
    expect(findPolicy('none')).toBeUndefined();
  });

  it.each(policies)('$name is what the schema reads, and no nonsense', (policy) => {
    expect(readPolicy(JSON.parse(JSON.stringify(policyWords(policy))), 'preset')).toEqual(policy);
    expect(policyFaults(policy)).toEqual([]);
  });
});

describe('OneSpan', () => {
  // docs.onespan.com, “Dynamic time window calculation examples”, example 1: 36 s, window 10.
  const example = oneSpanPolicy(36, 10);
  const windowAfter = (days: number) =>
    codeWindow(example, {
      timed: true,
      stepSeconds: 36,
      acceptedAt: NOW - days * DAY,
      wrongInARow: 0,
      unixSeconds: NOW,
    });

  it('DTWAT is step × (window − 1) ÷ 8: 40.5 days', () => {
    expect(example.idle.afterDays).toBe(40.5);
  });

  it('the first use has 21,600 s: ±300 steps', () => {
    expect(example.firstUse).toEqual({ behind: 300, ahead: 300 });
  });

  it.each([
    [1, 360],
    [40.5, 360],
    [99, 828],
    [365, 2956],
    [2695.5, 21_600],
    [5000, 21_600],
  ])('%s days after the last use the window is %s s, half to each side', (days, seconds) => {
    const { behind, ahead } = windowAfter(days);
    expect(behind).toBe(Math.ceil(seconds / 2 / 36));
    expect(ahead).toBe(behind);
  });

  it('the identification window is 20 steps, half to each side', () => {
    expect(oneSpan.normal).toEqual({ behind: 10, ahead: 10 });
  });

  it('the user lock threshold is 3', () => {
    const story = new Story(oneSpan);
    story.wrong(3);
    expect(story.memory.lockedAt).toBe(NOW);
  });

  it('the window of the first use applies again after a reset', () => {
    const story = new Story(oneSpan, keyOf({ stepSeconds: 36 }));
    const off = (steps: number) => codeAt(Math.floor(story.now / 36) + steps);
    story.give(off(0));
    expect(story.give(off(200)).outcome).toBe('wrong');
    story.memory = unlock(story.memory, 'reset');
    expect(story.give(off(200)).outcome).toBe('accepted');
  });
});

describe('RSA SecurID', () => {
  const rsa = named('rsa');
  const story = () => used(rsa, 0);

  it('three codes are accepted: the one of now and one to each side', () => {
    expect(accepted(story, 5)).toEqual({ behind: 1, ahead: 1 });
  });

  it.each([-3, -2, 2, 3])('%s off: the next tokencode is asked for, and accepted', (off) => {
    const one = story();
    expect(one.giveOff(off).outcome).toBe('resync-wanted');
    expect(one.giveOff(off + 1).outcome).toMatch(/^(accepted|resynchronised)$/);
  });

  it.each([-4, 4])('%s off is wrong', (off) => {
    expect(story().giveOff(off).outcome).toBe('wrong');
  });

  it('after three wrong ones the next tokencode is asked for within ±10, and always', () => {
    for (const off of [-10, -1, 0, 1, 10]) {
      const one = story();
      one.wrong(3);
      expect(one.giveOff(off).outcome, String(off)).toBe('resync-wanted');
      expect(one.giveOff(off + 1).outcome).toBe('resynchronised');
    }
    const far = story();
    far.wrong(3);
    expect(far.giveOff(11).outcome).toBe('wrong');
  });

  it('a wrong next tokencode locks', () => {
    const one = story();
    one.giveOff(3);
    expect(one.give(WRONG).outcome).toBe('wrong');
    expect(one.give(codeOff(0, one.now)).outcome).toBe('locked');
  });

  it('an administrator resynchronises within ±12 h: 1,441 codes of 60 s', () => {
    const key = keyOf({ stepSeconds: 60 });
    const minute = NOW / 60;
    for (const [off, outcome] of [
      [720, 'ok'],
      [-720, 'ok'],
      [721, 'refused'],
      [-721, 'refused'],
    ] as const) {
      const codes = [codeAt(minute + off), codeAt(minute + off + 1)] as const;
      expect(resync(new Story(rsa, key), codes)).toBe(outcome);
    }
  });
});

describe('Symantec VIP', () => {
  const symantec = named('symantec');

  it('10 steps of 30 s, 5 minutes, to each side', () => {
    expect(accepted(() => used(symantec), 20)).toEqual({ behind: 10, ahead: 10 });
  });

  it('a token that was not used for more than three months is locked', () => {
    expect(used(symantec, 89).giveOff(0).outcome).toBe('accepted');
    const idle = used(symantec, 91);
    expect(idle.giveOff(0).outcome).toBe('locked');
    expect(idle.memory.lockedAt).toBe(idle.now);
  });

  it('two consecutive codes reset it', () => {
    const idle = used(symantec, 91);
    idle.giveOff(0);
    expect(resync(idle, [codeOff(0, idle.now), codeOff(1, idle.now)])).toBe('ok');
    expect(idle.giveOff(2).outcome).toBe('accepted');
  });

  it('a lock of idleness that was lifted does not come back before the next code', () => {
    const idle = used(symantec, 91);
    idle.giveOff(0);
    idle.memory = unlock(idle.memory, 'release');
    expect(idle.giveOff(0).outcome).toBe('accepted');
    idle.now += 91 * DAY;
    expect(idle.giveOff(0).outcome).toBe('locked');
  });
});

describe('pam_oath', () => {
  it('window=20: so many past and future codes, and no lock', () => {
    const policy = named('pam-oath');
    expect(accepted(() => used(policy), 30)).toEqual({ behind: 20, ahead: 20 });
    const story = used(policy);
    story.wrong(500);
    expect(story.giveOff(0).outcome).toBe('accepted');
  });

  it('counters: 20 ahead', () => {
    const policy = named('pam-oath');
    expect(new Story(policy, hotpKey).give(codeAt(20)).outcome).toBe('accepted');
    expect(new Story(policy, hotpKey).give(codeAt(21)).outcome).toBe('wrong');
  });
});

describe('Sony-like', () => {
  it('the drift is corrected at each use', () => {
    const story = new Story(named('sony-like'));
    for (let i = 0; i <= 20; i += 2) {
      expect(story.giveOff(i).outcome).toBe('accepted');
      story.now += 30 * DAY;
    }
    expect(story.memory.driftSteps).toBe(20);
  });

  it('時刻補正: two consecutive codes', () => {
    const story = used(named('sony-like'));
    expect(story.giveOff(50).outcome).toBe('wrong');
    expect(resync(story, [codeOff(50, story.now), codeOff(51, story.now)])).toBe('ok');
  });
});

describe.each(['asahi-1303', 'ask-1020'])('%s', (name) => {
  it('a used code is invalid at once', () => {
    const story = used(named(name));
    story.giveOff(0);
    expect(story.giveOff(0).outcome).toBe('replayed');
  });

  it('a code lives for a while after the 30 s for which it shows', () => {
    expect(used(named(name)).giveOff(-4).outcome).toBe('accepted');
    expect(used(named(name)).giveOff(-5).outcome).toBe('wrong');
  });

  it('stock from the shelf, ten steps behind, registers at the first code', () => {
    expect(new Story(named(name)).giveOff(-10).outcome).toBe('accepted');
  });

  it('一定回数: the lock count is a parameter, and its source says that it is assumed', () => {
    const { source, title } = named(name);
    expect(source).toContain('is assumed');
    const policy = shinkinPolicy({ name, title, manual: '' }, 3);
    const story = new Story(policy);
    story.wrong(3);
    expect(story.memory.lockedAt).toBe(NOW);
  });
});

describe('RFC 4226 §7, RFC 6238 §5.2', () => {
  it('one step for the network to each side', () => {
    expect(accepted(() => used(named('rfc4226')), 5)).toEqual({ behind: 1, ahead: 1 });
  });

  it('T = 5: a wait of 5 s after the first failure, 10 s after the second', () => {
    const story = new Story(named('rfc4226'));
    story.give(WRONG);
    expect(story.give(WRONG)).toMatchObject({ outcome: 'throttled', retryAfter: 5 });
    story.now += 5;
    story.give(WRONG);
    expect(story.give(WRONG)).toMatchObject({ outcome: 'throttled', retryAfter: 10 });
  });
});
