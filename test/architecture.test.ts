import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  clientPlatforms,
  firmwareSeesPortsOnly,
  innerDirection,
  packageDirection,
  productionWithoutTests,
  protocolImportsNobody,
  pureInside,
  relativeImports,
} from './support/house/direction-checks.ts';
import { barrels, fileNames, fileSizes, forms } from './support/house/form-checks.ts';
import {
  declaredImports,
  entryPoints,
  referencesMatchDependencies,
} from './support/house/manifest-checks.ts';
import { readManifests } from './support/house/manifests.ts';
import {
  clientGlobals,
  exactPhysics,
  hostClock,
  sandboxGlobals,
} from './support/house/name-checks.ts';
import { packageName } from './support/house/direction.ts';
import { SIZES } from './support/house/sizes.ts';
import { importCircles } from './support/house/circles.ts';
import { readSources } from './support/house/sources.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = readSources(root);
const manifests = readManifests(root);

describe('direction', () => {
  it('workspaces import only what lies below them', () => {
    expect(packageDirection(sources)).toEqual([]);
  });
  it('protocol imports nobody', () => {
    expect(protocolImportsNobody(sources)).toEqual([]);
  });
  it('the firmware sees its own folder and the protocol', () => {
    expect(firmwareSeesPortsOnly(sources)).toEqual([]);
  });
  it('the folders of firmware-sim see each other one way', () => {
    expect(innerDirection(sources)).toEqual([]);
  });
  it('only the outermost folders of firmware-sim use Node', () => {
    expect(pureInside(sources)).toEqual([]);
  });
  it('the client sees nothing of Node but in its part for Node', () => {
    expect(clientPlatforms(sources)).toEqual([]);
  });
  it('relative imports stay in their workspace and name a .ts file', () => {
    expect(relativeImports(sources)).toEqual([]);
  });
  it('no files import each other in a circle', () => {
    expect(importCircles(sources)).toEqual([]);
  });
  it('nothing in production imports tests or mocks', () => {
    expect(productionWithoutTests(sources)).toEqual([]);
  });
});

describe('manifests', () => {
  it('workspaces have the names that others import', () => {
    const named = manifests.map(({ folder, name }) => [folder, name]);
    expect(named).toEqual(manifests.map(({ folder }) => [folder, packageName(folder)]));
  });
  it('declare every package that is imported, by its entry points', () => {
    expect(declaredImports(sources, manifests)).toEqual([]);
  });
  it('have project references that match their dependencies', () => {
    expect(referencesMatchDependencies(manifests)).toEqual([]);
  });
  it('declare entry points that exist', () => {
    const missing = [...entryPoints(manifests)].filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });
});

describe('barred names', () => {
  it('no clock, timer, randomness or I/O in protocol and the inside of firmware-sim', () => {
    expect(sandboxGlobals(sources)).toEqual([]);
  });
  it('no arithmetic that engines round differently inside firmware-sim', () => {
    expect(exactPhysics(sources)).toEqual([]);
  });
  it('nothing of Node in the client outside its part for Node', () => {
    expect(clientGlobals(sources)).toEqual([]);
  });
  it('no clock in host outside the CLI and the one clock adapter', () => {
    expect(hostClock(sources)).toEqual([]);
  });
});

describe('files', () => {
  it('are kebab-case', () => {
    expect(fileNames(sources)).toEqual([]);
  });
  it('are short, unless listed', () => {
    expect(fileSizes(sources, SIZES)).toEqual([]);
  });
  it('are listed as long or as tables only while they exist and are long', () => {
    const listed = [...Object.keys(SIZES.long), ...SIZES.tables];
    const long = sources.filter(({ lines }) => lines > SIZES.usual).map(({ path }) => path);
    expect(listed.filter((path) => !long.includes(path))).toEqual([]);
  });
  it('have no default exports, enums, namespaces, any or non-null assertions', () => {
    expect(forms(sources, entryPoints(manifests))).toEqual([]);
  });
  it('are no barrels, but for the entry points of packages', () => {
    expect(barrels(sources, entryPoints(manifests))).toEqual([]);
  });
});
