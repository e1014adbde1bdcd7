import type { Registry } from '@fobkit/station';
import type { Define } from '../program/cli.ts';
import { headedTable } from '../store/tell.ts';
import { addStationOptions, type StationOptions, withStation } from './open-station.ts';
import type { StationWords } from './words/words.ts';

/** What is listed of the registry, and how. */
export interface List<Item> {
  readonly items: (registry: Registry) => Promise<readonly Item[]>;
  readonly toJson: (item: Item) => Record<string, unknown>;
  readonly head: (words: StationWords) => readonly string[];
  readonly row: (item: Item, words: StationWords) => readonly string[];
  /** What is said instead of an empty table. */
  readonly none: (words: StationWords) => string;
}

/** A command that lists something of the registry, as a table or as JSON. */
export function defineList<Item>(help: string, list: List<Item>): Define {
  return (command, cli) => {
    addStationOptions(command)
      .addHelpText('after', help)
      .action(async (options: StationOptions) => {
        await withStation(cli, options, async ({ registry, words, json }) => {
          const items = await list.items(registry);
          if (json) cli.out.json(items.map(list.toJson));
          else if (items.length === 0) cli.out.print(list.none(words));
          else {
            const rows = items.map((item) => list.row(item, words));
            cli.out.print(headedTable(cli.out.paint, list.head(words), rows));
          }
        });
      });
  };
}
