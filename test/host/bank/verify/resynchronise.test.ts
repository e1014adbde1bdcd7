import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { resynchronise } from '../../../../host/bank/verify/resynchronise.ts';
import {
  codeAt,
  codeOff,
  hotpKey,
  NOW,
  plainPolicy,
  STEP,
  Story,
  WRONG,
} from './verify-support.ts';

const automatic: Policy = {
  ...plainPolicy,
  resync: { window: { behind: 100, ahead: 100 }, automatic: true, withinSeconds: 300 },
};

function resync(story: Story, codes: readonly [string, string]) {
  const { key, memory, policy, now: unixSeconds } = story;
  const verdict = resynchronise({ key, memory, policy, unixSeconds, codes });
  story.memory = verdict.memory;
  return verdict;
}

describe('by itself, with the next consecutive code', () => {
  it('the first code is wanted again, the next one resynchronises, and the middle is there', () => {
    const story = new Story(automatic);
    expect(story.giveOff(-50)).toMatchObject({ outcome: 'resync-wanted' });
    story.now += STEP;
    expect(story.giveOff(-50)).toMatchObject({ outcome: 'resynchronised', offset: -50 });
    story.now += 10 * STEP;
    expect(story.giveOff(-50)).toMatchObject({ outcome: 'accepted', offset: -50 });
  });

  it('both codes are dead then', () => {
    const story = new Story(automatic);
    story.giveOff(50);
    story.give(codeOff(51));
    expect(story.give(codeOff(51)).outcome).toBe('replayed');
    expect(story.give(codeOff(50)).outcome).toBe('wrong');
  });

  it('the first code again is no second one', () => {
    const story = new Story(automatic);
    story.giveOff(50);
    expect(story.give(codeOff(50)).outcome).toBe('resync-wanted');
  });

  it('a code after the next one is a first one again, unless the policy has a gap', () => {
    const story = new Story(automatic);
    story.giveOff(50);
    expect(story.give(codeOff(52)).outcome).toBe('resync-wanted');
    expect(story.give(codeOff(53)).outcome).toBe('resynchronised');
    const gap = new Story({ ...automatic, resync: { ...automatic.resync, gap: 3 } });
    gap.giveOff(50);
    expect(gap.give(codeOff(53)).outcome).toBe('resynchronised');
  });

  it('the first code is forgotten after the policy’s time', () => {
    const story = new Story(automatic);
    story.giveOff(50);
    story.now += 301;
    expect(story.give(codeOff(51, NOW)).outcome).toBe('resync-wanted');
  });

  it('a code in the window is accepted at once, and ends it', () => {
    const story = new Story(automatic);
    story.giveOff(50);
    expect(story.giveOff(0).outcome).toBe('accepted');
    expect(story.memory.resync).toBeUndefined();
  });

  it('an old code from before the last accepted one is wrong, though it lies in the wide window', () => {
    const story = new Story(automatic);
    story.giveOff(0);
    expect(story.giveOff(-50).outcome).toBe('wrong');
  });

  it('a first code does not count as wrong, unless the policy says so', () => {
    const free = new Story(automatic);
    free.giveOff(50);
    expect(free.memory.wrongInARow).toBe(0);
    const counts = new Story({ ...automatic, resync: { ...automatic.resync, firstCounts: true } });
    counts.giveOff(50);
    expect(counts.memory.wrongInARow).toBe(1);
  });

  it('counters: a fob that was pressed too often comes back with two codes', () => {
    const story = new Story(automatic, hotpKey);
    expect(story.give(codeAt(60)).outcome).toBe('resync-wanted');
    expect(story.give(codeAt(61))).toMatchObject({ outcome: 'resynchronised', offset: 61 });
    expect(story.give(codeAt(62))).toMatchObject({ outcome: 'accepted', offset: 0 });
  });
});

