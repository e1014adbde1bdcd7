import { grouped, percent, type ToldReplacement } from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** A replacement plan, a line for each quarter in which something happens. */
export function quarterTable(paint: Paint, { plan, best }: ToldReplacement): string {
  const rows = plan.quarters.flatMap(({ span, replaced, died }, index) => {
    const ideal = best.quarters[index]?.replaced ?? 0;
    if (replaced + died + ideal === 0) return [];
    const ends = replaced + died;
    const share = ends === 0 ? '' : percent(died / ends);
    return [[span.label, grouped(replaced), grouped(died), share, grouped(ideal)]];
  });
  const head = ['quarter', 'exchanged', 'dead before', 'of the ends', 'would have died'];
  return table(paint, head, rows);
}
