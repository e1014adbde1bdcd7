import { verifyBankAudit } from '@fobkit/bank';
import type { AuditRow } from '@fobkit/store';
import { addBankOptions, type BankHere, type BankOptions, withBank } from '../../bank/open-bank.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';
import { readHeads } from '../../store/read-heads.ts';
import { headedTable, localTime } from '../../store/tell.ts';

const HELP = `
Verifies every entry of the bank's chain: its signature, its place, its content.
What was cut off at the end is found by --heads: what this command printed
before. Exit status 1 when anything does not hold.

Examples:
  $ fob bank audit
  $ fob bank audit --json > heads.json
  $ fob bank audit --heads heads.json --entries`;

interface AuditOptions extends BankOptions {
  readonly heads?: string;
  readonly entries?: boolean;
}

export const define: Define = (command, cli) => {
  addBankOptions(command)
    .option('--heads <file>', 'ends of chains that were kept apart')
    .option('--entries', 'tell every entry')
    .addHelpText('after', HELP)
    .action(async (options: AuditOptions) => {
      await withBank(cli, options, (here) => audit(cli, here, options));
    });
};

async function audit(cli: Cli, { bank, json }: BankHere, options: AuditOptions): Promise<void> {
  const rows: AuditRow[] = [];
  const { chains, faults, headsChecked } = await verifyBankAudit(bank, {
    heads: options.heads === undefined ? [] : await readHeads(cli, options.heads),
    ...(options.entries === true ? { onEntry: (row: AuditRow) => rows.push(row) } : {}),
  });
  if (json) {
    const heads = chains.map(({ station, entries, hash }) => ({
      station,
      sequence: entries,
      hash,
    }));
    const entries = options.entries === true ? { entries: rows.map(toJson) } : {};
    cli.out.json({ ok: faults.length === 0, heads, chains, faults, headsChecked, ...entries });
  } else {
    const { out } = cli;
    for (const { sequence, at, kind, subject, actor } of rows) {
      out.print(`${localTime(at)}  ${String(sequence)}  ${kind}  ${subject}  ${actor}`);
    }
    const table = chains.map(({ station, entries, hash }) => [station, String(entries), hash]);
    out.print(headedTable(out.paint, ['chain', 'entries', 'head'], table));
    for (const { station, sequence, kind, message } of faults) {
      const place = sequence === undefined ? station : `${station} ${String(sequence)}`;
      out.print(out.paint.red(`${place}: ${kind}: ${message}`));
    }
    out.print(faults.length === 0 ? 'The chain holds.' : out.paint.bold('It does not hold.'));
  }
  if (faults.length > 0) cli.endWith(ExitCode.Refused);
}

function toJson({ sequence, at, kind, subject, actor, facts }: AuditRow): object {
  return { sequence, unixMs: at, kind, subject, actor, facts };
}
