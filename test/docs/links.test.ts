import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

function linksOf(page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

it.each(pages)('every link of %s leads to a file', (page) => {
  const broken = linksOf(page).filter((target) => !existsSync(join(root, dirname(page), target)));
  expect(broken).toEqual([]);
});

it('every page is linked from another one, or its folder is', () => {
  const linked = new Set(
    pages.flatMap((page) =>
      linksOf(page)
        .map((target) => join(dirname(page), target).replace(/\/$/, ''))
        .filter((target) => target !== page),
    ),
  );
  const lost = pages.filter((page) => !linked.has(page) && !linked.has(dirname(page)));
  expect(lost.filter((page) => page.startsWith('docs'))).toEqual([]);
});

it('a link is seen as one', () => {
  expect(linksOf('README.md')).toContain('docs/quick-start.md');
});
