import * as v from 'valibot';
import type { Policy } from './policy.ts';

/** Farthest that any window reaches: every code of it is made for each one that is judged. */
const FARTHEST = 10_000;
const YEAR_SECONDS = 366 * 86_400;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));
const integer = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('must be a whole number'),
    v.minValue(least, `must be ${String(least)} to ${String(most)}`),
    v.maxValue(most, `must be ${String(least)} to ${String(most)}`),
  );
const steps = integer(0, FARTHEST);
const window = v.strictObject({ behind: steps, ahead: steps }, ({ expected, message }) =>
  expected === 'Object' ? 'write { behind: 4, ahead: 2 }, or one number for both sides' : message,
);
const days = v.pipe(
  v.number(),
  v.minValue(0, 'must be 0 to 3660'),
  v.maxValue(3660, 'must be 0 to 3660'),
);
const rate = v.pipe(
  v.number(),
  v.minValue(0, 'must be 0 to 100'),
  v.maxValue(100, 'must be 0 to 100'),
  v.check(
    (seconds) => Number.isInteger(Math.round(seconds * 1e6) / 1000),
    'must have three decimals at most',
  ),
);
const flag = v.boolean();
const lockAfter = v.union(
  [
    v.pipe(
      v.literal('never'),
      v.transform(() => 0),
    ),
    v.pipe(
      v.number(),
      v.integer('must be a whole number, or never'),
      v.minValue(1, ({ input }) =>
        input === 0 ? '0 locks nobody; write lockAfter: never' : 'must be 1 to 1000, or never',
      ),
      v.maxValue(1000, 'must be 1 to 1000, or never'),
    ),
  ],
  'must be 1 to 1000, or never',
);

/** A policy as a file has it, whole; what each word is for, as docs/bank/policies.md has it too. */
export const policySchema = v.strictObject({
  name: v.pipe(
    text,
    v.maxLength(64),
    v.regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case words'),
    v.description('Its name: small letters, digits, hyphens.'),
  ),
  title: v.pipe(v.strictObject({ en: text, ja: text }), v.description('As people read it.')),
  source: v.pipe(text, v.description('Where its numbers are from.')),
  windowStepSeconds: v.exactOptional(
    v.pipe(integer(1, 86_400), v.description('Seconds of the step in which windows are told.')),
  ),
  counters: v.exactOptional(
    v.pipe(
      v.strictObject({ lookAhead: steps, resyncLookAhead: steps }),
      v.description('Windows of HOTP, in counters; those of the steps, ahead, if absent.'),
    ),
  ),
  firstUse: v.pipe(window, v.description('Window before the first accepted code, in steps.')),
  normal: v.pipe(window, v.description('Window of every other code, in steps.')),
  idle: v.pipe(
    v.strictObject({
      afterDays: v.pipe(days, v.description('Days without a code before the window grows.')),
      behindSecondsPerDay: v.pipe(rate, v.description('Seconds a day by which it grows behind.')),
      aheadSecondsPerDay: v.pipe(rate, v.description('Seconds a day by which it grows ahead.')),
      limit: v.pipe(window, v.description('How wide it grows at most, in steps.')),
      lockAfterDays: v.exactOptional(
        v.pipe(integer(1, 3660), v.description('Days without a code after which it locks.')),
      ),
    }),
    v.description('What time without an accepted code does to the window.'),
  ),
  followsDrift: v.pipe(flag, v.description('Whether the window moves with the last code.')),
  resync: v.pipe(
    v.strictObject({
      window: v.pipe(window, v.description('Where two consecutive codes are looked for; 0: not.')),
      automatic: v.pipe(flag, v.description('Whether two such logins in a row do it.')),
      withinSeconds: v.pipe(
        integer(0, 86_400),
        v.description('Seconds for which the first of the two is remembered.'),
      ),
      gap: v.exactOptional(
        v.pipe(integer(1, 10), v.description('Most steps from the first to the second.')),
      ),
      afterWrong: v.exactOptional(
        v.pipe(
          v.strictObject({
            wrong: v.pipe(integer(1, 1000), v.description('Wrong codes in a row.')),
            window: v.pipe(window, v.description('Where the first is looked for then.')),
            always: v.exactOptional(
              v.pipe(flag, v.description('Whether no code is accepted alone then.')),
            ),
          }),
          v.description('Another window after wrong codes in a row.'),
        ),
      ),
      byHand: v.exactOptional(
        v.pipe(window, v.description('Where two codes given together are looked for.')),
      ),
      firstCounts: v.exactOptional(
        v.pipe(flag, v.description('Whether the first of the two counts as wrong.')),
      ),
      wrongNextLocks: v.exactOptional(
        v.pipe(flag, v.description('Whether a code that is not the next one locks.')),
      ),
      unlocks: v.exactOptional(
        v.pipe(flag, v.description('Whether two consecutive codes lift a lock.')),
      ),
    }),
    v.description('Two consecutive codes that put a clock or a counter right.'),
  ),
  lockAfter: v.pipe(lockAfter, v.description('Wrong codes in a row that lock; or never.')),
  replayCounts: v.exactOptional(
    v.pipe(flag, v.description('Whether a code that was used already counts as wrong.')),
  ),
  throttleSeconds: v.pipe(
    integer(0, 86_400),
    v.description('Seconds × n to wait after the n-th wrong code in a row; 0: none.'),
  ),
  delay: v.exactOptional(
    v.pipe(
      v.strictObject({
        afterWrong: v.pipe(integer(1, 1000), v.description('From so many wrong codes on.')),
        seconds: v.pipe(integer(1, 86_400), v.description('Seconds to wait after each.')),
      }),
      v.description('A wait of the same length after each wrong code.'),
    ),
  ),
  forgetWrongAfterSeconds: v.pipe(
    integer(0, YEAR_SECONDS),
    v.description('Seconds after which wrong codes are forgotten; 0: never.'),
  ),
}) satisfies v.GenericSchema<unknown, Policy>;
