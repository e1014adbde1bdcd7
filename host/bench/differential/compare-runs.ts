import { firstDifference } from '../bundle/first-difference.ts';
import type { MessageRecord, RunRecord, StepRecord } from '../run/record.ts';
import { compareFields, type FieldRules } from './compare-fields.ts';
import { type FaceOfRun, lateFace } from './late-face.ts';
import {
  type Face,
  isCode,
  linesUntil,
  type Observation,
  type Observed,
  observe,
} from './observation.ts';

/** What two runs of one scenario differ in. */
export type DifferenceKind = 'reply' | 'code' | 'display' | 'timing' | 'verdict';

export interface RunDifference {
  readonly kind: DifferenceKind;
  /** World milliseconds since the run began, on the left; on the right where the left has ended. */
  readonly at: number;
  /** What is compared: a field of a message, a step, the LCD. */
  readonly what: string;
  readonly left: string;
  readonly right: string;
  /** What was seen on each side up to there, latest last. */
  readonly context: { readonly left: readonly string[]; readonly right: readonly string[] };
}

export interface DiffOptions extends Partial<FieldRules> {
  /** Lines of context; 6 if absent. */
  readonly context?: number;
}

export const DEFAULT_TOLERANCE_MS = 2000;
const CONTEXT = 6;

type Found = Omit<RunDifference, 'at' | 'context'> | undefined;

/**
 * The first thing in which two runs of one scenario differ: a reply, a code, what the LCD showed, the
 * time that something took, a verdict. Undefined when they are alike. Runs with unlike parameters
 * differ in the texts of their steps on purpose: there a step is known by its place.
 */
export function compareRuns(
  left: RunRecord,
  right: RunRecord,
  options: DiffOptions = {},
): RunDifference | undefined {
  const { context = CONTEXT, ignore = [], toleranceMs = DEFAULT_TOLERANCE_MS } = options;
  const rules = { ignore, toleranceMs };
  const stepRules = { ...rules, sameParameters: haveSameParameters(left, right) };
  const a = observe(left);
  const b = observe(right);
  const found = [
    firstAnswer(a, b, rules),
    ...(a.faces.length === 0 || b.faces.length === 0
      ? []
      : [
          firstOf(
            a.faces,
            b.faces,
            (one, other) =>
              compareFaces(one, other, rules) ??
              compareTimes({ run: a, face: one }, { run: b, face: other }, rules),
          ),
        ]),
    firstOf(a.steps, b.steps, (one, other) => compareSteps(one, other, stepRules)),
  ].flatMap((one) => one ?? []);
  const [first] = found.sort((one, other) => one.at - other.at);
  return first === undefined ? undefined : withContext(first, a, b, context);
}

/** Replies that one side alone has show as verdicts of their steps. */
function firstAnswer(a: Observed, b: Observed, rules: FieldRules): Difference | undefined {
  const both = [...a.answers.keys()].filter((key) => b.answers.has(key));
  const of = ({ answers }: Observed): Observation<MessageRecord>[] =>
    both.flatMap((key) => answers.get(key) ?? []);
  return firstOf(of(a), of(b), (one, other) => compareMessages(one, other, rules));
}

/** With when each side was seen, its own milliseconds since its run began. */
type Difference = NonNullable<Found> & { readonly at: number; readonly rightAt: number };

function withContext(found: Difference, a: Observed, b: Observed, lines: number): RunDifference {
  const { rightAt, ...first } = found;
  const context = { left: linesUntil(a, first.at, lines), right: linesUntil(b, rightAt, lines) };
  return { ...first, context };
}

function firstOf<T>(
  left: readonly Observation<T>[],
  right: readonly Observation<T>[],
  compare: (a: Observation<T>, b: Observation<T>) => Found,
): Difference | undefined {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [a, b] = [left[index], right[index]];
    const at = (a ?? b)?.at ?? 0;
    const rightAt = (b ?? a)?.at ?? 0;
    const found =
      a === undefined || b === undefined
        ? ({ kind: 'verdict', what: 'what comes next', left: told(a), right: told(b) } as const)
        : compare(a, b);
    if (found !== undefined) return { ...found, at, rightAt };
  }
  return undefined;
}

