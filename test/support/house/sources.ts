import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanSource, type Source } from './scan.ts';

/** Generated; or AssemblyScript (protocol/oath/batch/assembly/), which is not quite TypeScript. */
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'assembly']);

/** Every TypeScript file of the repository, installed and built ones left out. */
export function readSources(root: string): Source[] {
  return sourcePaths(root, '').map((path) =>
    scanSource(path, readFileSync(join(root, path), 'utf8')),
  );
}

function sourcePaths(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const skipped = SKIPPED.has(entry.name) || entry.name.startsWith('.');
      return skipped ? [] : sourcePaths(root, path);
    }
    return /\.[cm]?tsx?$/.test(entry.name) ? [path] : [];
  });
}
