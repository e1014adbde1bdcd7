import { type Comparison, grouped, oneIn, percent, told } from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** Policies, those to choose from in bold. */
export function comparisonTable(paint: Paint, comparison: Comparison): string {
  const rows = comparison.map(({ name, figures, calls, odds, beatenBy }) => {
    const best = beatenBy.length === 0;
    return [
      best ? paint.bold(name) : name,
      told(calls),
      percent(figures.rejectedShare),
      grouped(figures.locked),
      figures.attackOdds === undefined ? '' : oneIn(odds),
      best ? 'on the frontier' : `beaten by ${beatenBy[0] ?? ''}`,
    ];
  });
  const head = ['policy', 'calls/1,000/year', 'rejected', 'locked', 'guesser', ''];
  return table(paint, head, rows);
}
