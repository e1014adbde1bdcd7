import { accessSync, constants, mkdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StateFolder } from './state-folder.ts';
import { stateFailure, StateFolderError } from './state-folder-error.ts';

/** proc and sysfs (statfs(2)): not even root makes a folder there, whatever its mode says. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([0x9fa0, 0x6265_6572]);

/**
 * Makes the folders, for this user alone.
 *
 * @throws StateFolderError when one cannot be made, or is not this user's alone to write.
 */
export function makeStateFolder(state: StateFolder): void {
  checkStateFolder(state);
  for (const folder of ancestorsMissing(state).toReversed()) makeFolder(state, folder);
  for (const folder of [state.path, state.sims, state.batchKeys, state.terminals]) {
    if (statOf(state, folder) === undefined) makeFolder(state, folder);
    checkOurs(state, folder);
  }
}

/**
 * Looks whether the state folder is there and may be trusted, or could be made; makes nothing.
 *
 * @throws StateFolderError when it is neither.
 */
export function checkStateFolder(state: StateFolder): void {
  if (statOf(state, state.path) !== undefined) {
    checkOurs(state, state.path);
    return;
  }
  const nearest = dirname(ancestorsMissing(state).at(-1) ?? state.path);
  if (statOf(state, nearest)?.isDirectory() !== true) {
    throw new StateFolderError(state.path, `${nearest} is not a folder`);
  }
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw stateFailure(state.path, nearest, error);
  }
  if (process.platform === 'linux' && KERNEL_FILE_SYSTEMS.has(statfsSync(nearest).type)) {
    throw new StateFolderError(state.path, `no folder can be made in ${nearest}`);
  }
}

/** The state folder and those above it that are not there, the innermost first. */
function ancestorsMissing(state: StateFolder): string[] {
  const missing: string[] = [];
  let folder = state.path;
  // The root is its own parent.
  while (statOf(state, folder) === undefined && dirname(folder) !== folder) {
    missing.push(folder);
    folder = dirname(folder);
  }
  return missing;
}

/** One folder; not `recursive`, with which Node.js tries for ever where nothing can be made. */
function makeFolder(state: StateFolder, folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody else made it in the same moment.
    if (statOf(state, folder)?.isDirectory() !== true) {
      throw stateFailure(state.path, folder, error);
    }
  }
}

/** Whoever may write there could give us records and keys of his making. */
function checkOurs(state: StateFolder, folder: string): void {
  const found = statOf(state, folder);
  if (found?.isDirectory() !== true) {
    throw new StateFolderError(state.path, `${folder} is not a folder`);
  }
  const user = process.getuid?.();
  if (user === undefined) return;
  if (found.uid !== user) {
    throw new StateFolderError(state.path, `${folder} belongs to another user`);
  }
  if ((found.mode & 0o022) !== 0) {
    const mend = `chmod go-w '${folder}'`;
    throw new StateFolderError(state.path, `others may write in ${folder} (mend: ${mend})`);
  }
}

function statOf(state: StateFolder, path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw stateFailure(state.path, path, error);
  }
}