describe('by two codes together (時刻補正)', () => {
  it('moves the middle even where the policy does not follow the drift', () => {
    const story = new Story(plainPolicy);
    expect(resync(story, [codeOff(40), codeOff(41)])).toMatchObject({ outcome: 'ok', offset: 41 });
    story.now += 5 * STEP;
    expect(story.giveOff(41).outcome).toBe('accepted');
  });

  it.each([
    ['in the wrong order', codeOff(41), codeOff(40)],
    ['not consecutive', codeOff(40), codeOff(42)],
    ['twice the same', codeOff(40), codeOff(40)],
    ['the second wrong', codeOff(40), WRONG],
    ['outside the wide window', codeOff(101), codeOff(102)],
    ['not codes', '', 'x'],
  ])('%s: refused, and one wrong code more', (_, first, second) => {
    const story = new Story(plainPolicy);
    expect(resync(story, [first, second]).outcome).toBe('refused');
    expect(story.memory).toMatchObject({ wrongInARow: 1, driftSteps: 0 });
  });

  it('at the edge of the wide window the second code may lie one outside', () => {
    expect(resync(new Story(plainPolicy), [codeOff(100), codeOff(101)]).outcome).toBe('ok');
    expect(resync(new Story(plainPolicy), [codeOff(-100), codeOff(-99)]).outcome).toBe('ok');
  });

  it('codes that were used are refused', () => {
    const story = new Story(plainPolicy);
    story.giveOff(0);
    expect(resync(story, [codeOff(-1), codeOff(0)]).outcome).toBe('refused');
    expect(resync(story, [codeOff(0), codeOff(1)]).outcome).toBe('refused');
    expect(resync(story, [codeOff(1), codeOff(2)]).outcome).toBe('ok');
  });

  it('so many refused tries lock as wrong codes do', () => {
    const story = new Story(plainPolicy);
    for (let i = 0; i < 5; i++) resync(story, [WRONG, WRONG]);
    expect(resync(story, [codeOff(1), codeOff(2)]).outcome).toBe('locked');
  });

  it('a locked token is refused, unless two codes open the lock by the policy', () => {
    const locked = new Story(plainPolicy);
    locked.wrong(5);
    expect(resync(locked, [codeOff(1), codeOff(2)]).outcome).toBe('locked');
    const opened = new Story({ ...plainPolicy, resync: { ...plainPolicy.resync, unlocks: true } });
    opened.wrong(5);
    expect(resync(opened, [codeOff(1), codeOff(2)]).outcome).toBe('ok');
    expect(opened.memory.lockedAt).toBeUndefined();
    expect(opened.giveOff(3).outcome).toBe('accepted');
  });

  it('is throttled as codes are', () => {
    const story = new Story({ ...plainPolicy, throttleSeconds: 5 });
    story.wrong(1);
    expect(resync(story, [codeOff(1), codeOff(2)])).toMatchObject({
      outcome: 'throttled',
      retryAfter: 5,
    });
  });

  it('a bank’s clock that is set back lengthens no wait', () => {
    const story = new Story({ ...plainPolicy, throttleSeconds: 5 });
    story.wrong(1);
    story.now -= 3600;
    expect(resync(story, [codeOff(1), codeOff(2)]).outcome).toBe('throttled');
    story.now += 5;
    expect(resync(story, [codeOff(1, story.now), codeOff(2, story.now)]).outcome).toBe('ok');
  });

  it('are two codes more that the bank has seen, taken or not', () => {
    const story = new Story(plainPolicy);
    resync(story, [WRONG, WRONG]);
    expect(story.memory.seen).toBe(2);
    resync(story, [codeOff(1), codeOff(2)]);
    expect(story.memory.seen).toBe(4);
  });

  it('is not offered without a window', () => {
    const none = { ...plainPolicy.resync, window: { behind: 0, ahead: 0 } };
    const { counters: _counters, ...policy } = plainPolicy;
    const story = new Story({ ...policy, resync: none });
    expect(resync(story, [codeOff(0), codeOff(1)]).outcome).toBe('not-offered');
  });

  it('counters: two codes far ahead', () => {
    const story = new Story(plainPolicy, hotpKey);
    expect(resync(story, [codeAt(100), codeAt(101)])).toMatchObject({ outcome: 'ok', offset: 101 });
    expect(story.give(codeAt(102)).outcome).toBe('accepted');
  });
});
