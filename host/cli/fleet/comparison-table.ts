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

/** Policies by number, those to choose from in bold; under them the names that have no room there. */
export function comparisonTable(paint: Paint, comparison: Comparison): string {
  const guessed = comparison.some(({ figures }) => figures.attackOdds !== undefined);
  const asked = asksForSecond(comparison);
  const numberOf = (name: string | undefined): string =>
    String(comparison.findIndex((one) => one.name === name) + 1);
  const rows = comparison.map(({ name, figures, calls, odds, beatenBy }) => {
    const best = beatenBy.length === 0;
    return [
      numberOf(name),
      best ? paint.bold(shortOf(name)) : shortOf(name),
      told(calls),
      ...(guessed ? [oneIn(odds)] : []),
      shareText(figures.rejectedShare),
      ...(asked ? [shareText(figures.secondAskedShare)] : []),
      grouped(figures.locked),
      best ? 'on the frontier' : `beaten by ${numberOf(beatenBy[0])}`,
    ];
  });
  const head = [
    'no.',
    'policy',
    'calls/1,000/year',
    ...(guessed ? ['guesser'] : []),
    'rejected',
    ...(asked ? ['second code asked'] : []),
    'locked',
    '',
  ];
  const same = comparison.flatMap(({ name }) => sameText(numberOf(name), name));
  return [table(paint, head, rows), ...same].join('\n');
}

/** Names of policies that come to the same stand with = between; a line has no room for them. */
function shortOf(name: string): string {
  const others = name.split(' = ').length - 1;
  const more = others === 1 ? '1 other' : `${String(others)} others`;
  return others === 0 ? name : `${firstName(name)} = ${more}`;
}

function sameText(number: string, name: string): readonly string[] {
  const [, ...others] = name.split(' = ');
  return others.length === 0 ? [] : [`the same as ${number}: ${others.join(' / ')}`];
}
