import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenarios, scenarioSchema } from '@fobkit/bench';
import { wordFamilies } from '../../host/bench/scenario/word/word-families.ts';
import { scenarioEnv } from '../../host/cli/bench/scenario-env.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'bench');
const page = (name: string): string => readFileSync(join(folder, name), 'utf8');
const pages = readdirSync(join(folder, 'words')).filter((name) => name !== 'README.md');
const words = [...new Set(wordFamilies.flatMap((family) => family.words))];
const env = scenarioEnv();

function check(text: string, file: string): void {
  expect(() => readScenarios({ text, file }, env)).not.toThrow();
}

/** The YAML of a page, block by block. */
function examplesOf(text: string): readonly string[] {
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => yaml);
}

/** The first column of a page's table of forms. */
function formsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\| `(.*?)` +\|/gm)].map(([, form = '']) => form);
}

it.each(words)('%s has its page', (word) => {
  expect(pages).toContain(`${word}.md`);
});

it('no page is about a word that is not there', () => {
  expect(pages.map((name) => name.slice(0, -3)).filter((name) => !words.includes(name))).toEqual(
    [],
  );
});

it('the index lists each word under where it stands', () => {
  const listed = page('words/README.md')
    .split(/^## /m)
    .slice(1)
    .map((part) => [...part.matchAll(/^- \[(.*?)\]\(\1\.md\): \S/gm)].map(([, word]) => word));
  expect(listed.map((some) => some.toSorted())).toEqual(
    wordFamilies.map((family) => family.words.toSorted()),
  );
});

describe.each(words)('the page of %s', (word) => {
  const name = `words/${word}.md`;
  const text = existsSync(join(folder, name)) ? page(name) : '';

  it('says where the word stands', () => {
    const places = wordFamilies
      .filter((family) => family.words.includes(word))
      .map(({ where }) => where);
    expect(text).toContain(`\nStands ${places.join(', ')}.\n`);
  });

  it('has an example that parses, and uses the word', () => {
    const examples = examplesOf(text);
    expect(examples.join('\n')).toMatch(new RegExp(`\\b${word}\\b`));
    for (const example of examples) check(example, name);
  });

  it('says how it fails, and has forms', () => {
    expect(text).toMatch(/^- \*\*Fails\*\*: \S/m);
    expect(formsOf(text)).not.toEqual([]);
  });

  it.each(formsOf(text).filter((form) => fileWith(form) !== undefined))(
    'the form %s parses',
    (form) => {
      check(fileWith(form) ?? '', name);
    },
  );

  it('names each key that stands behind the word', () => {
    expect(keysBehind(word).filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
  });
});

it('the examples of the page about files parse', () => {
  const examples = examplesOf(page('scenarios.md'));
  expect(examples.length).toBeGreaterThan(2);
  for (const example of examples) check(example, 'scenarios.md');
});

const HEAD = {
  scenario: 'a',
  profile: 'generic',
  parameters: '{ type: generic, percent: 5 }',
  faults: '{ seg: lcd.segment 2d, jump: rtc.jump +1h }',
  given: '{ others: { twin: {} } }',
  steps: '[press]',
};

/** A whole file around a form of a table; nothing for what is only a key of something. */
function fileWith(form: string): string | undefined {
  if (form.includes('…')) return undefined;
  const key = /^([a-z-]+)(?::|$)/.exec(form)?.[1];
  const [file = [], given = [], step = [], beside = []] = wordFamilies.map(
    (family) => family.words,
  );
  const withStep = (line: string): string => fileOf({ ...HEAD, steps: `\n  - ${line}` });
  if (form.startsWith('{') || (key !== undefined && step.includes(key))) return withStep(form);
  if (key === undefined || !form.includes(':')) return undefined;
  const value = form.slice(key.length + 1);
  if (file.includes(key)) return fileOf({ ...HEAD, [key]: value });
  if (given.includes(key)) return fileOf({ ...HEAD, given: `{ ${form} }` });
  if (!beside.includes(key)) return undefined;
  const tolerance = key === 'equivalent' ? ', tolerance: none' : ', equivalent: [press]';
  return withStep(
    `{ wait: 1 d, ${form}${form.includes('tolerance:') && key === 'equivalent' ? '' : tolerance} }`,
  );
}

function fileOf(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}: ${value.trimStart().startsWith('-') ? value : value.trim()}\n`)
    .join('');
}

/** The keys that the schema has directly behind a word, where they have no pages of their own. */
function keysBehind(word: string): readonly string[] {
  const found = new Set<string>();
  const visit = (node: unknown, inside: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'properties') visit(value, inside);
      else {
        for (const [name, schema] of Object.entries(value as Readonly<Record<string, unknown>>)) {
          if (inside) found.add(name);
          else visit(schema, name === word);
        }
      }
    }
  };
  visit(scenarioSchema(), false);
  return [...found].filter((key) => !words.includes(key) || key === 'code');
}
