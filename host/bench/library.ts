import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The twins' defects stand beside the scenarios, and are none. */
const TWINS = 'twins.yaml';

/** A scenario that comes with fobkit. */
export interface LibraryScenario {
  /** Kebab-case, the scenario's own. */
  readonly name: string;
  /** Path of its file. */
  readonly file: string;
}

/** The scenarios that come with fobkit, taken from real incidents, in the order of their names. */
export async function libraryScenarios(): Promise<readonly LibraryScenario[]> {
  const folder = libraryFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && name !== TWINS);
  return names
    .sort()
    .map((name) => ({ name: name.slice(0, -'.yaml'.length), file: `${folder}${name}` }));
}

/** Path of the file with the defects of the twins: what each scenario must find. */
export function libraryTwins(): string {
  return `${libraryFolder()}${TWINS}`;
}

/** Beside this module in the sources, one folder up in a package. Ends with a separator. */
function libraryFolder(): string {
  const folders = ['./library/', '../library/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = folders.find((folder) => existsSync(`${folder}${TWINS}`));
  if (found === undefined) throw new Error(`no library of scenarios in ${folders.join(' or ')}`);
  return found;
}
