import { defineList } from '../../../station/define-list.ts';
import { unitToJson } from '../../../station/unit/tell-unit.ts';
import { localTime } from '../../../store/tell.ts';

const HELP = `
Golden fobs are those that fob station golden add made: their seeds are opened
for nothing but the check of a station.

Examples:
  $ fob station golden list
  $ fob station golden list --json`;

export const define = defineList(HELP, {
  items: async ({ lots, stations }) => {
    const names = new Map((await lots.list()).map(({ id, name }) => [id, name]));
    const units = await stations.listGolden();
    return units.map((unit) => ({ unit, lot: names.get(unit.lot) ?? unit.lot }));
  },
  toJson: ({ unit, lot }) => unitToJson(unit, lot),
  head: ({ commands: { names } }) => [names.device, names.serial, names.lot, names.when],
  row: ({ unit, lot }) => [unit.deviceId ?? '', unit.serialLabel, lot, localTime(unit.endedUnixMs)],
  none: ({ commands }) => commands.none,
});
