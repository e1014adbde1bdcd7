import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a file of this folder in a Node process of its own; what it printed, read as JSON. */
export async function inChild<T>(
  file: string,
  { flags = [], args = [] }: { readonly flags?: string[]; readonly args?: string[] } = {},
): Promise<T> {
  const path = join(import.meta.dirname, file);
  const { stdout } = await run(process.execPath, [...flags, path, ...args], { timeout: 300_000 });
  return JSON.parse(stdout) as T;
}
