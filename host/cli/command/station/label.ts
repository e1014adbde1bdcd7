import { nodeClock } from '@fobkit/client/node';
import type { Lot, Unit } from '@fobkit/station';
import { Option } from 'commander';
import { wholeNumber } from '../../argument/number.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { refused, usage } from '../../program/cli-error.ts';
import { parseLabelSize } from '../../station/label/parse-label-size.ts';
import { SHEET_NAMES, sheetPdf } from '../../station/label/sheet-pdf.ts';
import { checkNewFile, writeNewFile } from '../../store/new-file.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../station/open-station.ts';
import { printerAt } from '../../station/run/run-lot.ts';
import { labelOf } from '../../station/run/unit-deeds.ts';
import { operatorOf } from '../../station/session.ts';
import { unitNamed } from '../../station/unit/unit-named.ts';
import { languageOf } from '../../terminal/language.ts';

const HELP = `
Labels of the fobs that have one: named, or all of a lot that are done. To a PDF
sheet, or to a label printer. A label that was printed before wants a reason.
docs/station/labels.md tells of sheets and printers.

Examples:
  $ fob station label --lot bank-2026-11 --pdf labels.pdf --sheet avery-l7651
  $ fob station label SKTH00000017 --pdf label.pdf --reason smeared
  $ fob station label --lot trial --printer 'tcp://10.0.0.9?as=zpl&size=40x12'`;

interface LabelOptions extends StationOptions {
  readonly lot?: string;
  readonly pdf?: string;
  readonly printer?: string;
  readonly sheet?: string;
  readonly size?: { readonly widthMm: number; readonly heightMm: number };
  readonly skip?: number;
  readonly deviceId?: boolean;
  readonly reason?: string;
}

const MOST_UNITS = 1_000_000;

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('[unit...]', 'serial labels or device ids'))
    .option('--lot <lot>', 'all of this lot that are done')
    .option('--pdf <file>', 'to a new file, on sheets')
    .option('--printer <address>', 'to tcp://HOST, lp:QUEUE or file:FOLDER')
    .addOption(new Option('--sheet <name>', 'which sheets; cut: plain paper').choices(SHEET_NAMES))
    .option('--size <mm>', 'of a label on plain paper, as 40x12', parseLabelSize)
    .option('--skip <n>', 'labels of the first sheet that are used up', wholeNumber(0, 1000))
    .option('--device-id', 'the device id in the DataMatrix too')
    .option('-r, --reason <text>', 'why it is printed once more')
    .addHelpText('after', HELP)
    .action(async (names: readonly string[], options: LabelOptions) => {
      await withStation(cli, options, (station) => label(cli, station, names, options));
    });
};

interface Labelled {
  readonly unit: Unit;
  readonly lot: Lot;
}

async function label(
  cli: Cli,
  station: Station,
  names: readonly string[],
  options: LabelOptions,
): Promise<void> {
  const { words, json } = station;
  const { pdf, printer: address } = options;
  if ((pdf === undefined) === (address === undefined)) {
    throw usage('say where the labels go: --pdf FILE or --printer ADDRESS');
  }
  const operator = await operatorOf(station, 'reprint');
  const labelled = await unitsOf(station, names, options);
  checkReason(labelled, options);
  if (pdf !== undefined) await writeSheet(pdf, labelled, options);
  else await print(labelled, address ?? 'none');
  for (const { unit } of labelled) {
    const reason = options.reason ?? (pdf === undefined ? 'label' : 'label sheet');
    await station.registry.units.reprint({ id: unit.id }, { operator, reason });
  }
  const serials = labelled.map(({ unit }) => unit.serialLabel);
  if (json) cli.out.json({ labels: serials, to: pdf ?? address });
  else if (pdf !== undefined) cli.out.print(words.commands.written(pdf));
  else cli.out.print(words.commands.printed(serials.length, address ?? ''));
}

async function unitsOf(
  { registry }: Station,
  names: readonly string[],
  { lot: lotName }: LabelOptions,
): Promise<readonly Labelled[]> {
  if (names.length > 0 === (lotName !== undefined)) {
    throw usage('say whose labels: serial labels, or --lot LOT');
  }
  if (lotName === undefined) {
    return await Promise.all(
      names.map(async (name) => {
        const unit = await unitNamed(registry, name);
        if (unit.deviceId === undefined) throw refused('no-fob', `${name} is on no fob yet`);
        return { unit, lot: await registry.lots.find(unit.lot) };
      }),
    );
  }
  const lot = await registry.lots.find(lotName);
  const units = await registry.units.list({ lot: lot.id, states: ['done'], limit: MOST_UNITS });
  if (units.length === 0) throw refused('nothing', `no unit of lot ${lot.name} is done yet`);
  return units.map((unit) => ({ unit, lot }));
}

function checkReason(labelled: readonly Labelled[], { reason }: LabelOptions): void {
  const printed = labelled.find(({ unit }) => unit.labelsPrinted > 0);
  if (printed === undefined || reason !== undefined) return;
  throw usage(
    `the label of ${printed.unit.serialLabel} was printed before: say why once more with --reason`,
  );
}

async function writeSheet(
  file: string,
  labelled: readonly Labelled[],
  options: LabelOptions,
): Promise<void> {
  await checkNewFile(file);
  const { sheet, size, skip, deviceId } = options;
  const labels = labelled.map(({ unit, lot }) => labelOf(unit, lot));
  const bytes = await sheetPdf(labels, {
    language: languageOf(process.env),
    createdUnixMs: nodeClock.unixMs(),
    ...(sheet === undefined ? {} : { sheet }),
    ...(size === undefined ? {} : { size }),
    ...(skip === undefined ? {} : { skip }),
    ...(deviceId === undefined ? {} : { deviceId }),
  });
  await writeNewFile(file, bytes);
}

async function print(labelled: readonly Labelled[], address: string): Promise<void> {
  const printer = await printerAt(address);
  if (printer === undefined) throw usage('--printer none prints nothing');
  for (const { unit, lot } of labelled) await printer.print(labelOf(unit, lot));
}
