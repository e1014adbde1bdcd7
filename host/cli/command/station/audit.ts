import { verifyAudit } from '@fobkit/station';
import type { AuditReport, AuditRow } from '@fobkit/store';
import type { Cli, Define } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';
import { readHeads } from '../../store/read-heads.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../station/open-station.ts';
import { headedTable, localTime } from '../../store/tell.ts';

const HELP = `
Verifies every entry of every station's chain: its signature, its place, its
content. Entries that were edited, taken out, put elsewhere or cut off at the
end are found; the last by the heads that other stations have recorded, and by
those in --heads: what this command printed before, or a certificate says. Exit
status 1 when anything does not hold.

Examples:
  $ fob station audit
  $ fob station audit --json > heads.json
  $ fob station audit --heads heads.json --entries`;

interface AuditOptions extends StationOptions {
  readonly heads?: string;
  readonly entries?: boolean;
}

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .option('--heads <file>', 'ends of chains that were kept apart')
    .option('--entries', 'tell every entry')
    .addHelpText('after', HELP)
    .action(async (options: AuditOptions) => {
      await withStation(cli, options, (station) => audit(cli, station, options));
    });
};

async function audit(cli: Cli, station: Station, options: AuditOptions): Promise<void> {
  const { registry, json } = station;
  const heads = options.heads === undefined ? [] : await readHeads(cli, options.heads);
  const rows: AuditRow[] = [];
  const report = await verifyAudit(registry, {
    heads,
    ...(options.entries === true ? { onEntry: (row: AuditRow) => rows.push(row) } : {}),
  });
  if (json) cli.out.json(toJson(report, options.entries === true ? rows : undefined));
  else tell(cli, station, report, rows);
  if (report.faults.length > 0) cli.endWith(ExitCode.Refused);
}

function toJson(report: AuditReport, rows: readonly AuditRow[] | undefined): object {
  const { chains, faults, headsChecked } = report;
  return {
    ok: faults.length === 0,
    heads: chains.map(({ station, entries, hash }) => ({ station, sequence: entries, hash })),
    chains,
    faults,
    headsChecked,
    ...(rows === undefined ? {} : { entries: rows.map(entryToJson) }),
  };
}

function entryToJson({ station, sequence, at, kind, subject, actor, facts }: AuditRow): object {
  return { station, sequence, unixMs: at, kind, subject, actor, facts };
}

function tell(cli: Cli, { words }: Station, report: AuditReport, rows: readonly AuditRow[]): void {
  const { out } = cli;
  const { names, auditHolds, auditFaults } = words.commands;
  for (const { station, sequence, at, kind, subject, actor } of rows) {
    out.print(`${localTime(at)}  ${station} ${String(sequence)}  ${kind}  ${subject}  ${actor}`);
  }
  const { chains, faults } = report;
  const table = chains.map(({ station, entries, hash }) => [station, String(entries), hash]);
  out.print(headedTable(out.paint, [names.station, names.entries, names.head], table));
  for (const { station, sequence, kind, message } of faults) {
    const place = sequence === undefined ? station : `${station} ${String(sequence)}`;
    out.print(out.paint.red(`${place}: ${kind}: ${words.told(message)}`));
  }
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
  if (faults.length === 0) out.print(auditHolds(entries, chains.length));
  else out.print(out.paint.bold(auditFaults(faults.length)));
}
