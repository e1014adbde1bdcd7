import type { TokenExport } from '@fobkit/station';
import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { headedTable, isoTime, localTime } from '../../../store/tell.ts';

const HELP = `
Examples:
  $ fob station export list
  $ fob station export list --lot bank-2026-11 --json`;

interface ListOptions extends StationOptions {
  readonly lot?: string;
}

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .option('--lot <lot>', 'only those of this lot')
    .addHelpText('after', HELP)
    .action(async (options: ListOptions) => {
      await list(cli, options);
    });
};

async function list(cli: Cli, options: ListOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const only = options.lot === undefined ? undefined : await registry.lots.find(options.lot);
    const made = await registry.exports.list(only?.id);
    const lots = new Map((await registry.lots.list()).map(({ id, name }) => [id, name]));
    const nameOf = ({ lot }: TokenExport): string => lots.get(lot) ?? lot;
    if (json) {
      cli.out.json(made.map((one) => ({ ...exportToJson(one), lot: nameOf(one) })));
      return;
    }
    const { names, none } = words.commands;
    if (made.length === 0) {
      cli.out.print(none);
      return;
    }
    const head = [names.id, names.lot, names.format, names.tokens, names.when, names.by];
    const rows = made.map((one) => [
      String(one.id),
      nameOf(one),
      one.format,
      String(one.tokens),
      localTime(one.unixMs),
      one.exportedBy,
      localTime(one.acknowledgedUnixMs),
      localTime(one.purgedUnixMs),
      one.sha256.slice(0, 16),
    ]);
    cli.out.print(
      headedTable(cli.out.paint, [...head, names.confirmed, names.purged, names.sha256], rows),
    );
  });
}

function exportToJson(made: TokenExport): Record<string, unknown> {
  const { id, format, sha256, tokens, exportedBy, acknowledgedBy } = made;
  return {
    id,
    format,
    sha256,
    tokens,
    exported: isoTime(made.unixMs),
    exportedBy,
    confirmed: isoTime(made.acknowledgedUnixMs),
    confirmedBy: acknowledgedBy ?? null,
    purged: isoTime(made.purgedUnixMs),
  };
}
