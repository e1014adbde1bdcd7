import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policies, policyJsonSchema, readPolicy } from '@fobkit/bank';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runHere } from '../host/cli/support/run-here.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/bank/policies.md'), 'utf8');

/** Names in the first column of the tables. */
const rows = [...page.matchAll(/^\| `([^`]+)` /gm)].map(([, name = '']) => name);

/** Every word of the schema, as `idle.limit`; windows and titles are explained elsewhere. */
function wordsOf(schema: unknown, before = ''): readonly string[] {
  const { properties } = schema as { properties?: Record<string, unknown> };
  return Object.entries(properties ?? {}).flatMap(([word, of]) =>
    word === 'en' || word === 'ja' ? [] : [before + word, ...wordsOf(of, `${before}${word}.`)],
  );
}

it('the page of policies has a row for each word of the schema and each policy, and no other', () => {
  const names = policies.map(({ name }) => name);
  expect([...rows].sort()).toEqual([...wordsOf(policyJsonSchema()), ...names].sort());
});

it('its example is a policy', () => {
  const [, yaml = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? [];
  const { policy } = parse(yaml) as { policy: unknown };
  expect(readPolicy(policy, 'policies.md')).toMatchObject({ name: 'ours', lockAfter: 5 });
});

it('fob bank policies prints each one as a policy that reads back', async () => {
  for (const policy of policies) {
    const { stdout } = await runHere(['bank', 'policies', policy.name]);
    const read = parse(stdout) as { policy: unknown };
    expect(readPolicy(read.policy, policy.name)).toEqual(policy);
  }
});
