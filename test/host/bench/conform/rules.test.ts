import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conformanceChecks } from '../../../../host/bench/conform/catalogue.ts';
import { EXEMPT } from '../../../../host/bench/conform/rule/exempt.ts';
import { judge } from '../../../../host/bench/conform/rule/judge.ts';
import { RULES, sectionOf } from '../../../../host/bench/conform/rule/rules.ts';

const ROOT = new URL('../../../../', import.meta.url);
const DOCS = new URL('docs/protocol/', ROOT);
const SOURCES = new URL('host/bench/conform/', ROOT);

/** Every rule of the pages with its section, read from them. */
function rulesOfTheDocs(): { id: string; section: string }[] {
  const pages = readdirSync(DOCS).filter((name) => /^\d\d-.*\.md$/.test(name));
  return pages.sort().flatMap((page) => {
    let section = '';
    return readFileSync(new URL(page, DOCS), 'utf8')
      .split('\n')
      .flatMap((line) => {
        section = /^## (\d+\.\d+ .*)$/.exec(line)?.[1]?.trim() ?? section;
        const named = /^- \*\*\[([A-Z]+-\d+)\]\*\*/.exec(line)?.[1];
        if (named !== undefined) return [{ id: named, section }];
        const counted = page.startsWith('05') ? /^(\d+)\. /.exec(line)?.[1] : undefined;
        if (counted === undefined || section.startsWith('5.10')) return [];
        return [{ id: `§${section.split(' ')[0] ?? ''}.${counted}`, section }];
      });
  });
}

/** Ids that the checks blame in their assertions. */
function blamed(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts') && !name.startsWith('rule/'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, SOURCES), 'utf8');
      return [
        ...text.matchAll(/'((?:(?:HID|SER|MSG|LIFE|CMD|CODE|USB)-\d+)|(?:§\d\.\d+\.\d+))'/g),
      ].map(([, id = '']) => id);
    });
}

const known = new Set(RULES.map(({ id }) => id));

test('the table of rules is that of docs/protocol, in its order', () => {
  expect(RULES).toEqual(rulesOfTheDocs());
});

test('every rule has a check, or a reason why no host can check it', () => {
  const checked = new Set(conformanceChecks.flatMap(({ rules }) => rules));
  expect(RULES.map(({ id }) => id).filter((id) => !checked.has(id) && !EXEMPT.has(id))).toEqual([]);
});

test('no check and no reason is about a rule that no page has', () => {
  const named = [...conformanceChecks.flatMap(({ rules }) => rules), ...EXEMPT.keys(), ...blamed()];
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test('each reason is about a rule that no check proves', () => {
  const checked = new Set(conformanceChecks.flatMap(({ rules }) => rules));
  expect([...EXEMPT.keys()].filter((id) => checked.has(id))).toEqual([]);
});

test('names of checks are unique, and in kebab case', () => {
  const names = conformanceChecks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
});

test('a check that wants the transport key is destructive', () => {
  const mild = conformanceChecks.filter(
    ({ needs, destructive }) => needs.includes('key') && !destructive,
  );
  expect(mild).toEqual([]);
});

test('the section of a rule is told by its number and title', () => {
  expect(sectionOf('HID-13')).toBe('1.4 Transactions');
  expect(sectionOf('§5.4.3')).toBe('5.4 OpenChannel');
  expect(sectionOf('XYZ-1')).toBe('');
});

test('a report of some checks has their rules and those that no host can check, and no others', () => {
  const [check] = conformanceChecks;
  if (check === undefined) throw new RangeError('there is a check');
  const { name, rules, title } = check;
  const seen = { assertions: 1, evidence: [], milliseconds: 1 };
  const judged = judge([{ name, title, rules, verdict: 'PASS', ...seen }]);
  const named = (verdict: string): Set<string> =>
    new Set(judged.filter((rule) => rule.verdict === verdict).map(({ id }) => id));
  expect(named('PASS')).toEqual(new Set(rules));
  expect(named('NOT CHECKED')).toEqual(new Set(EXEMPT.keys()));
  expect(judged).toHaveLength(rules.length + EXEMPT.size);
});
