import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { policies } from '../../../../host/bank/policy/presets/presets.ts';
import type { CodeVerdict, TokenKey } from '../../../../host/bank/verify/token-key.ts';
import { resynchronise } from '../../../../host/bank/verify/resynchronise.ts';
import { tokenMemory } from '../../../../host/bank/verify/token-memory.ts';
import { unlock } from '../../../../host/bank/verify/unlock.ts';
import { codeAt, hotpKey, plainPolicy, STEP, Story, totpKey } from './verify-support.ts';

type Event =
  | { readonly kind: 'code'; readonly off: number }
  | { readonly kind: 'again'; readonly back: number }
  | { readonly kind: 'guess'; readonly code: string }
  | { readonly kind: 'pair'; readonly off: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'unlock'; readonly how: 'release' | 'reset' };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('code'), off: offsets() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('again'), back: fc.nat(12) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('guess'),
      code: fc.oneof(fc.stringMatching(/^[0-9]{6}$/), fc.string({ maxLength: 8 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pair'), off: offsets() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      seconds: fc.constantFrom(0, 1, 29, 30, 300, 86_400, 86_400 * 100, -600),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unlock'),
      how: fc.constantFrom('release', 'reset'),
    }),
  },
);

function offsets(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -120, max: 120 }));
}

/** What a history did, one entry an attempt. */
interface Attempt {
  readonly codes: readonly string[];
  readonly outcome: string;
  readonly locked: boolean;
  readonly before: number;
  readonly after: number;
}

function play(story: Story, events: readonly Event[]): readonly Attempt[] {
  const attempts: Attempt[] = [];
  const given: string[] = [];
  const record = (codes: readonly string[], run: () => string): void => {
    const { lockedAt, lastFactor: before = -1 } = story.memory;
    const outcome = run();
    const { lastFactor: after = -1 } = story.memory;
    attempts.push({ codes, outcome, locked: lockedAt !== undefined, before, after });
    given.push(...codes);
    // What is remembered is bounded, plain JSON, and what the schema reads.
    const stored: unknown = JSON.parse(JSON.stringify(story.memory));
    expect(v.parse(tokenMemory, stored)).toEqual(story.memory);
  };
  const due = (): number =>
    story.key.parameters.mode === 'totp'
      ? Math.floor(story.now / STEP)
      : (story.memory.lastFactor ?? -1) + 1;
  for (const one of events) {
    if (one.kind === 'wait') story.now += one.seconds;
    else if (one.kind === 'unlock') story.memory = unlock(story.memory, one.how);
    else if (one.kind === 'pair') {
      const first = Math.max(0, due() + one.off);
      const codes = [codeAt(first), codeAt(first + 1)] as const;
      record(codes, () => {
        const { key, memory, policy, now: unixSeconds } = story;
        const verdict = resynchronise({ key, memory, policy, unixSeconds, codes });
        story.memory = verdict.memory;
        return verdict.outcome;
      });
    } else {
      const code =
        one.kind === 'code'
          ? codeAt(Math.max(0, due() + one.off))
          : one.kind === 'again'
            ? (given.at(-1 - one.back) ?? '123456')
            : one.code;
      record([code], () => story.give(code).outcome);
    }
  }
  return attempts;
}

const history = fc.array(event, { minLength: 1, maxLength: 60 });
const key = fc.constantFrom<TokenKey>(totpKey, hotpKey);
const policy = fc.constantFrom(plainPolicy, ...policies);
const taken = (outcome: string): boolean =>
  outcome === 'accepted' || outcome === 'resynchronised' || outcome === 'ok';

describe('random histories under every policy', () => {
  it('no factor is accepted twice, and none before one that was accepted', () => {
    fc.assert(
      fc.property(history, key, policy, (events, key, policy) => {
        for (const attempt of play(new Story(policy, key), events)) {
          if (taken(attempt.outcome)) expect(attempt.after).toBeGreaterThan(attempt.before);
          else expect(attempt.after).toBe(attempt.before);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('nothing is accepted while it is locked, but two codes where the policy says so', () => {
    fc.assert(
      fc.property(history, key, policy, (events, key, policy) => {
        for (const { locked, outcome, codes } of play(new Story(policy, key), events)) {
          if (!locked || (codes.length === 2 && policy.resync.unlocks === true)) continue;
          expect(outcome).toBe('locked');
        }
      }),
      { numRuns: 600 },
    );
  });

  it('between two accepted codes so many wrong ones lock, never one more', () => {
    fc.assert(
      fc.property(history, key, policy, (events, key, policy) => {
        fc.pre(policy.lockAfter > 0);
        let wrong = 0;
        const story = new Story(policy, key);
        for (const one of events) {
          const [attempt] = play(story, [one]);
          if (attempt === undefined) wrong = one.kind === 'unlock' ? 0 : wrong;
          else if (taken(attempt.outcome)) wrong = 0;
          else if (attempt.outcome === 'wrong') wrong++;
          if (story.memory.lockedAt === undefined) expect(wrong).toBeLessThan(policy.lockAfter);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('the same history gives the same memory', () => {
    fc.assert(
      fc.property(history, key, policy, (events, key, policy) => {
        const [one, two] = [new Story(policy, key), new Story(policy, key)];
        expect(play(one, events)).toEqual(play(two, events));
        expect(one.memory).toEqual(two.memory);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a memory from a database', () => {
  const good = (): CodeVerdict['memory'] => {
    const story = new Story(plainPolicy);
    story.giveOff(0);
    return story.memory;
  };

  it.each<[string, Record<string, unknown>]>([
    ['a factor that is no integer', { lastFactor: 1.5 }],
    ['a negative count', { wrongInARow: -1 }],
    ['readings without end', { readings: Array(33).fill({ at: 1, steps: 1 }) }],
    ['a text for a time', { acceptedAt: 'now' }],
    ['accepted factors without end', { accepted: Array(9).fill(1) }],
    ['a mark of another form', { answered: [{ mark: 'x', factor: 1 }] }],
    ['no drift', { driftSteps: undefined }],
  ])('%s is refused', (_, change) => {
    expect(v.safeParse(tokenMemory, { ...good(), ...change }).success).toBe(false);
  });
});
