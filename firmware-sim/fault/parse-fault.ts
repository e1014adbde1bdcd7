import { UsageError, TICKS_PER_SECOND } from '@fobkit/protocol';
import { findKind } from './catalogue.ts';
import { formatCondition, parseCondition } from './condition.ts';
import { formatDuration, parseDuration, readDuration } from './duration.ts';
import { type EventName, parseCounted } from './event.ts';
import { checkFault, type Fault, MOST_EVENTS, type Trigger } from './fault.ts';
import { formatUtc, parseUtc } from './utc.ts';

/** The options of `fob sim fault` that say when and how long, as the command line has them. */
export interface FaultOptions {
  /** `30s` from now, or a world time: `2027-01-01T00:00:00Z`, or unix seconds as `@1790000000`. */
  readonly at?: string | undefined;
  /** `frame:3`; `3` of the kind's own event. */
  readonly onNth?: string | undefined;
  /** `battery<10`, `temperature>50`, `lifecycle=ready`. */
  readonly when?: string | undefined;
  /** `0.1` for each of the kind's own event; `press:0.1`. */
  readonly chance?: string | undefined;
  readonly seed?: string | undefined;
  /** `2m`; `frame:3` for events. */
  readonly for?: string | undefined;
}

/**
 * The fault in the words of a command line: its kind, then its arguments.
 *
 * @throws UsageError that names the word at fault and says what is possible.
 */
export function parseFault(words: readonly string[], options: FaultOptions = {}): Fault {
  const [name, ...args] = words;
  if (name === undefined) throw new UsageError('which fault? as lcd.segment 2d');
  const { event } = findKind(name);
  return checkFault({
    kind: name,
    args,
    trigger: parseTrigger(options, event),
    ...(options.for === undefined ? {} : parseFor(options.for, event)),
    ...(options.seed === undefined
      ? {}
      : { seed: parseWhole('--seed', options.seed, 0, 4_294_967_295) }),
  });
}

/** The command line that `parseFault` reads back: `lcd.segment 2d --for 2m`. */
export function formatFault(fault: Fault): string {
  const { durationEvents, durationSeconds, seed } = fault;
  return [
    fault.kind,
    ...fault.args,
    ...formatTrigger(fault.trigger),
    ...(durationSeconds === undefined ? [] : ['--for', formatDuration(durationSeconds)]),
    ...(durationEvents === undefined
      ? []
      : ['--for', `${durationEvents.event}:${durationEvents.count}`]),
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
  ].join(' ');
}

function parseTrigger(options: FaultOptions, usual: EventName): Trigger {
  const given = (
    [
      ['--at', options.at],
      ['--on-nth', options.onNth],
      ['--when', options.when],
      ['--chance', options.chance],
    ] as const
  ).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const [first, second] = given;
  if (first === undefined) return { on: 'arming' };
  if (second !== undefined) {
    throw new UsageError(`${first.name} or ${second.name}, not both: a fault has one trigger`);
  }
  switch (first.name) {
    case '--at':
      return parseAt(first.value);
    case '--when':
      return { on: 'condition', condition: parseCondition(first.value) };
    case '--on-nth': {
      const { event, number } = parseCounted(first.value, '--on-nth', usual);
      return { on: 'nth', event, n: parseWhole('--on-nth', number) };
    }
    case '--chance': {
      const { event, number } = parseCounted(first.value, '--chance', usual);
      return { on: 'chance', event, probability: parseProbability(number) };
    }
  }
}

function parseAt(text: string): Trigger {
  const unix = /^@(\d{1,12})$/.exec(text)?.[1];
  const unixSeconds = unix === undefined ? parseUtc(text) : Number(unix);
  if (unixSeconds !== undefined) return { on: 'time', unixSeconds };
  const seconds = readDuration(text);
  if (seconds !== undefined) return { on: 'delay', seconds };
  throw new UsageError(
    `--at: "${text}" is no time: a delay as 30s, a date as 2027-01-01T00:00:00Z, or @ and unix seconds`,
  );
}

function parseFor(
  text: string,
  usual: EventName,
): Pick<Fault, 'durationSeconds'> | Pick<Fault, 'durationEvents'> {
  if (!text.includes(':')) return { durationSeconds: parseDuration(text, '--for') };
  const { event, number } = parseCounted(text, '--for', usual);
  return { durationEvents: { event, count: parseWhole('--for', number) } };
}

function parseWhole(option: string, text: string, from = 1, to = MOST_EVENTS): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= from && value <= to) return value;
  throw new UsageError(`${option}: "${text}" is wrong: a whole number from ${from} to ${to}`);
}

function parseProbability(text: string): number {
  const value = /^\d+(\.\d+)?(e-\d{1,2})?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && value <= 1) return value;
  throw new UsageError(`--chance: "${text}" is wrong: a probability above 0 up to 1, as 0.1`);
}

function formatTrigger(trigger: Trigger): readonly string[] {
  switch (trigger.on) {
    case 'arming':
      return [];
    case 'time':
      return ['--at', formatUtc(trigger.unixSeconds * TICKS_PER_SECOND)];
    case 'delay':
      return ['--at', formatDuration(trigger.seconds)];
    case 'nth':
      return ['--on-nth', `${trigger.event}:${trigger.n}`];
    case 'condition':
      return ['--when', formatCondition(trigger.condition)];
    case 'chance':
      return ['--chance', `${trigger.event}:${trigger.probability}`];
  }
}
