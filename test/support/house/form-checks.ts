import { isIn, type Check, type Violation } from './paths.ts';
import type { Source } from './scan.ts';

/** Files and folders are kebab-case; what kind of file it is stands before `.ts`. */
export const fileNames: Check = (sources) =>
  sources
    .filter(({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(path))
    .map(({ path }) => `${path}  is not kebab-case`);

/** How long files may be. */
export interface SizeRules {
  readonly usual: number;
  readonly most: number;
  /** Files between the two limits, each with its reason. */
  readonly long: Readonly<Record<string, string>>;
  /** Tables of data, which may have any length. */
  readonly tables: readonly string[];
}

/** No file is long; a table of data may be, when it is only that. */
export function fileSizes(sources: readonly Source[], rules: SizeRules): Violation[] {
  return sources.flatMap(({ path, lines, onlyData }) => {
    if (rules.tables.includes(path)) {
      return onlyData ? [] : [`${path}  is listed as a table but holds code`];
    }
    const listed = path in rules.long || isIn(path, ['test']);
    const limit = listed ? rules.most : rules.usual;
    return lines > limit ? [`${path}:${String(limit)}  has ${String(lines)} lines`] : [];
  });
}

/** No default exports, enums, namespaces, `any` or `!`; `export *` only in entry points. */
export function forms(sources: readonly Source[], entryPoints: ReadonlySet<string>): Violation[] {
  return sources
    .filter(({ path }) => path !== 'vitest.config.ts')
    .flatMap((source) =>
      source.forms
        .filter(({ form }) => form !== 'export *' || !entryPoints.has(source.path))
        .map(({ form, line }) => `${source.path}:${String(line)}  ${form}`),
    );
}

/** A barrel, or a file named index.ts, is an entry point that a package.json declares. */
export function barrels(sources: readonly Source[], entryPoints: ReadonlySet<string>): Violation[] {
  return sources
    .filter(({ path }) => !entryPoints.has(path))
    .filter(({ path, onlyReexports }) => onlyReexports || path.endsWith('/index.ts'))
    .map(({ path }) => `${path}  is a barrel, but no entry point of its package`);
}
