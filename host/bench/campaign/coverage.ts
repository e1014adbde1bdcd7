import type { Scenario } from '../scenario/model.ts';
import type { RunOutcome } from './run-one.ts';
import type { Counts } from './tally.ts';

/** Counts what a run has touched of the state space. */
export function countCoverage(scenario: Scenario, outcome: RunOutcome, counts: Counts): void {
  const { record, checks, failures } = outcome;
  counts.add('fob type', scenario.profile);
  counts.add('mode loaded', modeOf(scenario));
  for (const [invariant, count] of checks) counts.add('invariant looked at', invariant, count);
  for (const { kind } of failures) counts.add('failure', kind);
  counts.add('verdict', record?.verdict ?? 'none');
  if (record === undefined) return;
  for (const { kind } of record.steps) counts.add('step', kind);
  for (const { text, firedCount } of record.faults) {
    const kind = text.split(' ', 1)[0] ?? text;
    counts.add('fault armed', kind);
    if (firedCount > 0) counts.add('fault fired', kind);
  }
  for (const { direction, command, status, fields } of record.transcript) {
    if (direction === 'request') continue;
    counts.add('command answered', `${command} ${status ?? ''}`.trim());
    if (typeof fields?.['lifecycle'] === 'string') counts.add('lifecycle', fields['lifecycle']);
    if (typeof fields?.['resetCause'] === 'string') counts.add('reset cause', fields['resetCause']);
  }
  for (const { verdict, message } of record.reasons) {
    if (verdict === 'INVALID' || verdict === 'SKIPPED') counts.add(verdict, plainReason(message));
  }
}

function modeOf({ given: { load } }: Scenario): string {
  return load === undefined ? 'blank' : (load.mode ?? 'preset');
}

/** The same reason for all the numbers, names and words that it may tell. */
function plainReason(message: string): string {
  if (/^the fault \S+ never fired/.test(message)) return 'a fault never fired';
  return message
    .replaceAll(/"[^"]*"/g, '…')
    .replaceAll(/\b(?:the fault )?fault-\d+[^:;,.]*/g, 'a fault')
    .replaceAll(/-?\d+(\.\d+)?/g, 'n')
    .slice(0, 120);
}
