import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { libraryScenarios, readTwins, type ScenarioFile } from '@fobkit/bench';
import { nearestOf } from '@fobkit/store/yaml';
import { readRegularFile } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** Names a scenario of the library; alone, all of them. */
export const LIBRARY = 'library:';
/** No scenario is longer, in bytes. */
const MOST_BYTES = 1_048_576;
const MOST_FILES = 10_000;

/**
 * The scenario files that the words of a command line name: files, folders with those in them, and
 * `library:NAME`. Each once, in the order of the words. What lies in a folder and is another kind of
 * file of fobkit is named in a note and left out; anything else there counts as a scenario.
 *
 * @throws CliError that names the file at fault.
 */
export async function scenarioFiles(
  { out }: Pick<Cli, 'out'>,
  words: readonly string[],
): Promise<readonly ScenarioFile[]> {
  const paths = new Set<string>();
  for (const word of words) {
    for (const path of await pathsOf(word)) paths.add(path);
    if (paths.size > MOST_FILES) throw usage(`${word}: more than ${String(MOST_FILES)} files`);
  }
  const files = await Promise.all([...paths].map(readScenario));
  return files.filter(({ file, text }) => {
    const kind = words.includes(file) ? undefined : otherKind(text);
    if (kind !== undefined) out.note(`${file}: left out, it is ${kind}`);
    return kind === undefined;
  });
}

/** A folder may have other files of fobkit in it; undefined for what is to be read as a scenario. */
function otherKind(text: string): string | undefined {
  if (/^(?:scenario|"scenario"|'scenario')\s*:/m.test(text)) return undefined;
  if (/^(?:bench|"bench"|'bench')\s*:/m.test(text)) return 'a bench file';
  return isTwins(text) ? 'a file of twins' : undefined;
}

function isTwins(text: string): boolean {
  try {
    return readTwins(text).size > 0;
  } catch {
    return false;
  }
}

async function pathsOf(word: string): Promise<readonly string[]> {
  if (word.startsWith(LIBRARY)) return libraryPaths(word.slice(LIBRARY.length));
  const found = await stat(word).catch((error: unknown) => {
    throw unreadable(word, error);
  });
  if (!found.isDirectory()) return [word];
  const paths = await yamlIn(word);
  if (paths.length === 0) throw usage(`${word}: there is no .yaml or .yml file in this folder`);
  return paths;
}

async function yamlIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      throw unreadable(folder, error);
    },
  );
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes('node_modules'))
    .sort();
}

async function libraryPaths(name: string): Promise<readonly string[]> {
  const all = await libraryScenarios();
  const wanted = name === '' ? all : all.filter((one) => one.name === name);
  if (wanted.length > 0) return wanted.map(({ file }) => shortest(file));
  const near = nearestOf(
    name,
    all.map((one) => one.name),
  );
  const hint = near === undefined ? 'fob bench library lists them' : `did you mean ${near}?`;
  throw usage(`${LIBRARY}${name}: no scenario of the library has that name; ${hint}`);
}

/** From where one stands, when that is shorter: it is what messages and reports name. */
function shortest(path: string): string {
  const near = relative('.', path);
  return near.length < path.length ? near : path;
}

async function readScenario(file: string): Promise<ScenarioFile> {
  try {
    const bytes = await readRegularFile(file, MOST_BYTES);
    return { file, text: bytes.toString('utf8') };
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: `there is no such file. Scenarios that come with fobkit are called ${LIBRARY}NAME`,
    EACCES: 'no permission to read it',
  };
  const code = String(error.code);
  return usage(`${file}: ${reasons[code] ?? `it cannot be read (${code})`}`, { cause: error });
}
