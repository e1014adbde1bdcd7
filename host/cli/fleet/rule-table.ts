import { ruleRows, type ToldReplacement } from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** As the report has it, under heads that fit a terminal. */
const HEAD = [
  'odds of those exchanged',
  'exchanged',
  'dead',
  'too early',
  'outliving',
  'days left',
  'cost in fobs',
] as const;

/** What each rule comes to, a line each, the plan's own among them. */
export function ruleTable(paint: Paint, replacement: ToldReplacement): string {
  return table(
    paint,
    HEAD,
    ruleRows(replacement).map(({ cells }) => cells),
  );
}
