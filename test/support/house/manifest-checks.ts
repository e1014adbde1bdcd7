import type { Violation } from './paths.ts';
import { packageName } from './direction.ts';
import { eachModule } from './direction-checks.ts';
import { folderOf, type Manifest } from './manifests.ts';
import { isIn, within } from './paths.ts';
import type { Source } from './scan.ts';

/** A package declares what it imports, and imports only entry points that others declare. */
export function declaredImports(
  sources: readonly Source[],
  manifests: readonly Manifest[],
): Violation[] {
  return manifests.flatMap((manifest) =>
    eachModule(within(sources, [manifest.folder]), (_, { specifier }) => {
      if (/^(\.|node:|<computed>)/.test(specifier)) return undefined;
      const name = packageOfSpecifier(specifier);
      if (!manifest.dependencies.has(name)) return `${name} is no dependency of ${manifest.name}`;
      const other = manifests.find((one) => one.name === name);
      const subpath = `.${specifier.slice(name.length)}`;
      return other === undefined || other.exports.has(subpath)
        ? undefined
        : `${name} has no entry point ${subpath}`;
    }),
  );
}

/** Project references and dependencies on workspaces say the same. */
export function referencesMatchDependencies(manifests: readonly Manifest[]): Violation[] {
  return manifests.flatMap(({ folder, dependencies, references }) => {
    const wanted = [...dependencies.keys()].flatMap((name) => folderOf(name) ?? []);
    const missing = wanted.filter((one) => !references.includes(one));
    const extra = references.filter((one) => !isIn(one, wanted));
    return [
      ...missing.map((one) => `${folder}/tsconfig.json  has no reference to ${one}`),
      ...extra.map((one) => `${folder}/package.json  does not depend on ${packageName(one)}`),
    ];
  });
}

/** The whole source text of an entry point lies where its package says. */
export function entryPoints(manifests: readonly Manifest[]): ReadonlySet<string> {
  return new Set(manifests.flatMap((manifest) => [...manifest.exports.values()]));
}

function packageOfSpecifier(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
