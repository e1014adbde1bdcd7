import { nodeClock } from '@fobkit/client/node';
import { certificateDigest, certifyLot, lotCertificatePdf } from '@fobkit/station';
import { TOOL } from '../../../bench/tool.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import { lotToJson, reportText } from '../../../station/lot/tell-lot.ts';
import { checkNewFile, writeNewFile } from '../../../store/new-file.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { operatorOf } from '../../../station/session.ts';
import { isoTime } from '../../../store/tell.ts';
import { languageOf } from '../../../terminal/language.ts';

const HELP = `
What became of the lot: counts, rates, reasons, how long each step took. --pdf
writes its certificate, with the checks and the heads of the audit chains; that
it was issued, and the SHA-256 of what it says, goes into the audit.

Examples:
  $ fob station lot report bank-2026-11
  $ fob station lot report bank-2026-11 --pdf certificate.pdf
  $ fob station lot report bank-2026-11 --json`;

interface ReportOptions extends StationOptions {
  readonly pdf?: string;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<lot>', 'its name or id'))
    .option('--pdf <file>', 'write the certificate of the lot to a new file')
    .addHelpText('after', HELP)
    .action(async (name: string, options: ReportOptions) => {
      await withStation(cli, options, (station) => report(cli, station, name, options));
    });
};

async function report(
  cli: Cli,
  station: Station,
  name: string,
  { pdf }: ReportOptions,
): Promise<void> {
  const { registry, words, json } = station;
  const lot = await registry.lots.find(name);
  const told = await registry.lots.report(lot.id);
  const digest = pdf === undefined ? undefined : await certify(station, lot.id, pdf);
  if (json) {
    const { counts, firstDoneUnixMs, lastDoneUnixMs, ...rest } = told;
    cli.out.json({
      ...rest,
      ...lotToJson(lot, counts),
      firstDone: isoTime(firstDoneUnixMs),
      lastDone: isoTime(lastDoneUnixMs),
      certificate: digest ?? null,
    });
    return;
  }
  cli.out.print(reportText(told, words));
  if (pdf !== undefined) cli.out.note(words.commands.written(pdf));
}

/** Writes the certificate and records that; gives the SHA-256 of what it says. */
async function certify(station: Station, lot: string, file: string): Promise<string> {
  const { registry } = station;
  await checkNewFile(file);
  const issuedBy = await operatorOf(station, 'lot');
  const certificate = await certifyLot(registry, {
    lot,
    issuedBy,
    issuedUnixMs: nodeClock.unixMs(),
    software: TOOL,
  });
  const language = languageOf(process.env);
  const utcOffsetMinutes = -new Date(certificate.issuedUnixMs).getTimezoneOffset();
  await writeNewFile(file, await lotCertificatePdf(certificate, { language, utcOffsetMinutes }));
  const digest = certificateDigest(certificate);
  await registry.database.write((db) =>
    registry.audit.append(db, {
      kind: 'certificate.issued',
      subject: lot,
      actor: issuedBy,
      facts: { digest },
    }),
  );
  return digest;
}
