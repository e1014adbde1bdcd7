import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { type ValueDifference, firstDifference } from '../bundle/first-difference.ts';
import type { MessageRecord } from '../run/record.ts';

export interface FieldRules {
  /** Fields of messages that may differ, as `deviceId` or `loaded.serialLabel`. */
  readonly ignore: readonly string[];
  /** How far two clocks, or two moments, may be apart. */
  readonly toleranceMs: number;
}

/** What follows from time or was measured, or tells the one fob from the other. */
const FREE = new Set([
  'deviceId',
  'batchKeyId',
  'clock',
  'uptime',
  'channelDelay',
  'batteryPercent',
  'batteryMillivolts',
  'deciCelsius',
  'secondsLeft',
  'resets',
  'presses',
  'sequence',
  'value',
]);

const TICKS_PER_MS = TICKS_PER_SECOND / 1000;

/**
 * Where two messages differ first, by the fields that are compared: what tells one fob from the
 * other and what was measured is not. Two codes are compared when their moving factors are one, two
 * clocks by their errors against world time.
 */
export function compareFields(
  left: MessageRecord,
  right: MessageRecord,
  rules: FieldRules,
): ValueDifference | undefined {
  const clocks = compareClocks(left, right, rules.toleranceMs);
  if (clocks !== undefined) return clocks;
  const apart = left.fields?.['movingFactor'] !== right.fields?.['movingFactor'];
  const dropped = apart ? ['movingFactor', 'code', 'unixTime', 'text'] : ['unixTime'];
  const drop = new Set([...FREE, ...dropped]);
  return firstDifference(
    without(left.fields ?? {}, drop, rules.ignore),
    without(right.fields ?? {}, drop, rules.ignore),
  );
}

/** A clock is told in ticks by GetStatus, in unix seconds by ReadCode. */
function compareClocks(
  left: MessageRecord,
  right: MessageRecord,
  toleranceMs: number,
): ValueDifference | undefined {
  const was = clockError(left);
  const is = clockError(right);
  if (was === undefined || is === undefined) return undefined;
  // Seconds are whole: up to one of them is how they are told.
  const coarse = left.fields?.['clock'] === undefined ? 1000 : 0;
  if (Math.abs(was - is) <= toleranceMs + coarse) return undefined;
  return { path: 'clock error, s', was: was / 1000, is: is / 1000 };
}

function clockError({ fields, unixMs }: MessageRecord): number | undefined {
  const ticks = fields?.['clock'];
  const seconds = fields?.['unixTime'];
  if (typeof ticks === 'number') return ticks / TICKS_PER_MS - unixMs;
  return typeof seconds === 'number' ? seconds * 1000 - unixMs : undefined;
}

function without(value: unknown, drop: ReadonlySet<string>, ignore: readonly string[]): unknown {
  return strip(value, [], (path, name) => drop.has(name) || ignore.includes(path));
}

function strip(
  value: unknown,
  path: readonly string[],
  isDropped: (path: string, name: string) => boolean,
): unknown {
  if (Array.isArray(value)) return value.map((one) => strip(one, path, isDropped));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    return isDropped(here.join('.'), name) ? [] : [[name, strip(inner, here, isDropped)] as const];
  });
  return Object.fromEntries(kept);
}
