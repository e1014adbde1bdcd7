import { UsageError } from '@fobkit/protocol';
import { kindWords, schemaWords, suggestion } from '@fobkit/store/yaml';
import * as v from 'valibot';
import { policyFaults, type PolicyFault } from './nonsense.ts';
import type { Policy } from './policy.ts';
import { findPolicy, policies } from './presets/presets.ts';

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

/** Where windows stand, and what stands around them. */
const WINDOWS: ReadonlySet<string> = new Set([
  'firstUse',
  'normal',
  'idle.limit',
  'resync.window',
  'resync.byHand',
  'resync.afterWrong.window',
]);
const OUTER: ReadonlySet<string> = new Set(['idle', 'resync', 'resync.afterWrong']);

/** A policy as a file has it, whole. */
const policySchema: v.GenericSchema<unknown, Policy> = v.strictObject({
  name: v.pipe(text, v.maxLength(64), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case words')),
  title: v.strictObject({ en: text, ja: text }),
  source: text,
  windowStepSeconds: v.exactOptional(integer(1, 86_400)),
  counters: v.exactOptional(v.strictObject({ lookAhead: steps, resyncLookAhead: steps })),
  firstUse: window,
  normal: window,
  idle: v.strictObject({
    afterDays: days,
    behindSecondsPerDay: rate,
    aheadSecondsPerDay: rate,
    limit: window,
    lockAfterDays: v.exactOptional(integer(1, 3660)),
  }),
  followsDrift: v.boolean(),
  resync: v.strictObject({
    window,
    automatic: v.boolean(),
    withinSeconds: integer(0, 86_400),
    gap: v.exactOptional(integer(1, 10)),
    afterWrong: v.exactOptional(
      v.strictObject({ wrong: integer(1, 1000), window, always: v.exactOptional(v.boolean()) }),
    ),
    byHand: v.exactOptional(window),
    firstCounts: v.exactOptional(v.boolean()),
    wrongNextLocks: v.exactOptional(v.boolean()),
    unlocks: v.exactOptional(v.boolean()),
  }),
  lockAfter: integer(0, 1000),
  replayCounts: v.exactOptional(v.boolean()),
  throttleSeconds: integer(0, 86_400),
  delay: v.exactOptional(
    v.strictObject({ afterWrong: integer(1, 1000), seconds: integer(1, 86_400) }),
  ),
  forgetWrongAfterSeconds: integer(0, YEAR_SECONDS),
});

/**
 * A policy from the parsed data of a file. `base` may name a policy that comes with the bank: what
 * the file says is put over it, in `idle` and `resync` field by field. A window may be one number:
 * as many steps to either side.
 * @throws UsageError with every fault as `file: field: what is wrong`
 */
export function readPolicy(data: unknown, file: string): Policy {
  const read = parsePolicy(data);
  if (!('faults' in read)) return read;
  const lines = read.faults.map(({ path, message }) => `${file}: ${path}: ${message}`);
  throw new UsageError(lines.join('\n'));
}

/** As `readPolicy`, and everything that is wrong by its place. */
export function parsePolicy(data: unknown): Policy | { readonly faults: readonly PolicyFault[] } {
  const whole = overBase(data);
  if (whole === undefined) {
    const message = `must be one of ${policies.map(({ name }) => name).join(', ')}`;
    return { faults: [{ path: 'base', message }] };
  }
  const parsed = v.safeParse(policySchema, toBothSides(whole));
  if (!parsed.success) {
    return { faults: parsed.issues.map(faultOf) };
  }
  const faults = policyFaults(parsed.output);
  return faults.length > 0 ? { faults } : parsed.output;
}

/** What is said over the policy that it is based on; undefined where there is none of that name. */
function overBase(data: unknown): unknown {
  if (!isRecord(data) || !Object.hasOwn(data, 'base')) return data ?? null;
  const { base, ...said } = data;
  const found = typeof base === 'string' ? findPolicy(base) : undefined;
  if (found === undefined) return undefined;
  const inner = (field: 'idle' | 'resync'): unknown =>
    isRecord(said[field]) ? { ...found[field], ...said[field] } : (said[field] ?? found[field]);
  return { ...found, ...said, idle: inner('idle'), resync: inner('resync') };
}

/** One number for a window stands for both of its sides. */
function toBothSides(data: unknown, path = ''): unknown {
  if (WINDOWS.has(path) && typeof data === 'number') return { behind: data, ahead: data };
  if (!isRecord(data)) return data;
  const entries = Object.entries(data).map(([word, value]): [string, unknown] => {
    const inner = path === '' ? word : `${path}.${word}`;
    return [word, OUTER.has(inner) || WINDOWS.has(inner) ? toBothSides(value, inner) : value];
  });
  return Object.fromEntries(entries);
}

function faultOf(issue: v.BaseIssue<unknown>): PolicyFault {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  const isList = Array.isArray(issue.path?.at(-1)?.input);
  const path = (isList ? keys.slice(0, -1) : keys).join('.') || 'policy';
  const { expected, message, received } = issue;
  if (isList) return { path, message: `must be ${kindWords('Object')}, not a list` };
  if (!message.startsWith('Invalid')) return { path, message };
  if (expected === 'never') {
    const words = schemaWords(policySchema, keys.slice(0, -1));
    return { path, message: `is no word here; ${suggestion(keys.at(-1) ?? '', words)}` };
  }
  if (received === 'undefined') return { path, message: 'is missing' };
  return {
    path,
    message: `must be ${kindWords(expected ?? 'something else')}, not ${kindWords(received)}`,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
