import { readSoakRecord, type SoakRow } from '../soak/soak-record.ts';

/** What the last soak ran where, and with which verdict: Markdown, for the page of the library. */
export function whatRanWhere(): string {
  const { date, machine, rows, seconds } = readSoakRecord();
  const byScenario = Map.groupBy(rows, ({ scenario }) => scenario);
  const lines = [...byScenario].sort(([a], [b]) => (a < b ? -1 : 1)).map(lineOf);
  const benches = new Set(rows.map(({ instruments }) => instruments)).size;
  const [hardware = ''] = machine.split(';');
  return [
    '## On the model and on benches',
    '',
    `\`npm run soak\` runs the library on the model and, at the pace of a bench, on benches of emulated ` +
      `instruments: supplies on TCP and on terminals, relay boards over USB/IP, hubs, chambers on ` +
      `Modbus TCP and RTU that are 1000 times as quick, ${benches} mixes of them. Defects of twins are ` +
      `put into the emulated fob behind the bench, as if it were bad; a crystal that is bad for months, ` +
      `as what it comes to in the end. Real instruments and real fobs have no part in it. The last ` +
      `time it was on ${date}: ${rows.length} runs side by side in ${seconds} s (${hardware}). What is ` +
      `quick enough is part of \`npm test\`; so is every twin on the model, also where a line below ` +
      `has “–” since no bench can do its scenario.`,
    '',
    '| scenario | model | bench | twin, model | twin, bench | on the bench |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

function lineOf([scenario, rows]: readonly [string, readonly SoakRow[]]): string {
  const own = rows.filter(({ twin }) => !twin);
  const twins = rows.filter(({ twin }) => twin);
  const bench = verdicts(own.map((row) => row.bench));
  const seconds = Math.max(...own.map((row) => row.seconds));
  const told = bench === 'SKIPPED' ? `lacks ${lacks(own)}` : `${Math.round(seconds)} s`;
  const cells = [
    scenario,
    verdicts(own.map(({ model }) => model)),
    bench,
    verdicts(twins.map(({ model }) => model)),
    verdicts(twins.map((row) => row.bench)),
    told,
  ];
  return `| ${cells.join(' | ')} |`;
}

function verdicts(list: readonly string[]): string {
  return list.length === 0 ? '–' : [...new Set(list)].join(', ');
}

function lacks(rows: readonly SoakRow[]): string {
  const names = rows.flatMap(({ reason }) =>
    reason.split(' | ').map((one) => one.slice(0, Math.max(0, one.indexOf(':')))),
  );
  return [...new Set(names)].join(', ');
}
