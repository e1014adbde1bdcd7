import { UsageError } from '@fobkit/protocol';
import { kindWords, nearestOf, schemaWords, shown, suggestion } from '@fobkit/store/yaml';
import * as v from 'valibot';
import { policyFaults, type PolicyFault } from './nonsense.ts';
import { policySchema } from './policy-schema.ts';
import { policyWords } from './policy-words.ts';
import type { CodeWindow, Policy } from './policy.ts';
import { findPolicy, policies } from './presets/presets.ts';

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

/**
 * A policy from the parsed data of a file. `base` may name a policy that comes with the bank: what
 * the file says is put over it, in `idle` and `resync` field by field. A window may be one number:
 * as many steps to either side. An `idle.limit` that is not written is no narrower than `normal`.
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
    const names = policies.map(({ name }) => name);
    const { base } = isRecord(data) ? data : {};
    const nearest = typeof base === 'string' ? nearestOf(base, names) : undefined;
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    const message = `must be one of ${names.join(', ')}${hint}`;
    return { faults: [{ path: 'base', message }] };
  }
  const parsed = v.safeParse(policySchema, toBothSides(whole));
  if (!parsed.success) {
    return { faults: parsed.issues.map(faultOf) };
  }
  const policy = tellsLimit(data) ? parsed.output : limitedByNormal(parsed.output);
  const faults = policyFaults(policy);
  return faults.length > 0 ? { faults } : policy;
}

/** What is said over the policy that it is based on; undefined where there is none of that name. */
function overBase(data: unknown): unknown {
  if (!isRecord(data) || !Object.hasOwn(data, 'base')) return data ?? null;
  const { base, ...said } = data;
  const found = typeof base === 'string' ? findPolicy(base) : undefined;
  if (found === undefined) return undefined;
  const inner = (field: 'idle' | 'resync'): unknown =>
    isRecord(said[field]) ? { ...found[field], ...said[field] } : (said[field] ?? found[field]);
  return { ...policyWords(found), ...said, idle: inner('idle'), resync: inner('resync') };
}

function tellsLimit(data: unknown): boolean {
  return isRecord(data) && isRecord(data['idle']) && Object.hasOwn(data['idle'], 'limit');
}

/** The base's limit is no narrower than the window that was put over the base's. */
function limitedByNormal(policy: Policy): Policy {
  const { idle, normal } = policy;
  const limit: CodeWindow = {
    behind: Math.max(idle.limit.behind, normal.behind),
    ahead: Math.max(idle.limit.ahead, normal.ahead),
  };
  return { ...policy, idle: { ...idle, limit } };
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
  if (!message.startsWith('Invalid')) {
    const isScalar = typeof issue.input !== 'object' && message.startsWith('must be');
    return { path, message: isScalar ? `${message}, not ${shown(issue.input)}` : message };
  }
  if (expected === 'never') {
    const words = schemaWords(policySchema, keys.slice(0, -1));
    const message = `is no word here; ${suggestion(keys.at(-1) ?? '', words)}`;
    return { path, message, atKey: true };
  }
  if (received === 'undefined') return { path, message: 'is missing' };
  const wanted = `${kindWords(expected ?? 'something else')}${unitOf(keys.at(-1) ?? '')}`;
  return { path, message: `must be ${wanted}, not ${kindWords(received)}` };
}

/** A number has the unit of its word, and none beside it. */
function unitOf(word: string): string {
  if (word.endsWith('SecondsPerDay')) return ' of seconds a day';
  if (/seconds$/i.test(word)) return ' of seconds';
  return word.endsWith('Days') ? ' of days' : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