function told<T>(one: Observation<T> | undefined): string {
  return one?.text ?? 'nothing more';
}

function compareMessages(
  a: Observation<MessageRecord>,
  b: Observation<MessageRecord>,
  rules: FieldRules,
): Found {
  const [left, right] = [a.seen, b.seen];
  if (left.status !== right.status)
    return { kind: 'reply', what: left.command, left: a.text, right: b.text };
  const fields = compareFields(left, right, rules);
  if (fields === undefined) return undefined;
  return {
    kind: kindOfField(fields.path) ?? 'reply',
    what: `${left.command} ${fields.path}`,
    left: valueText(fields.was),
    right: valueText(fields.is),
  };
}

function valueText(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function kindOfField(path: string): DifferenceKind | undefined {
  if (path === 'code') return 'code';
  return path.startsWith('clock error') ? 'timing' : undefined;
}

/** A self-test or a wink, and no code: it must be whole at any moment. */
const ALL_LIT = /^8+$/;

/** Codes of one moment are compared as they are, codes of two moments by their length. */
function compareFaces(
  a: Observation<Face>,
  b: Observation<Face>,
  { toleranceMs }: FieldRules,
): Found {
  const faces = [a.seen.lcd, b.seen.lcd];
  const codes = faces.every(isCode) && !faces.some((face) => ALL_LIT.test(face));
  const oneMoment = Math.abs(a.seen.unixMs - b.seen.unixMs) <= Math.min(toleranceMs, 100);
  const alike =
    codes && !oneMoment ? a.seen.lcd.length === b.seen.lcd.length : a.seen.lcd === b.seen.lcd;
  return alike ? undefined : { kind: 'display', what: 'the LCD', left: a.text, right: b.text };
}

function compareTimes(left: FaceOfRun, right: FaceOfRun, { toleranceMs }: FieldRules): Found {
  const late = lateFace(left, right, toleranceMs);
  return late === undefined ? undefined : { kind: 'timing', what: 'when the LCD changed', ...late };
}

interface StepRules extends FieldRules {
  readonly sameParameters: boolean;
}

function compareSteps(
  a: Observation<StepRecord>,
  b: Observation<StepRecord>,
  { sameParameters, toleranceMs }: StepRules,
): Found {
  const [left, right] = [a.seen, b.seen];
  const isOther = sameParameters ? left.text !== right.text : placeOf(left) !== placeOf(right);
  if (isOther || left.verdict !== right.verdict) {
    const why = (step: StepRecord): string =>
      step.message === undefined ? '' : ` (${step.message})`;
    return {
      kind: 'verdict',
      what: `step ${String(left.number)}`,
      left: `${a.text}${why(left)}`,
      right: `${b.text}${why(right)}`,
    };
  }
  // What is told to do another thing may take another time.
  if (left.text !== right.text) return undefined;
  const [took, otherTook] = [tookMs(left), tookMs(right)];
  if (Math.abs(took - otherTook) <= toleranceMs) return undefined;
  return {
    kind: 'timing',
    what: `how long step ${String(left.number)} ${left.text} took`,
    left: `${String(took)} ms`,
    right: `${String(otherTook)} ms`,
  };
}

function tookMs({ endUnixMs, startUnixMs }: StepRecord): number {
  return endUnixMs - startUnixMs;
}

function haveSameParameters(
  { scenario: left }: RunRecord,
  { scenario: right }: RunRecord,
): boolean {
  return firstDifference(left.parameters, right.parameters) === undefined;
}

function placeOf({ fob, kind, place }: StepRecord): string {
  return JSON.stringify([kind, fob, place.line, place.column]);
}
