import { commandsJa } from './commands-ja.ts';
import { filesJa } from './files-ja.ts';
import { linksJa } from './links-ja.ts';
import { type Phrasebook, phrasebook } from './phrasebook.ts';
import { printersJa } from './printers-ja.ts';
import { pskcJa } from './pskc-ja.ts';
import { registryJa } from './registry-ja.ts';
import { runsJa } from './runs-ja.ts';
import { scansJa } from './scans-ja.ts';
import { storesJa } from './stores-ja.ts';

const ALL = [
  commandsJa,
  filesJa,
  linksJa,
  printersJa,
  pskcJa,
  registryJa,
  runsJa,
  scansJa,
  storesJa,
];
/** A screen draws the same few messages again and again. */
const MOST_KNOWN = 500;

let book: Phrasebook | undefined;
const known = new Map<string, string>();

/** Errors and warnings of the station's packages in Japanese. */
export const inJapanese: Phrasebook = (message) => {
  const before = known.get(message);
  if (before !== undefined) return before;
  book ??= phrasebook(ALL.join(''));
  const said = book(message);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(message, said);
  return said;
};
