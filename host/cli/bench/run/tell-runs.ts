import { parametersText, reasonText, type RunRecord, tallyOf, type Verdict } from '@fobkit/bench';
import { IN_PROCESS } from '@fobkit/emulator';
import type { PlannedRun } from '../read-all.ts';
import { counted } from '../../terminal/counted.ts';
import type { Output, Paint } from '../../terminal/output.ts';
import { table } from '../../terminal/table.ts';
import { runName } from './run-name.ts';

/** A row of each run, then why each that is not PASS is not, and where its bundle is. */
export function tellRuns(
  out: Output,
  records: readonly RunRecord[],
  bundles: ReadonlyMap<string, string> = new Map(),
  notBegun: readonly PlannedRun[] = [],
): void {
  const { paint } = out;
  const heads = ['VERDICT', 'SCENARIO', 'PARAMETERS', 'STEPS', 'TIME', 'NOTES'];
  out.print(
    table(
      paint,
      heads,
      records.map((record) => row(paint, record)),
    ),
  );
  for (const record of records) {
    const bundle = bundles.get(record.runId);
    if (record.reasons.length > 0 && record.verdict !== 'SKIPPED')
      out.print(whyText(paint, record, bundle));
  }
  tellSkips(out, records);
  tellNotBegun(out, notBegun);
  out.print('');
  out.print(summaryText(paint, records));
}

/** `3 PASS, 1 FAIL`, those that are none left out. */
export function summaryText(paint: Paint, records: readonly Pick<RunRecord, 'verdict'>[]): string {
  const tally = tallyOf(records);
  const told = VERDICTS.filter((verdict) => tally[verdict] > 0).map((verdict) =>
    painted(paint, verdict, `${String(tally[verdict])} ${verdict}`),
  );
  return `${counted(records.length, 'run')}: ${told.length === 0 ? 'none' : told.join(', ')}`;
}

const VERDICTS = ['PASS', 'FAIL', 'INVALID', 'SKIPPED'] as const;

export function painted(paint: Paint, verdict: Verdict, text: string = verdict): string {
  const colours = {
    PASS: paint.green,
    FAIL: paint.red,
    INVALID: paint.magenta,
    SKIPPED: paint.yellow,
  };
  return colours[verdict](text);
}

function row(paint: Paint, record: RunRecord): readonly string[] {
  const { equivalents, marginal, scenario, started, ended, steps, unstable, verdict } = record;
  const notes = [
    ...(unstable ? ['unstable'] : []),
    ...(marginal ? ['marginal'] : []),
    ...(equivalents.length > 0 ? [counted(equivalents.length, 'equivalent')] : []),
  ];
  return [
    painted(paint, verdict),
    scenario.name,
    parametersText(record),
    String(steps.length),
    `${((ended.monotonicMs - started.monotonicMs) / 1000).toFixed(2)} s`,
    notes.join(', '),
  ];
}

function whyText(paint: Paint, record: RunRecord, bundle: string | undefined): string {
  const { reasons, scenario, verdict } = record;
  const lines = reasons.map(
    (reason) => `  ${painted(paint, reason.verdict)} ${reasonText(reason)}`,
  );
  if (bundle !== undefined) lines.push(bundleText(record, bundle));
  return [
    '',
    `${painted(paint, verdict)} ${runName(scenario)}, run ${record.runId}`,
    ...lines,
  ].join('\n');
}

/** What a process of its own did is not what this one would do to the byte. */
function bundleText({ rig }: RunRecord, bundle: string): string {
  return rig.name === IN_PROCESS ? `  fob bench replay ${bundle}` : `  bundle ${bundle}`;
}

/** Each scenario that an interruption left out, with how many of its runs. */
function tellNotBegun(out: Output, notBegun: readonly PlannedRun[]): void {
  if (notBegun.length === 0) return;
  const left = Map.groupBy(notBegun, ({ scenario }) => scenario.name);
  const names = [...left].map(([name, runs]) =>
    runs.length === 1 ? name : `${name} (${String(runs.length)} runs)`,
  );
  out.print('');
  out.print(`never begun: ${names.join(', ')}`);
}

/** Each thing that was skipped once, with the scenarios that wanted it. */
function tellSkips(out: Output, records: readonly RunRecord[]): void {
  const skips = new Map<string, Set<string>>();
  for (const { reasons, scenario } of records) {
    for (const { message, verdict } of reasons) {
      if (verdict !== 'SKIPPED') continue;
      skips.set(message, (skips.get(message) ?? new Set()).add(scenario.name));
    }
  }
  if (skips.size === 0) return;
  out.print('');
  for (const [message, names] of skips) {
    out.print(`${painted(out.paint, 'SKIPPED')} ${message}: ${[...names].join(', ')}`);
  }
}
