import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';

/** What a run was made on, in one line; no name of a machine or user. */
export function machineLine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const load = loadavg().map((value) => value.toFixed(2));
  const node = `Node ${process.versions.node}, V8 ${process.versions.v8}`;
  const cores = availableParallelism();
  return `${model}, ${cores} cores, ${process.platform} ${process.arch}; ${node}; load ${load.join(' ')}`;
}

/** Name and version of an installed package, as a peer is called in a table. */
export function named(packageName: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const version = versionIn(join(folder, packageName, 'package.json'));
    if (version !== undefined) return `${packageName} ${version}`;
  }
  throw new Error(`${packageName} is not installed below ${dirname(import.meta.dirname)}`);
}

function versionIn(path: string): string | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest))
    return undefined;
  return String(manifest.version);
}
