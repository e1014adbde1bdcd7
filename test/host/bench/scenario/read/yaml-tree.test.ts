import { expect, it } from 'vitest';
import { problems } from '../support.ts';

it('a text that is no YAML is refused where it breaks', () => {
  expect(problems('scenario: [a\n')).toEqual([expect.stringMatching(/^f\.yaml:2:1: no YAML: /)]);
});

it('a key that is there twice is refused at the second', () => {
  expect(problems('scenario: a\nprofile: generic\nscenario: b\nsteps: [press]\n')).toEqual([
    'f.yaml:3:1: this key is there twice; a map has each key once',
  ]);
});

it('a second document is refused where it begins', () => {
  const one = 'scenario: a\nprofile: generic\nsteps: [press]\n';
  expect(problems(`${one}---\n${one}`)).toEqual([
    'f.yaml:4:1: a second document begins; a file holds one scenario',
  ]);
});

it('an empty file is refused', () => {
  expect(problems('')).toEqual(['f.yaml:1:1: there is nothing in it']);
  expect(problems('# a comment\n')).toEqual(['f.yaml:1:1: there is nothing in it']);
});

it('a file that is a list, or a text, is no scenario', () => {
  expect(problems('- press\n')[0]).toMatch(/^f\.yaml:1:1: a list is no scenario; a map/);
  expect(problems('press\n')[0]).toMatch(/^f\.yaml:1:1: "press" is no scenario; a map/);
});

it('a file of more than 262144 characters is refused unread', () => {
  expect(problems(`#${' '.repeat(262_144)}`)).toEqual([
    'f.yaml:1:1: 262145 characters are too many for a scenario; at most 262144',
  ]);
});

it('aliases that stand for too much are refused before they are written out', () => {
  const levels = Array.from({ length: 12 }, (_, i) =>
    i === 0
      ? 'a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]'
      : `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
  );
  expect(problems(levels.join('\n'))).toEqual([
    expect.stringMatching(/^f\.yaml:\d+:\d+: more than 50000 parts, its aliases written out$/),
  ]);
});

it('as many aliases as a file can hold are read, which is no work', () => {
  const text = `scenario: a\nprofile: generic\nabout: &x hi\nsteps: [${Array(45_000).fill('*x').join(',')}]\n`;
  expect(problems(text)).toEqual([expect.stringMatching(/^f\.yaml:3:11: .*"hi" is no step/)]);
});

it('a long text that aliases write out again and again is refused', () => {
  const text = `scenario: a\nprofile: generic\nabout: &x "${'a'.repeat(200_000)}"\nsteps: [*x, *x, *x, *x, *x]\n`;
  expect(problems(text)).toEqual([
    expect.stringMatching(/more than 1048576 characters, its aliases written out$/),
  ]);
});

it('an alias stands for the last anchor of that name before it', () => {
  const text = 'scenario: &x a\nprofile: &x generic\nabout: *x\nsteps: [*x, &x press]\n';
  expect(problems(text)).toEqual([expect.stringMatching(/"generic" is no step/)]);
});

it('an alias of itself is refused', () => {
  expect(problems('a: &a [*a]\n')).toEqual([
    expect.stringMatching(/nested more than 64 deep|more than 50000 parts/),
  ]);
});

it('nesting that would exhaust the parser is refused', () => {
  expect(problems('['.repeat(200_000))).not.toEqual([]);
  expect(problems(`a: ${'['.repeat(5000)}${']'.repeat(5000)}`)[0]).toMatch(/nested/);
});

it('an alias without an anchor is refused where it stands', () => {
  expect(problems('scenario: *b\n')).toEqual([expect.stringMatching(/^f\.yaml:1:11: /)]);
});

it('a key that is no word, and a merge key, are refused', () => {
  expect(problems('{ [a]: 1 }\n')).toEqual(['f.yaml:1:3: a key is a word']);
  expect(problems('a: &a { b: 1 }\nc: { <<: *a }\n')).toContainEqual(
    'f.yaml:2:6: merge keys are not part of YAML 1.2; write the keys out',
  );
});

it('a tag that YAML does not have is refused', () => {
  expect(problems('scenario: !secret a\n')).not.toEqual([]);
});

it('what an alias stands for is read as if it were written there', () => {
  const text = [
    'scenario: a',
    'profile: generic',
    'steps:',
    '  - &push press',
    '  - *push',
    '',
  ].join('\n');
  expect(problems(text)).toEqual([]);
});

it('a parameter inside braces without quotes is told to want them', () => {
  const text = 'scenario: a\nprofile: generic\ngiven: { battery: ${percent} % }\nsteps: [press]\n';
  expect(problems(text)).toEqual([
    expect.stringMatching(
      /^f\.yaml:3:\d+: no YAML: a \$\{parameter\} inside \{ \} or \[ \] wants quotes, as/,
    ),
  ]);
});

it.each([
  [
    'steps:\n  - press\n    expect: { code: valid }\n',
    /^f\.yaml:2:5: .*each step begins with "- "/,
  ],
  ['steps:\n  - temperature: {celsius} °C\n', /^f\.yaml:2:\d+: .*\$\{name\} with a dollar sign/],
  [
    'title: { en: "A }\nsteps:\n  - press\n',
    /^f\.yaml:1:14: .*a quote opens here and never closes/,
  ],
  ["about: 'it is\nsteps: []\n", /^f\.yaml:1:8: .*a quote opens here and never closes/],
  ['steps:\n\t- press\n', /^f\.yaml:2:1: .*spaces/],
])('what beginners write is told with what to write instead: %j', (text, told) => {
  expect(problems(text)).toEqual([expect.stringMatching(told)]);
});
