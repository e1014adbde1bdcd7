import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fleetJsonSchema, readFleetFile } from '@fobkit/fleet';
import { fleetEnv } from '../../host/cli/fleet/fleet-env.ts';
import { LIVES } from '../../host/fleet/file/climate.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/fleet/files.md'), 'utf8');

/** Every word that the schema has, wherever it stands. */
function wordsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'properties'
      ? [...Object.keys(value as object), ...Object.values(value as object).flatMap(wordsOf)]
      : wordsOf(value),
  );
}

// The words of policies are on a page of their own.
const words = [...new Set(wordsOf(fleetJsonSchema({})))];

it.each(words)('the page of fleet files tells of %s', (word) => {
  expect(page).toContain(`\`${word}\``);
});

it.each(LIVES.map(({ name }) => name))('the page of fleet files tells of the life %s', (name) => {
  expect(page).toContain(`| \`${name}\``);
});

const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => yaml);

it.each(examples)('an example of the page is a fleet file: %.30s', (text) => {
  expect(() => readFleetFile(text, 'files.md', fleetEnv)).not.toThrow();
});
