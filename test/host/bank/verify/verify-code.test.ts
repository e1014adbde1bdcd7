import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { type CodeSource, oathCodeSource } from '../../../../host/bank/verify/code-source.ts';
import { judgeCode } from '../../../../host/bank/verify/judge-code.ts';
import { freshMemory } from '../../../../host/bank/verify/token-key.ts';
import { unlock } from '../../../../host/bank/verify/unlock.ts';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';
import {
  codeAt,
  codeOff,
  DAY,
  hotpKey,
  keyOf,
  NOW,
  plainPolicy,
  STEP,
  Story,
  totpKey,
  WRONG,
} from './verify-support.ts';

const following: Policy = { ...plainPolicy, followsDrift: true };

describe('a code dies when used', () => {
  it('the same code a second time is replayed, and does not count as wrong', () => {
    const story = new Story(plainPolicy);
    story.give(codeOff(0));
    expect(story.give(codeOff(0)).outcome).toBe('replayed');
    expect(story.memory.wrongInARow).toBe(0);
  });

  it('a replay counts where the policy says so', () => {
    const story = new Story({ ...plainPolicy, replayCounts: true });
    story.give(codeOff(0));
    story.give(codeOff(0));
    expect(story.memory.wrongInARow).toBe(1);
  });

  it('an earlier code that was never used is wrong once a later one was accepted', () => {
    const story = new Story(plainPolicy);
    story.give(codeOff(0));
    expect(story.give(codeOff(-1)).outcome).toBe('wrong');
  });

  it('a code is told as replayed long after its window, and as wrong when it is forgotten', () => {
    const story = new Story(plainPolicy, hotpKey);
    for (let counter = 0; counter <= 7; counter++) story.give(codeAt(counter));
    expect(story.give(codeAt(0)).outcome).toBe('replayed');
    story.give(codeAt(8));
    expect(story.give(codeAt(0)).outcome).toBe('wrong');
  });

  it('a used code is dead even where another factor of the window has the same', () => {
    const source: CodeSource = {
      values: (_key, ranges) => ranges.flatMap(({ count }) => Array<number>(count).fill(7)),
    };
    const story = new Story(plainPolicy, hotpKey);
    const first = verifyCode({ ...story.case('000007'), source });
    expect(first.outcome).toBe('accepted');
    const second = verifyCode({ ...story.case('000007'), memory: first.memory, source });
    expect(second.outcome).toBe('replayed');
  });

  it('of two factors with the same code the nearest to the middle is taken, the one behind first', () => {
    const alike =
      (...offsets: readonly number[]): CodeSource['values'] =>
      (_key, [range = { first: 0, count: 0 }]) =>
        Array.from({ length: range.count }, (_, i) =>
          offsets.includes(range.first + i - NOW / STEP) ? 7 : 8,
        );
    const wide = { ...plainPolicy, firstUse: { behind: 5, ahead: 5 } };
    const offsetOf = (...offsets: readonly number[]): number | undefined =>
      verifyCode({ ...new Story(wide).case('000007'), source: { values: alike(...offsets) } })
        .offset;
    expect(offsetOf(-4, 3, 5)).toBe(3);
    expect(offsetOf(3, -3)).toBe(-3);
    expect(offsetOf(-5, 0, 1)).toBe(0);
  });
});

describe('the work is the same whether a code is right or wrong', () => {
  it.each([
    ['right', codeOff(0)],
    ['right at the edge', codeOff(-1)],
    ['wrong', WRONG],
    ['not a code', 'x'],
    ['empty', ''],
  ])('%s: the same factors are made, once', (_, code) => {
    const asked: unknown[] = [];
    const source: CodeSource = {
      values: (key, ranges, challenge) => {
        asked.push(ranges);
        return oathCodeSource.values(key, ranges, challenge);
      },
    };
    verifyCode({ ...new Story(plainPolicy).case(code), source });
    const step = NOW / STEP;
    expect(asked).toEqual([
      [
        { first: step - 1, count: 3 },
        { first: 0, count: 0 },
      ],
    ]);
  });
});

