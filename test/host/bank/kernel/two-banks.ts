import fc from 'fast-check';
import { expect } from 'vitest';
import { type FleetJudge, fleetJudge } from '../../../../host/bank/kernel/fleet-judge.ts';
import { LOCKS, Verdict } from '../../../../host/bank/kernel/verdict.ts';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import type { CodeSource } from '../../../../host/bank/verify/code-source.ts';
import { columnsOf } from '../../../../host/bank/verify/memory-numbers.ts';
import { resynchronise, type ResyncOutcome } from '../../../../host/bank/verify/resynchronise.ts';
import type { CodeOutcome, TokenKey } from '../../../../host/bank/verify/token-key.ts';
import { unlock } from '../../../../host/bank/verify/unlock.ts';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';
import { keyOf, Story } from '../verify/verify-support.ts';

/** What happens to a token; `off`: steps or counters from the middle of the bank's window. */
export type Event =
  | { readonly kind: 'code'; readonly off: number }
  | { readonly kind: 'twice'; readonly off: number; readonly gap: number }
  /** Two codes that are given together; without a gap the second is a wrong one. */
  | { readonly kind: 'together'; readonly off: number; readonly gap: number | undefined }
  | { readonly kind: 'again' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'unlock'; readonly how: 'release' | 'reset' };

const DAY = 86_400;
const offsets = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: -45, max: 45 }) },
  { weight: 1, arbitrary: fc.integer({ min: -1500, max: 1500 }) },
);
const seconds = fc.oneof(
  fc.constantFrom(0, 1, 5, 30, 60, 180, 300, 3600, -600, -DAY),
  fc.integer({ min: 0, max: 200 }).map((days) => days * DAY),
);

export const histories: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('code'), off: offsets }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('twice'),
        off: offsets,
        gap: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('together'),
        off: offsets,
        gap: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined, freq: 8 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('again') }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('wrong') }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait'), seconds }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('unlock'),
        how: fc.constantFrom('release', 'reset'),
      }),
    },
  ),
  { minLength: 1, maxLength: 40 },
);

const NUMBERS: Readonly<Record<CodeOutcome, number>> = {
  accepted: Verdict.accepted,
  wrong: Verdict.wrong,
  replayed: Verdict.replayed,
  locked: Verdict.locked,
  throttled: Verdict.throttled,
  'resync-wanted': Verdict.resyncWanted,
  resynchronised: Verdict.resynchronised,
};
const RESYNC_NUMBERS: Readonly<Record<Exclude<ResyncOutcome, 'not-offered'>, number>> = {
  ok: Verdict.resynchronised,
  refused: Verdict.wrong,
  locked: Verdict.locked,
  throttled: Verdict.throttled,
};
/** Ten digits that say more than a code's 31 bits. */
const NO_CODE = '9999999999';

/** Each factor shows itself: no two codes are alike. */
export const plainSource: CodeSource = {
  values: (_, ranges) =>
    ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i)),
};

/** One token at the bank, and the same one in a fleet. */
export class TwoBanks {
  readonly story: Story;
  readonly judge: FleetJudge;
  /** Between two others, which nothing may touch. */
  readonly memory: Float64Array;
  readonly #source: CodeSource;
  readonly outcomes: CodeOutcome[] = [];
  readonly resyncs: ResyncOutcome[] = [];

  constructor(policy: Policy, mode: 'totp' | 'hotp', stepSeconds: number, source: CodeSource) {
    const key: TokenKey = keyOf({ mode, stepSeconds, digits: 10 });
    this.story = new Story(policy, key);
    this.judge = fleetJudge(policy, { mode, stepSeconds });
    this.memory = new Float64Array(3 * this.judge.width).fill(7);
    this.judge.fresh(this.memory, this.at);
    this.#source = source;
  }

  get at(): number {
    return this.judge.width;
  }

  get middle(): number {
    return this.judge.middle(this.memory, this.at, this.story.now);
  }

