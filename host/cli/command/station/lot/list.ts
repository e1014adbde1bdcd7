import { defineList } from '../../../station/define-list.ts';
import { lotToJson } from '../../../station/lot/tell-lot.ts';
import { localTime } from '../../../store/tell.ts';

const HELP = `
Examples:
  $ fob station lot list
  $ fob station lot list --json`;

export const define = defineList(HELP, {
  items: async ({ lots }) =>
    await Promise.all(
      (await lots.list()).map(async (lot) => ({ lot, counts: await lots.counts(lot.id) })),
    ),
  toJson: ({ lot, counts }) => lotToJson(lot, counts),
  head: ({ commands: { names }, screen: { counts } }) => [
    names.name,
    names.state,
    names.type,
    names.purpose,
    counts.done,
    counts.planned,
    names.created,
  ],
  row: ({ lot, counts }, { commands, screen }) => [
    lot.name,
    commands.states[lot.state],
    lot.profile,
    screen.purposes[lot.purpose],
    String(counts.done),
    String(counts.planned),
    localTime(lot.createdUnixMs),
  ],
  none: ({ commands }) => commands.noLots,
});