describe('the lock', () => {
  it('comes with the last of so many wrong codes in a row, and then even a right one is locked', () => {
    const story = new Story(plainPolicy);
    expect(story.wrong(5)).toEqual(Array(5).fill('wrong'));
    expect(story.memory.lockedAt).toBe(NOW);
    expect(story.give(codeOff(0)).outcome).toBe('locked');
    expect(story.memory.lastFactor).toBeUndefined();
  });

  it('an accepted code starts the count anew', () => {
    const story = new Story(plainPolicy);
    story.wrong(4);
    story.give(codeOff(0));
    story.wrong(4);
    expect(story.memory).toMatchObject({ wrongInARow: 4 });
    expect(story.memory.lockedAt).toBeUndefined();
  });

  it('a hundred guesses, one after the other as a transaction makes them, count as a hundred', () => {
    const story = new Story({ ...plainPolicy, lockAfter: 100 });
    story.wrong(99);
    expect(story.memory.lockedAt).toBeUndefined();
    story.wrong(1);
    expect(story.memory).toMatchObject({ wrongInARow: 100, lockedAt: NOW, seen: 100 });
  });

  it('what comes while it is locked is not looked at and changes nothing', () => {
    const story = new Story(plainPolicy);
    story.wrong(5);
    const before = story.memory;
    story.wrong(95);
    expect(story.memory).toBe(before);
  });

  it('never comes where the policy has none', () => {
    const story = new Story({ ...plainPolicy, lockAfter: 0 });
    story.wrong(1000);
    expect(story.give(codeOff(0)).outcome).toBe('accepted');
  });

  it('wrong codes are forgotten after the policy’s while', () => {
    const story = new Story({ ...plainPolicy, forgetWrongAfterSeconds: 3600 });
    story.wrong(4);
    story.now += 3600;
    story.wrong(4);
    expect(story.memory).toMatchObject({ wrongInARow: 4 });
    expect(story.memory.lockedAt).toBeUndefined();
  });

  it('利用中止解除 lifts it: the count is gone, and used codes stay dead', () => {
    const story = new Story(plainPolicy);
    story.give(codeOff(0));
    story.wrong(5);
    story.memory = unlock(story.memory, 'release');
    expect(story.memory).toMatchObject({ wrongInARow: 0 });
    expect(story.give(codeOff(0)).outcome).toBe('replayed');
    expect(story.give(codeOff(1)).outcome).toBe('accepted');
  });

  it('a reset opens the window of the first use again, and used codes stay dead', () => {
    const policy = { ...following, firstUse: { behind: 20, ahead: 20 } };
    const story = new Story(policy);
    story.giveOff(1);
    story.now += 10 * STEP;
    expect(story.giveOff(15).outcome).toBe('wrong');
    story.memory = unlock(story.memory, 'reset');
    expect(story.giveOff(-9).outcome).toBe('replayed');
    expect(story.giveOff(15).outcome).toBe('accepted');
  });
});

describe('throttling (RFC 4226 §7.3)', () => {
  const policy = { ...plainPolicy, throttleSeconds: 5, lockAfter: 0 };

  it('after the n-th wrong code the next is looked at n × 5 s later', () => {
    const story = new Story(policy);
    for (let n = 1; n <= 6; n++) {
      expect(story.give(WRONG).outcome).toBe('wrong');
      expect(story.give(codeOff(0))).toMatchObject({ outcome: 'throttled', retryAfter: 5 * n });
      story.now += 5 * n - 1;
      expect(story.give(codeOff(0))).toMatchObject({ outcome: 'throttled', retryAfter: 1 });
      story.now += 1;
    }
    expect(story.giveOff(0).outcome).toBe('accepted');
  });

  it('holds across sessions: of a hundred parallel guesses one is looked at', () => {
    const story = new Story(policy);
    const outcomes = story.wrong(100);
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'throttled')).toHaveLength(99);
  });

  it('a bank’s clock that is set back lengthens no wait', () => {
    const story = new Story(policy);
    story.give(WRONG);
    story.now -= DAY;
    expect(story.give(WRONG)).toMatchObject({ outcome: 'throttled', retryAfter: 5 });
    story.now += 5;
    expect(story.give(WRONG).outcome).toBe('wrong');
  });
});

