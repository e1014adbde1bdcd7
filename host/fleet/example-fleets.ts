import { readdir, readFile } from 'node:fs/promises';

/** A fleet that comes with fobkit. */
export interface ExampleFleet {
  readonly name: string;
  /** The fleet file. */
  readonly text: string;
}

/** Source and build lie at different depths: the folder is the package's. */
const FOLDER = new URL(
  import.meta.url.includes('/dist/') ? '../examples/' : './examples/',
  import.meta.url,
);

/** The fleets that come with fobkit, by name. */
export async function exampleFleets(): Promise<readonly ExampleFleet[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.yaml'.length),
      text: await readFile(new URL(file, FOLDER), 'utf8'),
    })),
  );
}
