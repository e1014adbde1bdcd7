import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDERS, packageName, type PackageFolder } from './direction.ts';

/** What a workspace's package.json and tsconfig.json declare. */
export interface Manifest {
  readonly folder: PackageFolder;
  readonly name: string;
  /** Subpaths as users write them after the name, `.` first, and the source of each. */
  readonly exports: ReadonlyMap<string, string>;
  /** Declared versions by name: dependencies and peers, which users install. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Commands and the file that each starts. */
  readonly bin: ReadonlyMap<string, string>;
  /** Folders of the project references, relative to the repository. */
  readonly references: readonly string[];
}

/** The workspaces that exist so far. */
export function readManifests(root: string): Manifest[] {
  return PACKAGE_FOLDERS.filter((folder) => existsSync(join(root, folder, 'package.json'))).map(
    (folder) => readManifest(root, folder),
  );
}

function readManifest(root: string, folder: PackageFolder): Manifest {
  const manifest = readJson(join(root, folder, 'package.json'));
  const project = readJson(join(root, folder, 'tsconfig.json'));
  const references = Array.isArray(project['references']) ? project['references'] : [];
  return {
    folder,
    name: String(manifest['name']),
    exports: new Map(
      Object.entries(record(manifest['exports'])).map(([subpath, conditions]) => [
        subpath,
        join(folder, String(record(conditions)['fobkit-source'])),
      ]),
    ),
    dependencies: new Map([
      ...entries(manifest['dependencies']),
      ...entries(manifest['peerDependencies']),
    ]),
    bin: new Map(entries(manifest['bin'])),
    references: references.map((one) => join(folder, String(record(one)['path']))),
  };
}

/** The folder of the workspace with this published name. */
export function folderOf(name: string): PackageFolder | undefined {
  return PACKAGE_FOLDERS.find((folder) => packageName(folder) === name);
}

export function readJson(path: string): Record<string, unknown> {
  return record(JSON.parse(readFileSync(path, 'utf8')));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function entries(value: unknown): [string, string][] {
  return Object.entries(record(value)).map(([key, text]) => [key, String(text)]);
}