describe('drift', () => {
  it('is followed: a fob that falls back a step a month is accepted for years', () => {
    const story = new Story(following);
    for (let month = 0; month < 60; month++) {
      expect(story.giveOff(0 - month)).toMatchObject({ outcome: 'accepted', offset: 0 - month });
      story.now += 30 * DAY;
    }
    expect(story.memory.readings.length).toBeLessThanOrEqual(32);
    expect(story.memory.readings[0]).toEqual({ at: NOW, steps: 0 });
    expect(story.memory.readings.at(-1)?.steps).toBe(-59);
  });

  it('is not followed where the policy does not', () => {
    const story = new Story(plainPolicy);
    expect(story.giveOff(1).outcome).toBe('accepted');
    story.now += 10 * STEP;
    expect(story.giveOff(2).outcome).toBe('wrong');
  });
});

describe('judging', () => {
  it('changes nothing, and looks at a locked token too', () => {
    const story = new Story(plainPolicy);
    story.wrong(5);
    const before = structuredClone(story.memory);
    expect(judgeCode(story.case(codeOff(1)))).toMatchObject({ outcome: 'accepted', offset: 1 });
    expect(story.memory).toEqual(before);
  });

  it('takes another window', () => {
    const asked = new Story(plainPolicy).case(codeOff(-7));
    expect(judgeCode(asked).outcome).toBe('wrong');
    expect(judgeCode({ ...asked, window: { behind: 7, ahead: 0 } })).toMatchObject({
      outcome: 'accepted',
      offset: -7,
    });
  });

  it('tells the offset of a code that comes too late, as the bench’s relying party does', () => {
    const story = new Story(plainPolicy);
    story.giveOff(0);
    expect(judgeCode(story.case(codeOff(0)))).toMatchObject({ outcome: 'replayed', offset: 0 });
    expect(judgeCode(story.case(codeOff(-1)))).toMatchObject({ outcome: 'wrong', offset: -1 });
  });
});

describe('the edges of time and counters', () => {
  it('a time before T0 has no code but within the window', () => {
    const key = keyOf({ t0: NOW });
    const asked = { key, memory: freshMemory, policy: plainPolicy };
    const code = codeAt(0);
    expect(verifyCode({ ...asked, code, unixSeconds: NOW })).toMatchObject({ offset: 0 });
    expect(verifyCode({ ...asked, code, unixSeconds: NOW - STEP })).toMatchObject({ offset: 1 });
    expect(verifyCode({ ...asked, code, unixSeconds: NOW - 2 * STEP }).outcome).toBe('wrong');
    expect(verifyCode({ ...asked, code, unixSeconds: 0 }).outcome).toBe('wrong');
  });

  it('fractions of a second are dropped', () => {
    const story = new Story(plainPolicy);
    story.now += 29.999;
    expect(story.give(codeOff(0))).toMatchObject({ outcome: 'accepted', offset: 0 });
    expect(story.memory.acceptedAt).toBe(NOW + 29);
  });

  it('a counter token begins at the counter that it was loaded with', () => {
    const key = keyOf({ mode: 'hotp', counter: 100 });
    const story = new Story(plainPolicy, key);
    expect(story.give(codeAt(99)).outcome).toBe('wrong');
    expect(story.give(codeAt(100))).toMatchObject({ outcome: 'accepted', offset: 0 });
  });

  it('the last counter of all is accepted, and none after it', () => {
    const key = keyOf({ mode: 'hotp', counter: Number.MAX_SAFE_INTEGER });
    const story = new Story(plainPolicy, key);
    expect(story.give(codeAt(Number.MAX_SAFE_INTEGER)).outcome).toBe('accepted');
    expect(story.give(WRONG).outcome).toBe('wrong');
  });

  it('parameters that no token has are the caller’s fault', () => {
    const key = keyOf({ mode: 'ocra' });
    expect(() => new Story(plainPolicy, key).give(WRONG)).toThrow(UsageError);
    expect(() => new Story(plainPolicy, keyOf({ stepSeconds: 0 })).give(WRONG)).toThrow(UsageError);
    expect(totpKey.parameters.stepSeconds).toBe(STEP);
  });
});
