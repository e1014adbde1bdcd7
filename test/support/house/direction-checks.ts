import { posix } from 'node:path';
import {
  CLIENT_BROWSER,
  CLIENT_NODE,
  CLIENT_PACKAGES,
  INNER_RULES,
  PACKAGES,
  PACKAGE_FOLDERS,
  PURE_PACKAGES,
  TEST_LIBRARIES,
} from './direction.ts';
import {
  isIn,
  namesPackage,
  packageOf,
  production,
  sandboxed,
  within,
  type Check,
  type Violation,
} from './paths.ts';
import type { ModuleUse, Source } from './scan.ts';

/** Workspaces import only the workspaces that the direction allows them, by their names. */
export const packageDirection: Check = (sources) =>
  eachModule(sources, (source, module) => {
    const from = packageOf(source.path);
    const to = PACKAGE_FOLDERS.find((folder) => namesPackage(module.specifier, folder));
    if (from === undefined || to === undefined) return undefined;
    const allowed: readonly string[] = PACKAGES[from];
    return allowed.includes(to) ? undefined : `${from} never imports ${to}`;
  });

/** A relative import names a `.ts` file of the same workspace. */
export const relativeImports: Check = (sources) => {
  const paths = new Set(sources.map((source) => source.path));
  return eachModule(production(sources), (source, module) => {
    const target = relativeTarget(source, module);
    if (target === undefined || module.how === 'url') return undefined;
    if (packageOf(target) !== packageOf(source.path)) return 'leaves its workspace: use its name';
    return paths.has(target) ? undefined : `no such source: ${target}`;
  });
};

/** protocol/ imports nobody. */
export const protocolImportsNobody: Check = (sources) =>
  eachModule(within(sources, ['protocol']), (_, { specifier }) =>
    specifier.startsWith('.') ? undefined : `protocol imports nobody, not ${specifier}`,
  );

/** The folders of firmware-sim/ see of each other what `INNER_RULES` says. */
export const innerDirection: Check = (sources) =>
  INNER_RULES.flatMap((rule) =>
    eachModule(within(sources, [rule.folder]), (source, module) => {
      const target = relativeTarget(source, module);
      if (target === undefined) return undefined;
      const barred = isIn(target, rule.barred) && !rule.except.includes(target);
      return barred ? `${target}: ${rule.instead}` : undefined;
    }),
  );

/** firmware-sim/firmware sees its own folder and @fobkit/protocol, nothing else. */
export const firmwareSeesPortsOnly: Check = (sources) =>
  eachModule(within(sources, [FIRMWARE]), (source, module) => {
    const target = relativeTarget(source, module);
    const own = target !== undefined && isIn(target, [FIRMWARE]);
    const allowed = own || namesPackage(module.specifier, 'protocol');
    return allowed ? undefined : `firmware/ sees itself and @fobkit/protocol: ${module.specifier}`;
  });

const FIRMWARE = 'firmware-sim/firmware';

/** In firmware-sim/ only plug/, control/ and fixture/ use `node:*` and packages that do. */
export const pureInside: Check = (sources) =>
  eachModule(within(sandboxed(sources), ['firmware-sim']), (_, { specifier }) => {
    const pure = specifier.startsWith('.') || isIn(specifier, PURE_PACKAGES);
    return pure ? undefined : `${specifier}: only in plug/, control/ and fixture/`;
  });

/** host/client runs on every platform; only node/ is for Node, only browser/ for browsers. */
export const clientPlatforms: Check = (sources) =>
  eachModule(within(sources, ['host/client']), (source, module) => {
    const inNode = isIn(source.path, [CLIENT_NODE]);
    const target = relativeTarget(source, module);
    if (target === undefined) {
      const portable = inNode || isIn(module.specifier, CLIENT_PACKAGES);
      return portable ? undefined : `${module.specifier}: only in ${CLIENT_NODE}/`;
    }
    const others = [CLIENT_NODE, CLIENT_BROWSER].filter((one) => !isIn(source.path, [one]));
    return isIn(target, others) ? `${target} is for another platform` : undefined;
  });

/** Nothing in production imports test/, the fixtures for tests, or a test library. */
export const productionWithoutTests: Check = (sources) =>
  eachModule(production(sources), (source, module) => {
    const target = relativeTarget(source, module) ?? module.specifier;
    const own = isIn(source.path, ['host/testing']);
    if (isIn(target, ['test'])) return 'production never imports test/';
    if (namesPackage(target, 'host/testing')) return 'production never depends on a mock';
    return isIn(target, TEST_LIBRARIES) && !own ? `${target} is for tests` : undefined;
  });

/** Judges every place where a file names a module. */
export function eachModule(
  sources: readonly Source[],
  judge: (source: Source, module: ModuleUse) => string | undefined,
): Violation[] {
  return sources.flatMap((source) =>
    source.modules.flatMap((module) => {
      const fault = judge(source, module);
      return fault === undefined ? [] : [`${source.path}:${String(module.line)}  ${fault}`];
    }),
  );
}

/** The file that a relative import means, relative to the repository. */
export function relativeTarget(source: Source, { specifier }: ModuleUse): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(source.path), specifier);
}
