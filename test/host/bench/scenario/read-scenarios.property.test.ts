import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ScenarioError } from '@fobkit/bench';
import { scenarioPairs } from './generate.ts';
import { read } from './support.ts';

const printed = (words: unknown): string => stringify(words, { lineWidth: 0 });

/** Without places and texts, which are of the file and not of the scenario. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value instanceof Map || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'place' && key !== 'text' && key !== 'fileText')
      .map(([key, inner]) => [key, bare(inner)]),
  );
}

/** The lines of what is told, or nothing when the text is a scenario after all. */
function linesTold(text: string): readonly number[] | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ place }) => place.line);
    throw error;
  }
}

it('a scenario printed as YAML is read as itself', () => {
  fc.assert(
    fc.property(scenarioPairs, ({ words, is }) => {
      const [run] = read(printed(words));
      expect(bare(run)).toMatchObject(is);
    }),
  );
});

/** Changes one of the places that a pattern finds, and tells its line. */
function mutated(
  text: string,
  pattern: RegExp,
  { which, by }: { readonly which: number; readonly by: (found: string) => string },
): { readonly text: string; readonly line: number } | undefined {
  const found = [...text.matchAll(pattern)];
  const one = found[which % Math.max(1, found.length)];
  if (one === undefined) return undefined;
  const { index } = one;
  return {
    text: text.slice(0, index) + by(one[0]) + text.slice(index + one[0].length),
    line: text.slice(0, index).split('\n').length,
  };
}

it('a misspelt word is told on its line, or is another word', () => {
  let refused = 0;
  fc.assert(
    fc.property(scenarioPairs, fc.nat(), fc.nat(), ({ words }, which, at) => {
      const by = (word: string): string => {
        const i = at % word.length;
        return `${word.slice(0, i)}q${word.slice(i + 1)}`;
      };
      const change = mutated(printed(words), /(?<![A-Za-z0-9"'.-])[a-z][a-z-]{2,}(?=:|\n|$)/g, {
        which,
        by,
      });
      if (change === undefined) return;
      const told = linesTold(change.text);
      if (told === undefined) return;
      refused++;
      expect(told).toContain(change.line);
    }),
  );
  expect(refused).toBeGreaterThan(50);
});

it('a unit that is dropped is told on its line, or was in a text', () => {
  let refused = 0;
  fc.assert(
    fc.property(scenarioPairs, fc.nat(), ({ words }, which) => {
      const by = (found: string): string => found.slice(0, 1);
      const change = mutated(printed(words), /\d (ms|s|min|h|d|V|%|°C|C|ppm)(?=\n)/g, {
        which,
        by,
      });
      if (change === undefined) return;
      const told = linesTold(change.text);
      if (told === undefined) return;
      refused++;
      expect(told).toContain(change.line);
    }),
  );
  expect(refused).toBeGreaterThan(50);
});

it('whatever happens to a file, it is a scenario or a ScenarioError', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '${',
      '*a',
      '&a ',
      '- ',
      '{',
      ']',
      ': ',
      '\n',
      '!!',
      '"',
      '~',
      '.inf',
      '${profile}',
    ),
  );
  fc.assert(
    fc.property(scenarioPairs, fc.nat(), fc.nat(20), piece, ({ words }, at, length, put) => {
      const text = printed(words);
      const from = at % text.length;
      expect(() => linesTold(text.slice(0, from) + put + text.slice(from + length))).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
