import { describe, expect, it } from 'vitest';
import { fleetJudge } from '../../../../host/bank/kernel/fleet-judge.ts';
import { Verdict } from '../../../../host/bank/kernel/verdict.ts';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { DAY, NOW, plainPolicy, STEP } from '../verify/verify-support.ts';

const TOTP = { mode: 'totp', stepSeconds: STEP } as const;
const DUE = NOW / STEP;
const following: Policy = { ...plainPolicy, followsDrift: true };

/** A judge, and a memory of which the code that was due at `NOW` was accepted. */
function acceptedOnce(policy: Policy) {
  const judge = fleetJudge(policy, TOTP);
  const memory = new Float64Array(judge.width);
  judge.fresh(memory, 0);
  expect(judge.judge(memory, 0, NOW, DUE)).toBe(Verdict.accepted);
  return { judge, memory };
}

describe('nothing is certain', () => {
  it('where a stretch outlasts the days after which an idle token is locked', () => {
    const idle = { ...following.idle, lockAfterDays: 30 };
    const { judge, memory } = acceptedOnce({ ...following, idle });
    const from = NOW + DAY;
    expect(judge.surely(memory, 0, from, NOW + 30 * DAY)).toBe(0x1_0001);
    expect(judge.surely(memory, 0, from, NOW + 30 * DAY + 1)).toBe(-1);
  });

  it('where the window begins with the code that was accepted last', () => {
    const { judge, memory } = acceptedOnce(following);
    expect(judge.surely(memory, 0, NOW + 2 * STEP - 1, NOW + DAY)).toBe(-1);
    expect(judge.surely(memory, 0, NOW + 2 * STEP, NOW + DAY)).toBe(0x1_0001);
  });
});

it('a code that is in the window and the second of two is counted once among those accepted', () => {
  const resync = { ...plainPolicy.resync, automatic: true, gap: 3 };
  const { judge, memory } = acceptedOnce({ ...plainPolicy, resync });
  const [first, now] = [DUE + 3, NOW + STEP];
  expect(judge.judge(memory, 0, now, first)).toBe(Verdict.resyncWanted);
  for (let steps = 1; steps < 8; steps++) {
    const later = now + steps * STEP;
    let accepted = 0;
    for (let factor = DUE - 5; factor < DUE + 20; factor++) {
      const verdict = judge.judge(memory.slice(), 0, later, factor);
      if (verdict === Verdict.accepted || verdict === Verdict.resynchronised) accepted++;
    }
    expect(judge.accepts(memory, 0, later), `${String(steps)} steps later`).toBe(accepted);
  }
});
