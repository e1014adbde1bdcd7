import { describe, expect, it } from 'vitest';
import { linOtp } from '../../../../host/bank/policy/presets/linotp.ts';
import { multiOtp } from '../../../../host/bank/policy/presets/multiotp.ts';
import {
  privacyIdea,
  privacyIdeaAutoResync,
} from '../../../../host/bank/policy/presets/privacyidea.ts';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { resynchronise } from '../../../../host/bank/verify/resynchronise.ts';
import { codeAt, codeOff, hotpKey, STEP, Story, totpKey, WRONG } from '../verify/verify-support.ts';

/** Give the code that is so many steps (or counters) off, a wrong one, two codes, or wait. */
type Act = number | 'wrong' | 'again' | readonly [number, number] | { readonly wait: number };
type Line = readonly [act: Act, outcome: string, wrongInARow: number, locked?: 'locked'];

/** Plays a table on a token that was used a while before, line by line. */
function replay(policy: Policy, lines: readonly Line[], key = totpKey): void {
  const story = new Story(policy, key);
  const timed = key.parameters.mode === 'totp';
  if (timed) story.giveOff(0);
  story.now += 10_000 * STEP;
  // Counters count from where the table begins, time from the moment.
  const code = (off: number): string => (timed ? codeOff(off, story.now) : codeAt(off));
  let last = '';
  for (const [i, [act, outcome, wrongInARow, locked]] of lines.entries()) {
    const where = `line ${String(i + 1)}`;
    if (typeof act === 'object' && 'wait' in act) story.now += act.wait;
    else if (typeof act === 'object') {
      const { memory, now: unixSeconds } = story;
      const codes = [code(act[0]), code(act[1])] as const;
      const verdict = resynchronise({ key, memory, policy, unixSeconds, codes });
      story.memory = verdict.memory;
      expect(verdict.outcome, where).toBe(outcome);
    } else {
      last = act === 'again' ? last : act === 'wrong' ? WRONG : code(act);
      expect(story.give(last).outcome, where).toBe(outcome);
    }
    expect(story.memory.wrongInARow, where).toBe(wrongInARow);
    expect(story.memory.lockedAt !== undefined, where).toBe(locked !== undefined);
  }
}

const times = (count: number, line: (n: number) => Line): Line[] =>
  Array.from({ length: count }, (_, i) => line(i + 1));

describe('privacyIDEA, defaults', () => {
  it('timeWindow 180 s: six steps behind, and ahead those before the sixth', () => {
    for (const off of [-6, 5]) replay(privacyIdea, [[off, 'accepted', 0]]);
    for (const off of [-7, 6]) replay(privacyIdea, [[off, 'wrong', 1]]);
  });

  it('the time shift is kept: the window follows', () => {
    replay(privacyIdea, [
      [5, 'accepted', 0],
      [{ wait: 600 }, '', 0],
      [10, 'accepted', 0],
      [{ wait: 600 }, '', 0],
      [3, 'wrong', 1],
      [4, 'accepted', 0],
    ]);
  });

  it('count window 10: the next counter and nine after it', () => {
    replay(privacyIdea, [[9, 'accepted', 0]], hotpKey);
    replay(privacyIdea, [[10, 'wrong', 1]], hotpKey);
  });

  it('a counter that was passed over is gone', () => {
    const lines: Line[] = [
      [4, 'accepted', 0],
      [3, 'wrong', 1],
      [5, 'accepted', 0],
    ];
    replay(privacyIdea, lines, hotpKey);
  });

  it('resync by hand: two consecutive codes within the sync window, then both are used', () => {
    for (const first of [-1001, 998]) replay(privacyIdea, [[[first, first + 1], 'ok', 0]]);
    for (const first of [-1002, 999]) replay(privacyIdea, [[[first, first + 1], 'refused', 1]]);
    replay(privacyIdea, [
      [[50, 52], 'refused', 1],
      [[50, 51], 'ok', 0],
      [51, 'replayed', 1],
      [52, 'accepted', 0],
    ]);
    replay(privacyIdea, [[[999, 1000], 'ok', 0]], hotpKey);
    replay(privacyIdea, [[[1000, 1001], 'refused', 1]], hotpKey);
  });

  it('a resync by hand does not open what the fail counter has locked', () => {
    replay(privacyIdea, [
      ...times(9, (n) => ['wrong', 'wrong', n]),
      ['wrong', 'wrong', 10, 'locked'],
      [[50, 51], 'locked', 10, 'locked'],
    ]);
  });

  it('max fail 10: the tenth wrong code locks, a success resets the counter', () => {
    replay(privacyIdea, [
      ...times(9, (n) => ['wrong', 'wrong', n]),
      [0, 'accepted', 0],
      ...times(9, (n) => ['wrong', 'wrong', n]),
      ['wrong', 'wrong', 10, 'locked'],
      [1, 'locked', 10, 'locked'],
    ]);
  });

  it('a code that was used before is a failure', () => {
    replay(privacyIdea, [
      [0, 'accepted', 0],
      ['again', 'replayed', 1],
    ]);
  });

  it('without AutoResync a code outside the window is just wrong', () => {
    replay(privacyIdea, [
      [50, 'wrong', 1],
      [51, 'wrong', 2],
    ]);
  });
});

