import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);

/** The rule numbers that a text declares (`**[HID-3]**`) or cites (`[HID-3]`). */
function rulesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, rule = '']) => rule);
}

function textsIn(folder: string): string[] {
  const files = readdirSync(new URL(folder, root)).filter((name) => name.endsWith('.ts'));
  return files.map((name) => readFileSync(new URL(`${folder}${name}`, root), 'utf8'));
}

describe.each([
  ['01-hid-framing.md', 'HID'],
  ['02-serial-framing.md', 'SER'],
])('the rules of docs/protocol/%s', (page, family) => {
  const text = readFileSync(new URL(`docs/protocol/${page}`, root), 'utf8');
  const declared = rulesIn(text, /^- \*\*\[([A-Z]+-\d+)\]\*\*/gm);

  it('are numbered without a gap, in their order', () => {
    expect(declared).toEqual(declared.map((_, i) => `${family}-${String(i + 1)}`));
    expect(declared.length).toBeGreaterThan(10);
  });

  it('are all there that the page, the code and the tests cite', () => {
    const cited = [text, ...textsIn('protocol/framing/'), ...textsIn('test/protocol/framing/')]
      .flatMap((each) => rulesIn(each, /\[([A-Z]+-\d+)\]/g))
      .filter((rule) => rule.startsWith(family));
    expect(cited.filter((rule) => !declared.includes(rule))).toEqual([]);
  });
});
