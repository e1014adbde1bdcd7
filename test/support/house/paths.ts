import { OUTERMOST, PACKAGE_FOLDERS, packageName, type PackageFolder } from './direction.ts';
import type { Source } from './scan.ts';

/** One broken rule, as a line that an editor can open: `path:line  what is wrong`. */
export type Violation = string;

/** Every broken rule of the kind that a check knows. */
export type Check = (sources: readonly Source[]) => Violation[];

/** Whether the path is one of the files or lies in one of the folders. */
export function isIn(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

export function within(sources: readonly Source[], folders: readonly string[]): Source[] {
  return sources.filter(({ path }) => isIn(path, folders));
}

/** What users install: everything but the tests. */
export function production(sources: readonly Source[]): Source[] {
  return within(sources, PACKAGE_FOLDERS);
}

/** Where there is no clock, no randomness, no I/O: protocol/ and the inside of firmware-sim/. */
export function sandboxed(sources: readonly Source[]): Source[] {
  return within(sources, ['protocol', 'firmware-sim']).filter(({ path }) => !isIn(path, OUTERMOST));
}

/** The workspace that a file belongs to. */
export function packageOf(path: string): PackageFolder | undefined {
  return PACKAGE_FOLDERS.find((folder) => isIn(path, [folder]));
}

/** Whether an import by name means the workspace in this folder or one of its entry points. */
export function namesPackage(specifier: string, folder: string): boolean {
  return isIn(specifier, [packageName(folder)]);
}
