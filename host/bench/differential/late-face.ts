import { type Face, isCode, type Observation, type Observed } from './observation.ts';

export interface LateFace {
  readonly left: string;
  readonly right: string;
}

export interface FaceOfRun {
  readonly run: Observed;
  readonly face: Observation<Face>;
}

/**
 * Whether one side surely showed a face later than the other by more than the tolerance: at the end
 * of a step it still showed the one before, so long after the step by which the other had changed.
 * When a code gives way to the next follows from the clock, and is no difference.
 */
export function lateFace(
  left: FaceOfRun,
  right: FaceOfRun,
  toleranceMs: number,
): LateFace | undefined {
  if ([left, right].some(({ face }) => isNextCode(face.seen))) return undefined;
  const rightLag = lagOf(right, left);
  if (rightLag > toleranceMs) return { left: told(left), right: told(right, rightLag) };
  const leftLag = lagOf(left, right);
  if (leftLag > toleranceMs) return { left: told(left, leftLag), right: told(right) };
  return undefined;
}

/** By how much a face came later at least than the other side lets one expect, in milliseconds. */
function lagOf(late: FaceOfRun, early: FaceOfRun): number {
  const ends = endsOf(late);
  const expected = ends[stepOf(early)];
  const stillOld = ends[stepOf(late) - 1];
  return expected === undefined || stillOld === undefined ? 0 : stillOld - expected;
}

/** The step after which it was seen: each fob is looked at when one of its steps ends. */
function stepOf(side: FaceOfRun): number {
  return endsOf(side).findIndex((end) => end >= side.face.seen.unixMs);
}

function endsOf({ run, face }: FaceOfRun): readonly number[] {
  return run.steps
    .filter(({ seen }) => seen.fob === face.seen.fob)
    .map(({ seen }) => seen.endUnixMs);
}

function isNextCode({ before, lcd }: Face): boolean {
  return before !== undefined && isCode(before) && isCode(lcd);
}

function told({ face }: FaceOfRun, lag?: number): string {
  return lag === undefined ? face.text : `${face.text}, later by at least ${String(lag)} ms`;
}