describe('privacyIDEA with AutoResync', () => {
  it('the first code outside fails and is remembered, the next consecutive one is accepted', () => {
    replay(privacyIdeaAutoResync, [
      [50, 'resync-wanted', 1],
      [51, 'resynchronised', 0],
      [{ wait: 300 }, '', 0],
      [51, 'accepted', 0],
    ]);
  });

  it('resyncDiffLimit 1: the one after the next does not do', () => {
    replay(privacyIdeaAutoResync, [
      [50, 'resync-wanted', 1],
      [52, 'resync-wanted', 2],
    ]);
  });

  it('sync window 1000, no farther', () => {
    for (const off of [-1000, 999]) replay(privacyIdeaAutoResync, [[off, 'resync-wanted', 1]]);
    for (const off of [-1001, 1000]) replay(privacyIdeaAutoResync, [[off, 'wrong', 1]]);
    replay(privacyIdeaAutoResync, [[999, 'resync-wanted', 1]], hotpKey);
    replay(privacyIdeaAutoResync, [[1000, 'wrong', 1]], hotpKey);
  });

  it('a wrong code in between takes nothing away from the first', () => {
    replay(privacyIdeaAutoResync, [
      [50, 'resync-wanted', 1],
      ['wrong', 'wrong', 2],
      [51, 'resynchronised', 0],
    ]);
  });

  it('two codes of before the last one do not resynchronise', () => {
    replay(privacyIdeaAutoResync, [
      [50, 'resync-wanted', 1],
      [51, 'resynchronised', 0],
      [40, 'wrong', 1],
      [41, 'wrong', 2],
    ]);
  });
});

describe('LinOTP with AutoResync', () => {
  it('timeWindow 180 s, count window 10, sync window 1000, each without its end', () => {
    for (const off of [-6, 5]) replay(linOtp, [[off, 'accepted', 0]]);
    for (const off of [-1000, -7, 6, 999]) replay(linOtp, [[off, 'resync-wanted', 1]]);
    for (const off of [-1001, 1000]) replay(linOtp, [[off, 'wrong', 1]]);
    replay(linOtp, [[9, 'accepted', 0]], hotpKey);
    replay(linOtp, [[10, 'resync-wanted', 1]], hotpKey);
  });

  it('a second code that is too far from the first is a first one itself', () => {
    replay(linOtp, [
      [50, 'resync-wanted', 1],
      [60, 'resync-wanted', 2],
      [61, 'resynchronised', 0],
    ]);
  });

  it('resyncDiffLimit 3: the second code may be three after the first', () => {
    replay(linOtp, [
      [50, 'resync-wanted', 1],
      [53, 'resynchronised', 0],
    ]);
    replay(linOtp, [
      [50, 'resync-wanted', 1],
      [54, 'resync-wanted', 2],
    ]);
  });

  it('AutoResyncTimeout 240 s', () => {
    // Nine steps later the fob that is 50 ahead shows the code that is then 42 ahead.
    replay(linOtp, [
      [50, 'resync-wanted', 1],
      [{ wait: 240 }, '', 1],
      [43, 'resynchronised', 0],
    ]);
    replay(linOtp, [
      [50, 'resync-wanted', 1],
      [{ wait: 241 }, '', 1],
      [43, 'resync-wanted', 2],
    ]);
  });
});

describe('multiOTP, defaults', () => {
  it('max_time_window 600 s: to each side the steps before the twentieth', () => {
    for (const off of [-19, 19]) replay(multiOtp, [[off, 'accepted', 0]]);
    for (const off of [-20, 20]) replay(multiOtp, [[off, 'wrong', 1]]);
  });

  it('the delta of time is kept: the window follows', () => {
    replay(multiOtp, [
      [19, 'accepted', 0],
      [{ wait: 3000 }, '', 0],
      [38, 'accepted', 0],
    ]);
  });

  it('a used code, and one before it, is a failure; a right one forgets them', () => {
    replay(multiOtp, [
      [0, 'accepted', 0],
      ['again', 'replayed', 1],
      [-1, 'wrong', 2],
      [1, 'accepted', 0],
    ]);
  });

  it('three failures: 300 s to the next try; six: blocked; two consecutive codes unblock', () => {
    replay(multiOtp, [
      ...times(3, (n) => ['wrong', 'wrong', n]),
      [0, 'throttled', 3],
      [{ wait: 299 }, '', 3],
      [0, 'throttled', 3],
      [{ wait: 1 }, '', 3],
      ['wrong', 'wrong', 4],
      [{ wait: 300 }, '', 4],
      ['wrong', 'wrong', 5],
      [{ wait: 300 }, '', 5],
      ['wrong', 'wrong', 6, 'locked'],
      [{ wait: 300 }, '', 6, 'locked'],
      [0, 'locked', 6, 'locked'],
      [[5, 7], 'refused', 7, 'locked'],
      [{ wait: 300 }, '', 7, 'locked'],
      [[5, 6], 'ok', 0],
      [7, 'accepted', 0],
    ]);
  });

  it('max_time_resync_window 90,000 s: the steps before the 3,000th', () => {
    for (const first of [-2999, 2999]) replay(multiOtp, [[[first, first + 1], 'ok', 0]]);
    for (const first of [-3000, 3000]) replay(multiOtp, [[[first, first + 1], 'refused', 1]]);
  });

  it('max_event_window 100, max_event_resync_window 10,000, from the last counter accepted', () => {
    replay(multiOtp, [[98, 'accepted', 0]], hotpKey);
    replay(multiOtp, [[99, 'wrong', 1]], hotpKey);
    replay(multiOtp, [[[9998, 9999], 'ok', 0]], hotpKey);
    replay(multiOtp, [[[9999, 10_000], 'refused', 1]], hotpKey);
  });
});
