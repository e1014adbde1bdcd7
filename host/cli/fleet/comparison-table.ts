import { type Comparison, grouped, oneIn, shareText, told } from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** Policies, those to choose from in bold. */
export function comparisonTable(paint: Paint, comparison: Comparison): string {
  const guessed = comparison.some(({ figures }) => figures.attackOdds !== undefined);
  const rows = comparison.map(({ name, figures, calls, odds, beatenBy }) => {
    const best = beatenBy.length === 0;
    return [
      best ? paint.bold(shortOf(name)) : shortOf(name),
      told(calls),
      ...(guessed ? [oneIn(odds)] : []),
      shareText(figures.rejectedShare),
      grouped(figures.locked),
      best ? 'on the frontier' : `beaten by ${shortOf(beatenBy[0] ?? '')}`,
    ];
  });
  const guesser = guessed ? ['guesser'] : [];
  const head = ['policy', 'calls/1,000/year', ...guesser, 'rejected', 'locked', ''];
  return table(paint, head, rows);
}

/** Names of policies that come to the same stand with = between; a line has no room for many. */
function shortOf(name: string): string {
  const [first = '', ...others] = name.split(' = ');
  return others.length < 2 ? name : `${first} = ${String(others.length)} others`;
}
