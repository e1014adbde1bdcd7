import {
  deathCurve,
  figuresOf,
  type FleetResult,
  grouped,
  oneIn,
  shareText,
  told,
  yearsOf,
} from '@fobkit/fleet';
import type { Paint } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';

/** What a run came to, a line a year. */
export function yearTable(paint: Paint, result: FleetResult): string {
  const { guesser, madeOn, days } = result.facts;
  const dead = deathCurve(result.tally);
  const rows = yearsOf(madeOn, days).map((span) => {
    const figures = figuresOf(result, span);
    return [
      span.label,
      grouped(figures.inUse),
      told(figures.callsPerMonth),
      shareText(figures.rejectedShare),
      grouped(figures.resynchronised),
      grouped(figures.locked),
      shareText(dead[span.to - 1] ?? 0),
      grouped(figures.replaced),
      grouped(figures.givenUp),
      ...(guesser === undefined ? [] : [oneIn(figures.attackOdds)]),
    ];
  });
  const head = [
    'year',
    'in use',
    'calls/month',
    'rejected',
    'resynced',
    'locked',
    'dead so far',
    'replaced',
    'given up',
    ...(guesser === undefined ? [] : ['guesser']),
  ];
  return table(paint, head, rows);
}
