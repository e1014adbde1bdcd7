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
  it('timeWindow 180 s: six steps to each side, seven are wrong', () => {
    for (const off of [-6, 6]) replay(privacyIdea, [[off, 'accepted', 0]]);
    for (const off of [-7, 7]) replay(privacyIdea, [[off, 'wrong', 1]]);
  });

  it('the time shift is kept: the window follows', () => {
    replay(privacyIdea, [
      [6, 'accepted', 0],
      [{ wait: 600 }, '', 0],
      [12, 'accepted', 0],
    ]);
  });

  it('count window 10', () => {
    replay(privacyIdea, [[10, 'accepted', 0]], hotpKey);
    replay(privacyIdea, [[11, 'wrong', 1]], hotpKey);
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
    replay(privacyIdeaAutoResync, [[1000, 'resync-wanted', 1]]);
    replay(privacyIdeaAutoResync, [[1001, 'wrong', 1]]);
    replay(privacyIdeaAutoResync, [[1000, 'resync-wanted', 1]], hotpKey);
    replay(privacyIdeaAutoResync, [[1001, 'wrong', 1]], hotpKey);
  });
});

describe('LinOTP with AutoResync', () => {
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
  it('max_time_window 600 s: twenty steps to each side', () => {
    for (const off of [-20, 20]) replay(multiOtp, [[off, 'accepted', 0]]);
    for (const off of [-21, 21]) replay(multiOtp, [[off, 'wrong', 1]]);
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

  it('max_time_resync_window 90,000 s: 3,000 steps', () => {
    replay(multiOtp, [[[3000, 3001], 'ok', 0]]);
    replay(multiOtp, [[[3001, 3002], 'refused', 1]]);
  });

  it('max_event_window 100, max_event_resync_window 10,000', () => {
    replay(multiOtp, [[100, 'accepted', 0]], hotpKey);
    replay(multiOtp, [[101, 'wrong', 1]], hotpKey);
    replay(multiOtp, [[[10_000, 10_001], 'ok', 0]], hotpKey);
    replay(multiOtp, [[[10_001, 10_002], 'refused', 1]], hotpKey);
  });
});
