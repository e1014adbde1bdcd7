import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import * as v from 'valibot';

/** What makes a record, with its version: `fobkit 0.1.0`. */
export function toolName(): string {
  const path = findPackageJSON(import.meta.url);
  if (path === undefined) return 'fobkit';
  const manifest = v.parse(
    v.object({ version: v.string() }),
    JSON.parse(readFileSync(path, 'utf8')),
  );
  return `fobkit ${manifest.version}`;
}
