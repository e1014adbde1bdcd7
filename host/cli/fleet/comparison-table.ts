import { type Comparison, grouped, oneIn, percent, told } from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** Policies, those to choose from in bold. */
export function comparisonTable(paint: Paint, comparison: Comparison): string {
  const guessed = comparison.some(({ figures }) => figures.attackOdds !== undefined);
  const rows = comparison.map(({ name, figures, calls, odds, beatenBy }) => {
    const best = beatenBy.length === 0;
    return [
      best ? paint.bold(name) : name,
      told(calls),
      ...(guessed ? [oneIn(odds)] : []),
      percent(figures.rejectedShare),
      grouped(figures.locked),
      best ? 'on the frontier' : `beaten by ${beatenBy[0] ?? ''}`,
    ];
  });
  const guesser = guessed ? ['guesser'] : [];
  const head = ['policy', 'calls/1,000/year', ...guesser, 'rejected', 'locked', ''];
  return table(paint, head, rows);
}
