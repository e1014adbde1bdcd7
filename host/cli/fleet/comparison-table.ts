import {
  asksForSecond,
  type Comparison,
  firstName,
  grouped,
  oneIn,
  shareText,
  told,
} from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** Policies, those to choose from in bold; under them the names that a line has no room for. */
export function comparisonTable(paint: Paint, comparison: Comparison): string {
  const guessed = comparison.some(({ figures }) => figures.attackOdds !== undefined);
  const asked = asksForSecond(comparison);
  const rows = comparison.map(({ name, figures, calls, odds, beatenBy }) => {
    const best = beatenBy.length === 0;
    return [
      best ? paint.bold(shortOf(name)) : shortOf(name),
      told(calls),
      ...(guessed ? [oneIn(odds)] : []),
      shareText(figures.rejectedShare),
      ...(asked ? [shareText(figures.secondAskedShare)] : []),
      grouped(figures.locked),
      best ? 'on the frontier' : `beaten by ${firstName(beatenBy[0] ?? '')}`,
    ];
  });
  const head = [
    'policy',
    'calls/1,000/year',
    ...(guessed ? ['guesser'] : []),
    'rejected',
    ...(asked ? ['second code asked'] : []),
    'locked',
    '',
  ];
  return [table(paint, head, rows), ...comparison.flatMap(({ name }) => sameText(name))].join('\n');
}

/** Names of policies that come to the same stand with = between; a line has no room for many. */
function shortOf(name: string): string {
  const [first = '', ...others] = name.split(' = ');
  return others.length < 2 ? name : `${first} = ${String(others.length)} others`;
}

function sameText(name: string): readonly string[] {
  const [first = '', ...others] = name.split(' = ');
  return others.length < 2 ? [] : [`the same as ${first}: ${others.join(' / ')}`];
}
