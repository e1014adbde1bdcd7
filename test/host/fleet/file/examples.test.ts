import { readdirSync, readFileSync } from 'node:fs';
import { policyJsonSchema } from '@fobkit/bank';
import { fleetJsonSchema, readFleetFile } from '@fobkit/fleet';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileEnv } from '../support/file-env.ts';

const folder = new URL('../../../../host/fleet/', import.meta.url);
const examples = readdirSync(new URL('examples/', folder));
const schema: unknown = JSON.parse(
  readFileSync(new URL('schema/fleet.schema.json', folder), 'utf8'),
);

it.each(examples)('the example %s is a fleet file', (name) => {
  const text = readFileSync(new URL(`examples/${name}`, folder), 'utf8');
  const plan = readFleetFile(text, name, fileEnv);
  expect(`${plan.name}.yaml`).toBe(name);
  expect(plan.variants.length).toBeGreaterThan(1);
});

it.each(examples)('the published schema takes %s, and not a word that there is not', (name) => {
  const check = new Ajv({ formats: { date: true } }).compile(schema as object);
  const data = parse(readFileSync(new URL(`examples/${name}`, folder), 'utf8')) as object;
  expect(check(data), JSON.stringify(check.errors)).toBe(true);
  expect(check({ ...data, fobbs: 3 })).toBe(false);
});

it('the published schema is that of the reader (npm run fleet-schema)', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(fleetJsonSchema(policyJsonSchema()))));
});

it('the published schema tells each word of a policy once, whoever varies it', () => {
  expect(JSON.stringify(schema).split('Wrong codes in a row that lock; or never.')).toHaveLength(2);
});

it.each<[string, boolean]>([
  ['vary: { idle.limit: [-4] }', false],
  ['vary: [{ policy: rsa, lockAfter: 3 }]', true],
  ['vary: [{ policy: { base: rsb } }]', false],
  ['shelf: { time: { uniform: [1 d, 2 weeks] } }', true],
  ['shelf: { time: { uniform: [1 d, 2 weeks, 3 d] } }', false],
  ['shelf: { time: { uniform: [1 d, 2 km] } }', false],
  ['policy: { base: rfc4226, normal: 2, lockAfter: never }', true],
  ['vary: { idle.limit: [4, { behind: 6, ahead: 4 }] }', true],
  ['policy: rfc4227', false],
  ['policy: { base: rfc4226, lockAfer: 3 }', false],
  ['policy: { base: rfc4226, lockAfter: 0 }', false],
  ['vary: { lockAfer: [3] }', false],
])('the published schema knows the words of policies: %s', (line, isRight) => {
  const check = new Ajv({ formats: { date: true } }).compile(schema as object);
  const least = { fleet: 'a', fobs: 10, time: '1 year', profile: 'generic', policy: 'rsa' };
  expect(check({ ...least, ...(parse(line) as object) })).toBe(isRight);
});
