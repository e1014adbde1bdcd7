import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { benchJsonSchema } from '@fobkit/bench';

const folder = new URL('../../../../host/bench/schema/', import.meta.url);
const published = JSON.parse(readFileSync(new URL('bench.schema.json', folder), 'utf8')) as Record<
  string,
  unknown
>;
const example: unknown = parse(readFileSync(new URL('bench.example.yaml', folder), 'utf8'));
const check = new Ajv({ strict: false, unicodeRegExp: true }).compile(published);

describe('the published schema of bench files', () => {
  it('is what the reader goes by (node test/support/print-bench-schema.ts writes it)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(benchJsonSchema())));
  });

  it('takes the example, by another implementation of JSON Schema', () => {
    expect(check(example)).toBe(true);
  });

  it.each([
    ['an unknown word', { ...(example as object), fobs: 3 }],
    ['no ports', { bench: 'x', instruments: {} }],
    ['a wrong kind', { bench: 'x', instruments: { a: { kind: 'scope' } }, ports: {} }],
  ])('refuses %s', (_, data) => {
    expect(check(data)).toBe(false);
  });
});
