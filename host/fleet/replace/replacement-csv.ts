import { stringify } from 'csv-stringify/sync';
import type { FleetResult } from '../result/fleet-result.ts';
import { serialOf } from '../serials.ts';
import { knownAt, type KnownFob, type ReplacementPlan } from './plan.ts';

/** Why a fob is due, in a word or two: `reported`, `presses`, `age`. */
export type EndReasonOf = (fob: KnownFob) => string;

/** The plan as CSV, a row for every fob that is replaced, quarter by quarter. */
export function replacementCsv(
  result: FleetResult,
  plan: ReplacementPlan,
  reasonOf: EndReasonOf,
): string {
  const { serials } = result.facts;
  const { firstFob } = result.tally.fobs;
  const rows = plan.quarters.flatMap(({ span }, quarter) =>
    fobsOf(plan, quarter).map((fob) => {
      const known = knownAt(result, fob, span);
      const reason = known === undefined ? '' : reasonOf(known);
      return [serialOf(serials, firstFob + fob), span.label, reason];
    }),
  );
  return stringify([['serial', 'quarter', 'reason'], ...rows], { record_delimiter: '\r\n' });
}

function fobsOf({ turns }: ReplacementPlan, quarter: number): readonly number[] {
  const fobs: number[] = [];
  for (const [fob, turn] of turns.entries()) if (turn === quarter) fobs.push(fob);
  return fobs;
}
