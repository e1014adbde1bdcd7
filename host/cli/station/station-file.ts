import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '@fobkit/emulator/sims';
import * as v from 'valibot';
import { CliError, usage } from '../program/cli-error.ts';
import { ExitCode } from '../program/exit-code.ts';
import { codeOf } from '../program/code-of.ts';
import { writeResult } from '../input/write-file.ts';
import { writeNewFile } from '../store/new-file.ts';

const MOST_BYTES = 65_536;
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const schema = v.strictObject({
  version: v.literal(1),
  /** Of its audit chain; unique in the registry. */
  station: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  /** A file, or `postgres://…` without a password. */
  registry: path,
  /** What opens the vault; a passphrase is asked for, or read from a file that is named. */
  vault: v.variant('kind', [
    v.strictObject({ kind: v.literal('key-file'), file: path }),
    v.strictObject({ kind: v.literal('passphrase'), file: v.optional(path) }),
  ]),
});

/** What later commands have to know of the station of this user. No secret is in it. */
export type StationFile = v.InferOutput<typeof schema>;

/** The files of a station in the state folder. */
export interface StationFiles {
  readonly folder: string;
  readonly station: string;
  readonly session: string;
  readonly registry: string;
  readonly vaultKey: string;
}

export function stationFiles(): StationFiles {
  const state = stateFolder();
  const folder = join(state.path, 'station');
  return {
    folder,
    station: join(folder, 'station.json'),
    session: join(folder, 'session'),
    registry: join(folder, 'registry.db'),
    vaultKey: join(folder, 'vault.key'),
  };
}

/** Makes the folder of the station where there is none, in the state folder, which is checked. */
export async function makeStationFolder(): Promise<StationFiles> {
  const files = stationFiles();
  makeStateFolder(stateFolder());
  const { mkdir } = await import('node:fs/promises');
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  return files;
}

/** @throws CliError when this user has no station, or the file is none. */
export function readStationFile(): StationFile {
  const file = stationFiles().station;
  const text = textOf(file);
  if (text === undefined) {
    throw new CliError(
      ExitCode.Usage,
      'no-station',
      'this user has no station yet: fob station init makes one',
    );
  }
  if (text.length > MOST_BYTES) throw unreadable(file, 'is too long');
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    if (parsed.success) return parsed.output;
    const [issue] = parsed.issues;
    throw unreadable(file, `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable(file, 'is not JSON', error);
  }
}

/** Writes it anew; never over another. */
export async function writeStationFile(content: StationFile): Promise<void> {
  const text = `${JSON.stringify(v.parse(schema, content), undefined, 2)}\n`;
  await writeNewFile(stationFiles().station, text);
}

/** In place of the one that is there; that stays when the new one cannot be written. */
export async function replaceStationFile(content: StationFile): Promise<void> {
  const text = `${JSON.stringify(v.parse(schema, content), undefined, 2)}\n`;
  await writeResult(stationFiles().station, text);
}

function unreadable(file: string, why: string, cause?: Error): CliError {
  return usage(
    `${file}: ${why}. Mend it, or take it away and run fob station init with the registry that is there`,
    cause === undefined ? {} : { cause },
  );
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === undefined) throw error;
    throw new CliError(ExitCode.Link, 'state-folder', `${file} cannot be read (${code})`, {
      cause: error,
    });
  }
}
