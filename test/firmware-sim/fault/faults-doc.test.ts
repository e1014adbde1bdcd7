import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../../firmware-sim/fault/catalogue.ts';
import { faultConditions } from '../../../firmware-sim/fault/condition.ts';
import { faultEvents } from '../../../firmware-sim/fault/event.ts';
import { parseFault } from '../../../firmware-sim/fault/parse-fault.ts';

const page = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8');

/** The rows of the table behind `<!-- name -->`, cell by cell, without code marks. */
function table(name: string): string[][] {
  const [, after = ''] = page.split(`<!-- ${name} -->`);
  const [block = ''] = after.trim().split('\n\n');
  const [, , ...rows] = block.split('\n');
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|').replaceAll('`', '')),
  );
}

describe('docs/faults.md', () => {
  it('lists every kind of fault as the code has it', () => {
    expect(table('kinds')).toEqual(
      describeFaults().map(({ kind, layer, args, summary, example }) => [
        layer,
        `${kind} ${args}`.trim(),
        summary,
        example,
      ]),
    );
  });

  it('lists every event and every condition', () => {
    expect(table('events')).toEqual(Object.entries(faultEvents));
    expect(table('conditions')).toEqual(Object.entries(faultConditions));
  });

  it('every command line in it is taken', () => {
    const lines = [...page.matchAll(/^fob sim fault --id \$ID (.*?)(?: +#.*)?$/gm)].map(
      ([, line = '']) => line,
    );
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      const [words = '', ...options] = line.replaceAll("'", '').trim().split(' --');
      const named = Object.fromEntries(
        options.map((option) => {
          const [name = '', value = ''] = option.split(' ');
          return [name === 'on-nth' ? 'onNth' : name, value];
        }),
      );
      expect(() => parseFault(words.split(' '), named), line).not.toThrow();
    }
  });
});
