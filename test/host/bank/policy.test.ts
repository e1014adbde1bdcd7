import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const IMPORT = /^(?:import|export)\s(?!type\s)[^;]*?from '([^']+)';/gmu;

/** The packages that a file loads, by itself and by what it imports. */
function packagesOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  seen.add(file);
  const found = new Set<string>();
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const target = join(dirname(file), from);
    if (!from.startsWith('.')) found.add(from);
    else if (!seen.has(target)) for (const one of packagesOf(target, seen)) found.add(one);
  }
  return found;
}

it('the entry for policies alone loads no server, no database and nothing of Node', () => {
  const root = join(import.meta.dirname, '../../..');
  const packages = packagesOf(join(root, 'host/bank/policy.ts'));
  expect([...packages].sort()).toEqual(['@fobkit/protocol', '@fobkit/store/yaml', 'valibot']);
  const words = packagesOf(join(root, 'host/store/yaml/index.ts'));
  expect([...words].sort()).toEqual(['yaml']);
});
