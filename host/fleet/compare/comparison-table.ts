import { stringify } from 'csv-stringify/sync';
import type { Comparison } from './compare.ts';

/** A comparison as CSV, a row a policy. */
export function comparisonCsv(comparison: Comparison): string {
  const rows = comparison.map(({ beatenBy, calls, figures, name, odds }) => [
    name,
    calls.toFixed(3),
    figures.callsPerMonth.toFixed(3),
    figures.rejectedShare.toExponential(4),
    figures.secondAskedShare.toExponential(4),
    String(figures.locked),
    String(figures.resynchronised),
    odds.toExponential(4),
    (figures.breaksPerYear ?? 0).toExponential(4),
    beatenBy.length === 0 ? 'yes' : 'no',
    beatenBy.join('; '),
  ]);
  const header = [
    'policy',
    'calls_per_thousand_fobs_year',
    'calls_per_month',
    'rejected_share',
    'second_asked_share',
    'locked',
    'resynchronised',
    'attack_odds',
    'breaks_per_year',
    'on_frontier',
    'beaten_by',
  ];
  return stringify([header, ...rows], { record_delimiter: '\r\n' });
}
