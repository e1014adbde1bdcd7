import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from './store-error.ts';

/**
 * A file that is there whole or not at all, and takes no other's place: `make` writes it under
 * another name, for its owner alone.
 */
export async function inNewPlace(
  path: string,
  make: (partial: string) => Promise<void>,
): Promise<void> {
  if (existsSync(path)) throw occupied(path);
  const partial = `${path}.partial`;
  createEmpty(partial);
  try {
    await make(partial);
    sync(partial);
    putInPlace(partial, path);
    sync(dirname(path));
  } finally {
    for (const rest of [partial, `${partial}-wal`, `${partial}-shm`]) rmSync(rest, { force: true });
  }
}

function createEmpty(path: string): void {
  try {
    rmSync(path, { force: true });
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const message = `${path} cannot be made: is its folder there, and yours?`;
    throw new StoreError('denied', message, { cause: error });
  }
}

function putInPlace(partial: string, path: string): void {
  try {
    linkSync(partial, path);
  } catch (error) {
    if (existsSync(path)) throw occupied(path);
    throw new StoreError('denied', `${path} cannot be made`, { cause: error });
  }
}

function occupied(path: string): StoreError {
  return new StoreError('denied', `${path} is there already: name a new file`);
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
