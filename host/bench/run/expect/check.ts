import type { Expectation, ExpectationKind } from '../../scenario/model.ts';
import type { RunContext } from '../context.ts';
import type { FobUnderRun } from '../fob-under-run.ts';

/** What an expectation came to. */
export interface Check {
  readonly holds: boolean;
  /** What was found: `the LCD shows 123456`. */
  readonly found: string;
  /** There was nothing to look at: it holds, and proves nothing. */
  readonly isVacuous?: true;
}

/** Looks whether one kind of expectation holds. */
export type Checks<K extends ExpectationKind> = (
  wish: Extract<Expectation, { kind: K }>,
  fob: FobUnderRun,
  run: RunContext,
) => Promise<Check>;

export function check(holds: boolean, found: string): Check {
  return { holds, found };
}

export function vacuous(found: string): Check {
  return { holds: true, found, isVacuous: true };
}
