import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where the user's emulated fobs are noted down, and the keys of their batches. */
export interface StateFolder {
  readonly path: string;
  /** Records, token files and logs of the fobs that are up. */
  readonly sims: string;
  readonly batchKeys: string;
  /** Symbolic links to the present terminal of each fob. */
  readonly terminals: string;
}

/**
 * The user's state folder: `$FOBKIT_STATE_HOME`, else `$XDG_STATE_HOME/fobkit`, else
 * `~/.local/state/fobkit`. Nothing is made yet. A relative path in XDG_STATE_HOME counts as none
 * (XDG Base Directory Specification).
 */
export function stateFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): StateFolder {
  const { FOBKIT_STATE_HOME: own = '', XDG_STATE_HOME: xdg = '' } = env;
  if (own !== '') return stateFolderAt(own);
  const base = isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'state');
  return stateFolderAt(join(base, 'fobkit'));
}

export function stateFolderAt(folder: string): StateFolder {
  const path = resolve(folder);
  return {
    path,
    sims: join(path, 'sims'),
    batchKeys: join(path, 'batch-keys'),
    terminals: join(path, 'tty'),
  };
}

/** Makes the folders, for this user alone. */
export function makeStateFolder(state: StateFolder): void {
  for (const folder of [state.path, state.sims, state.batchKeys, state.terminals]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

/** Writes a file for this user alone, in one step: nobody reads half of it. */
export function writePrivateFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid.toString()}.new`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

/** The text that `read` gives; undefined when there is no such file. */
export function unlessMissing(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
