import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { page } from './doc-tables.ts';

const root = new URL('../../../', import.meta.url);
const PAGES = [
  ['03-messages.md', 'MSG'],
  ['04-lifecycle.md', 'LIFE'],
  ['06-commands.md', 'CMD'],
] as const;

function matchesIn(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found);
}

function textsIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|md)$/.test(name) && !name.startsWith('dist'))
    .map((name) => readFileSync(new URL(`${folder}${name}`, root), 'utf8'));
}

const cited = ['protocol/', 'firmware-sim/firmware/', 'docs/protocol/']
  .flatMap(textsIn)
  .flatMap((text) => matchesIn(text, /\[([A-Z]+-\d+)\]/g));

describe.each(PAGES)('the rules of docs/protocol/%s', (name, family) => {
  const declared = matchesIn(page(name), /^- \*\*\[([A-Z]+-\d+)\]\*\*/gm);

  it('are numbered without a gap, in their order', () => {
    expect(declared).toEqual(declared.map((_, i) => `${family}-${String(i + 1)}`));
    expect(declared.length).toBeGreaterThan(15);
  });

  it('are all there that code and pages cite', () => {
    const own = cited.filter((rule) => rule.startsWith(`${family}-`));
    expect(own.filter((rule) => !declared.includes(rule))).toEqual([]);
  });
});

it('the sections that the code cites of a page are there', () => {
  const citations = ['protocol/', 'firmware-sim/firmware/'].flatMap(textsIn).flatMap((text) =>
    Array.from(text.matchAll(/docs\/protocol\/(\d\d-[a-z-]+\.md) §([\d.]*\d)/g), (match) => ({
      name: match[1] ?? '',
      section: match[2] ?? '',
    })),
  );
  expect(citations.length).toBeGreaterThan(30);
  const missing = citations.filter(({ name, section }) => !page(name).includes(`\n## ${section} `));
  expect(missing).toEqual([]);
});