  play(events: readonly Event[]): void {
    for (const one of events) {
      if (one.kind === 'wait') this.story.now += one.seconds;
      else if (one.kind === 'unlock') this.#unlock(one.how);
      else if (one.kind === 'wrong') this.#give(-1);
      else if (one.kind === 'again') this.#give(this.story.memory.lastFactor ?? -1);
      else {
        const factor = Math.max(0, this.middle + one.off);
        if (one.kind === 'together') this.#giveTwo(factor, one.gap);
        else this.#give(factor);
        if (one.kind === 'twice') this.#give(factor + one.gap);
      }
    }
    expect([...this.memory.filter((_, i) => i < this.at || i >= 2 * this.at)]).toEqual(
      new Array(2 * this.at).fill(7),
    );
  }

  #unlock(how: 'release' | 'reset'): void {
    this.story.memory = unlock(this.story.memory, how);
    this.judge.unlock(this.memory, this.at, how);
    this.#compare();
  }

  #give(factor: number): void {
    const { story, judge, at } = this;
    const { accepted = [], lastFactor, lockedAt } = story.memory;
    // The bank knows some more of the codes that it accepted; the fleet only the last.
    if (factor !== lastFactor && accepted.includes(factor)) return;
    const code = factor < 0 ? NO_CODE : this.#codeOf(factor);
    const [middle, reach] = [this.middle, judge.reach(this.memory, at, story.now)];
    const wait = judge.wait(this.memory, at, story.now);
    const verdict = verifyCode({ ...story.case(code), source: this.#source });
    story.memory = verdict.memory;
    const number = judge.judge(this.memory, at, story.now, factor);
    const locks = lockedAt === undefined && story.memory.lockedAt !== undefined;
    expect(number).toBe(NUMBERS[verdict.outcome] + (locks ? LOCKS : 0));
    this.outcomes.push(verdict.outcome);
    this.#compare();
    expect(reach < 0).toBe(verdict.outcome === 'locked' || verdict.outcome === 'throttled');
    expect(wait).toBe(verdict.retryAfter ?? (verdict.outcome === 'locked' ? Infinity : 0));
    if (/accepted|resync/.test(verdict.outcome)) {
      expect(factor - middle).toBeGreaterThanOrEqual(-Math.floor(reach / 0x1_0000));
      expect(factor - middle).toBeLessThanOrEqual(reach % 0x1_0000);
    }
  }

  #giveTwo(first: number, gap: number | undefined): void {
    const { at, judge, memory, story } = this;
    const { together } = judge;
    const second = gap === undefined ? -1 : Math.max(0, first + gap);
    const { lockedAt } = story.memory;
    const { code: _code, ...asked } = story.case('');
    const codes = [this.#codeOf(first), second < 0 ? NO_CODE : this.#codeOf(second)] as const;
    const verdict = resynchronise({ ...asked, codes, source: this.#source });
    story.memory = verdict.memory;
    this.resyncs.push(verdict.outcome);
    if (together === undefined) {
      // The bank may wait anew before it says so; a fleet does not ask.
      expect(verdict.outcome).toMatch(/not-offered|locked|throttled/);
      memory.set(columnsOf(story.memory), at);
      return;
    }
    if (verdict.outcome === 'not-offered') throw new Error('offered to fleets alone');
    const middle = this.middle;
    const seen = { first: [first], second: second < 0 ? [] : [second] };
    const number = together.judge(memory, at, story.now, seen);
    const locks = lockedAt === undefined && story.memory.lockedAt !== undefined;
    expect(number).toBe(RESYNC_NUMBERS[verdict.outcome] + (locks ? LOCKS : 0));
    this.#compare();
    if (verdict.outcome !== 'ok') return;
    expect(first - middle).toBeGreaterThanOrEqual(-together.behind);
    expect(second - middle).toBeLessThanOrEqual(together.ahead);
  }

  #codeOf(factor: number): string {
    const [value = 0] = Array.from(
      this.#source.values(this.story.key, [{ first: factor, count: 1 }], undefined),
    );
    return String(value).padStart(10, '0');
  }

  #compare(): void {
    const { at, memory, story } = this;
    expect([...memory.subarray(at, at + this.judge.width)]).toEqual([...columnsOf(story.memory)]);
  }
}
