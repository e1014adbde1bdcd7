import type { CampaignReport } from './campaign-report.ts';

/** The report for a person: what was looked at, what did not hold, what was touched. */
export function campaignText(report: CampaignReport): string {
  const { tool, seed, runs, profiles, relyingParty, steps, failedRuns } = report;
  const judged = relyingParty === undefined ? '' : `codes judged by ${relyingParty}, `;
  const head =
    `Campaign ${String(seed)}, ${tool}: ${many(runs, 'run')} of ${profiles.join(', ')}, ` +
    `${judged}${many(steps, 'step')}, ${failedRuns === 0 ? 'no run failed' : `${many(failedRuns, 'run')} failed`}.`;
  return [
    head,
    '',
    ...invariantLines(report),
    '',
    ...failureLines(report),
    ...coverageLines(report),
  ]
    .join('\n')
    .trimEnd();
}

function invariantLines({ invariants }: CampaignReport): readonly string[] {
  return invariants.map(({ name, rule, looks, breaches }) => {
    const held = breaches === 0 ? 'held' : `BROKEN in ${many(breaches, 'run')}`;
    return `  ${name.padEnd(20)} ${held}, looked at ${many(looks, 'time')}: ${rule}`;
  });
}

function failureLines({ failures, shrunk, failedRuns }: CampaignReport): readonly string[] {
  if (failures.length === 0) return [];
  const told = failures.slice(0, 10).map(({ run, kind, message }) => {
    return `  run ${String(run)}  ${kind}: ${message}`;
  });
  const more = failures.length > told.length ? [`  … ${many(failedRuns, 'run')} in all`] : [];
  const shorter = shrunk.flatMap((it) => {
    const from = `${many(it.stepsBefore, 'step')} and ${many(it.faultsBefore, 'fault')}`;
    const to = `${many(it.steps, 'step')} and ${many(it.faults, 'fault')}`;
    const limit = it.unfinished ? ' (the limit was reached)' : '';
    return [
      `  ${it.kind}, run ${String(it.run)}: shrunk from ${from} to ${to} in ${many(it.tried, 'try')}${limit}`,
      '',
      ...it.yaml
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
      '',
    ];
  });
  return ['Failures:', ...told, ...more, '', 'The shortest that still fails:', ...shorter];
}

/** Columns of a terminal that nobody has made wider. */
const WIDTH = 96;

function coverageLines({ coverage }: CampaignReport): readonly string[] {
  const lines = Object.entries(coverage).flatMap(([kind, names]) => {
    const told = Object.entries(names).map(([name, count]) => `${name} ${String(count)}`);
    return [`  ${kind}`, ...wrapped(told, '    ')];
  });
  return ['Touched:', ...lines];
}

/** Words with commas between them, in lines that fit. */
function wrapped(words: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  for (const [i, word] of words.entries()) {
    const piece = i < words.length - 1 ? `${word},` : word;
    const last = lines.at(-1);
    if (last !== undefined && last.length + piece.length < WIDTH) {
      lines[lines.length - 1] = `${last} ${piece}`;
    } else lines.push(indent + piece);
  }
  return lines;
}

function many(count: number, what: string): string {
  if (count === 1) return `1 ${what}`;
  return `${count.toLocaleString('en')} ${what === 'try' ? 'trie' : what}s`;
}
