import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioSchema } from '@fobkit/bench';
import { scenarioPairs } from './generate.ts';
import { problems, withSteps } from './support.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const published = join(root, 'host/bench/schema/scenario.schema.json');
const library = join(root, 'host/bench/library');

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allErrors: true,
});
const isScenario = ajv.compile(scenarioSchema());

it('the published schema is what npm run scenario-schema prints', async () => {
  const printed = await format(JSON.stringify(scenarioSchema()), {
    parser: 'json',
    printWidth: 100,
  });
  expect(readFileSync(published, 'utf8')).toBe(printed);
});

it.each(readdirSync(library).filter((name) => name.endsWith('.yaml') && !name.startsWith('twins')))(
  'it takes %s of the library',
  (name) => {
    isScenario(parse(readFileSync(join(library, name), 'utf8')));
    expect(isScenario.errors).toBeNull();
  },
);

it('it takes whatever the reader takes', () => {
  fc.assert(
    fc.property(scenarioPairs, ({ words }) => {
      isScenario(words);
      expect(isScenario.errors).toBeNull();
    }),
  );
});

const head = 'scenario: a\nprofile: generic\n';

it.each([
  withSteps('pres'),
  withSteps('waitt: 3 s'),
  withSteps('wait: 3'),
  withSteps('wait: 3 V'),
  withSteps('wait'),
  withSteps('wait: -3 s'),
  withSteps('unplug: 3 s'),
  withSteps('cell: fesh'),
  withSteps('supply: { to: 2.1 V, ovr: 3 s }'),
  withSteps('supply: { over: 3 s }'),
  withSteps('{ press: , unplug: }'),
  withSteps('{}'),
  withSteps('host: redcode'),
  withSteps('host: { info: , outcome: wrong-kee }'),
  withSteps('host: { load: { digts: 6 } }'),
  withSteps('host: { load: { digits: 11 } }'),
  withSteps('bank: { verify: accept }'),
  withSteps('expect: { cod: valid }'),
  withSteps('expect: { drift: 30 s }'),
  withSteps('expect: {}'),
  withSteps('measure: { of: current2 }'),
  withSteps('repeat: { times: 0, steps: [press] }'),
  withSteps('repeat: { times: 2, steps: [] }'),
  withSteps('power-cuts: { during: [press] }'),
  withSteps('{ host-clock: 1 s, fob: twin }'),
  withSteps('{ repeat: { times: 2, steps: [press] }, equivalent: [press], tolerance: a }'),
  `${head}steps: []\n`,
  `${head}stps: [press]\n`,
  head,
  'profile: generic\nsteps: [press]\n',
  'scenario: a\nsteps: [press]\n',
  `${head}given: { battery: 5 }\nsteps: [press]\n`,
  `${head}given: { others: { Twin: {} } }\nsteps: [press]\n`,
  `${head}matrix: { seed: [] }\nsteps: [press]\n`,
  `${head}matrix: { seed: [1, 1] }\nsteps: [press]\n`,
  `${head}parameters: { a: [1] }\nsteps: [press]\n`,
  `${head}faults: { a: { armed: by-step } }\nsteps: [press]\n`,
  `${head}relying-party: { lock-after: 0 }\nsteps: [press]\n`,
  `${head}time-limit: 10\nsteps: [press]\n`,
])('it refuses what the reader refuses: %j', (text) => {
  expect(problems(text)).not.toEqual([]);
  expect(isScenario(parse(text))).toBe(false);
});

it('it takes a parameter wherever a value stands', () => {
  const text = withSteps(
    'wait: ${t}',
    'repeat: { times: "${n}", steps: [press] }',
    'temperature: { to: "${c} °C", over: "${t}" }',
    'expect: { answers: "${yes}" }',
    'bank: ${word}',
  );
  expect(isScenario(parse(text))).toBe(true);
});
