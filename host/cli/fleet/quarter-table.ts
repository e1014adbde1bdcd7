import { deathsIn, grouped, type ToldReplacement } from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** A replacement plan, a line for each quarter in which something happens; empty where nothing does. */
export function quarterTable(paint: Paint, { plan, best }: ToldReplacement): string {
  const rows = plan.quarters.flatMap(({ span, replaced, died }, index) => {
    const unplanned = deathsIn(best, index);
    if (replaced + died + unplanned === 0) return [];
    return [[span.label, grouped(replaced), grouped(died), grouped(unplanned)]];
  });
  if (rows.length === 0) return '';
  const head = ['quarter', 'exchanged', 'dead before their turn', 'dead without a plan'];
  return table(paint, head, rows);
}
