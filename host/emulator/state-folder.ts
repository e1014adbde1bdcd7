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

/** The text that `read` gives; undefined when there is no such file. */
export function unlessMissing(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
