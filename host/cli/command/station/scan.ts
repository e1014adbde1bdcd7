import { readScan, type Scan, type ScanWanted } from '@fobkit/station';
import { Option } from 'commander';
import { askHidden } from '../../input/ask-hidden.ts';
import { PipedLines } from '../../input/piped-lines.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { refused, usage } from '../../program/cli-error.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../station/open-station.ts';
import { unitText, unitToJson } from '../../station/unit/tell-unit.ts';

const HELP = `
A barcode scanner types as a keyboard. What it typed is told apart: a serial
label is looked up; a seed, or its QR code, is recognised and not shown. A
serial barcode where a seed is wanted is refused, and so is what comes from a
scanner with another keyboard layout. Exit status 1 when it is refused.

Examples:
  $ fob station scan
  $ fob station scan --want seed
  $ echo SKTH00000017 | fob station scan --json`;

interface ScanOptions extends StationOptions {
  readonly want: ScanWanted;
}

const WANTED: readonly ScanWanted[] = ['serial', 'seed', 'device-id'];

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .addOption(
      new Option('--want <what>', 'what is to be scanned').choices(WANTED).default('serial'),
    )
    .addHelpText('after', HELP)
    .action(async (options: ScanOptions) => {
      await withStation(cli, options, (station) => scan(cli, station, options.want));
    });
};

async function scan(cli: Cli, station: Station, wanted: ScanWanted): Promise<void> {
  const typed = await scannedLine(cli);
  const known = await station.registry.units.find({ serialLabel: typed.trim() });
  const found = readScan(typed, wanted, {
    knownSerial: (text) => text === known?.serialLabel,
  });
  if (found.kind === 'refused') throw refused(`scan-${found.why}`, found.message);
  await tell(cli, station, found);
}

/** Nothing of it is shown: it may be a seed. */
async function scannedLine(cli: Cli): Promise<string> {
  const line =
    cli.stdin.isTTY === true
      ? await askHidden(cli, 'Scan: ')
      : await new PipedLines(cli).next('what was scanned');
  if (line === undefined) throw usage('nothing was scanned');
  return line;
}

async function tell(
  cli: Cli,
  station: Station,
  found: Exclude<Scan, { readonly kind: 'refused' }>,
): Promise<void> {
  const { registry, words, json } = station;
  const { scan: kinds } = words.commands;
  if (found.kind === 'otpauth' || found.kind === 'bare-seed') {
    const secret = found.kind === 'otpauth' ? found.key.parameters.secret : found.seed;
    const bytes = secret.length;
    secret.wipe();
    if (json) cli.out.json({ kind: found.kind, seedBytes: bytes });
    else cli.out.print(found.kind === 'otpauth' ? kinds.otpauth : kinds.seed);
    return;
  }
  const name =
    found.kind === 'serial' ? { serialLabel: found.serial } : { deviceId: found.deviceId };
  const unit = await registry.units.find(name);
  const text = found.kind === 'serial' ? found.serial : found.deviceId;
  const lot = unit === undefined ? undefined : await registry.lots.find(unit.lot);
  if (json) {
    const told = unit === undefined || lot === undefined ? null : unitToJson(unit, lot.name);
    cli.out.json({ kind: found.kind, text, unit: told });
    return;
  }
  cli.out.print(`${text}: ${found.kind === 'serial' ? kinds.serial : kinds.device}`);
  if (unit === undefined || lot === undefined) cli.out.print(words.commands.noUnits);
  else cli.out.print(unitText(unit, lot.name, words));
}
