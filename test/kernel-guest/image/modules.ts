import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unxz } from './vmlinux.ts';

/** The name of a module of the kernel, and the names of those that must be loaded before it. */
export interface ModuleNeeds {
  /** As the kernel writes it, with underscores. */
  readonly name: string;
  readonly needs: readonly string[];
}

/** A module and its file, unpacked. */
export interface KernelModule extends ModuleNeeds {
  readonly bytes: Buffer;
}

const FILE = /\.ko(\.xz)?$/;

/**
 * The wanted modules and all that they need, what is needed first. What the kernel has built in is
 * left out.
 *
 * @param folder `lib/modules/VERSION` of a kernel package.
 */
export function readModules(folder: string, wanted: readonly string[]): readonly KernelModule[] {
  const files = moduleFiles(folder);
  const builtIn = new Set(
    readFileSync(join(folder, 'modules.builtin'), 'utf8').split('\n').map(moduleName),
  );
  return inOrder(wanted.map(moduleName), (name) => {
    const file = files.get(name);
    if (file !== undefined) return readModule(name, file);
    if (builtIn.has(name)) return undefined;
    throw new Error(`the kernel package has no module ${name}`);
  });
}

/** Those of the modules that have to be loaded for the wanted ones, in an order that works. */
export function loadOrder<Module extends ModuleNeeds>(
  modules: readonly Module[],
  wanted: readonly string[],
): readonly Module[] {
  const known = new Map(modules.map((module) => [module.name, module]));
  return inOrder(wanted.map(moduleName), (name) => known.get(name));
}

function inOrder<Module extends ModuleNeeds>(
  wanted: readonly string[],
  find: (name: string) => Module | undefined,
): readonly Module[] {
  const chosen = new Map<string, Module>();
  const choose = (name: string): void => {
    if (chosen.has(name)) return;
    const module = find(name);
    if (module === undefined) return;
    module.needs.forEach(choose);
    chosen.set(name, module);
  };
  wanted.forEach(choose);
  return [...chosen.values()];
}

function moduleFiles(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && FILE.test(entry.name))
      .map((entry) => [moduleName(entry.name), join(entry.parentPath, entry.name)]),
  );
}

function readModule(name: string, file: string): KernelModule {
  const stored = readFileSync(file);
  const bytes = file.endsWith('.xz') ? unxz(stored) : stored;
  // The section .modinfo is strings `key=value`, each ended by a zero byte.
  const needs = /\0depends=([^\0]*)\0/.exec(bytes.toString('latin1'))?.[1];
  if (needs === undefined) throw new Error(`${basename(file)} does not tell what it needs`);
  return { name, bytes, needs: needs.split(',').filter(Boolean).map(moduleName) };
}

function moduleName(path: string): string {
  return basename(path).replace(FILE, '').replaceAll('-', '_');
}
