import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { runHere } from '../support/run-here.ts';

const root = join(import.meta.dirname, '../../../..');
const schema = JSON.parse(
  readFileSync(join(root, 'host/fleet/schema/results.schema.json'), 'utf8'),
) as object;
const check = new Ajv().compile(schema);

it.each([
  ['run', 'fobkit fleet'],
  ['compare', 'fobkit fleet comparison'],
  ['replace', 'fobkit replacement plan'],
])('what fob fleet %s --json prints is of the published schema', async (command, format) => {
  const args = ['fleet', command, 'example:manual-1303', '--fobs', '300', '--days', '1000'];
  const { stdout } = await runHere([...args, '--workers', '1', '--json']);
  const told = JSON.parse(stdout) as object;
  expect(told).toHaveProperty('format', format);
  expect(check(told), JSON.stringify(check.errors)).toBe(true);
  expect(check({ ...told, more: 1 })).toBe(false);
});

function wordsOf(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...Object.values(value).flatMap(wordsOf)]
      : wordsOf(value),
  );
}

it('docs/fleet/json.md tells of every field', () => {
  const page = readFileSync(join(root, 'docs/fleet/json.md'), 'utf8');
  const words = [...new Set(wordsOf(schema))];
  expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
});
