import { describe, expect, it } from 'vitest';
import { declaredImports, referencesMatchDependencies } from './manifest-checks.ts';
import type { Manifest } from './manifests.ts';
import { scanSource } from './scan.ts';

describe('manifests', () => {
  const protocol: Manifest = {
    folder: 'protocol',
    name: '@fobkit/protocol',
    exports: new Map([['.', 'protocol/index.ts']]),
    dependencies: new Map(),
    bin: new Map(),
    references: [],
  };
  const client: Manifest = {
    folder: 'host/client',
    name: '@fobkit/client',
    exports: new Map(),
    dependencies: new Map([['@fobkit/protocol', '0.1.0']]),
    bin: new Map(),
    references: ['protocol'],
  };
  const imports = (specifier: string): number =>
    declaredImports([scanSource('host/client/a.ts', `import '${specifier}';`)], [protocol, client])
      .length;

  it('an undeclared package and an undeclared entry point are found', () => {
    expect(imports('valibot')).toBe(1);
    expect(imports('@fobkit/protocol/oath')).toBe(1);
  });
  it('a declared entry point and a module of Node are not', () => {
    expect(imports('@fobkit/protocol')).toBe(0);
    expect(imports('node:fs')).toBe(0);
  });
  it('a dependency without a project reference is found, and the reverse', () => {
    expect(referencesMatchDependencies([{ ...client, references: [] }])).toHaveLength(1);
    expect(referencesMatchDependencies([{ ...client, dependencies: new Map() }])).toHaveLength(1);
    expect(referencesMatchDependencies([protocol, client])).toEqual([]);
  });
});
