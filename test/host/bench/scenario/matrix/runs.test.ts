import { expect, it } from 'vitest';
import { problems, read } from '../support.ts';

const file = (...lines: readonly string[]): string =>
  ['scenario: a', ...lines, 'steps: [press]', ''].join('\n');

const cells = (text: string, set?: Readonly<Record<string, string>>) =>
  read(text, set).map(({ parameters }) => parameters);

it('without a matrix there is one run, of seed 1', () => {
  expect(cells(file('profile: generic'))).toEqual([{ profile: 'generic', seed: 1 }]);
});

it('a matrix has a run for each combination, the last axis the fastest', () => {
  const text = file(
    'matrix: { profile: [generic, hotp-button], seed: [7, 8], celsius: [-10, 25] }',
  );
  expect(cells(text)).toEqual([
    { profile: 'generic', seed: 7, celsius: -10 },
    { profile: 'generic', seed: 7, celsius: 25 },
    { profile: 'generic', seed: 8, celsius: -10 },
    { profile: 'generic', seed: 8, celsius: 25 },
    { profile: 'hotp-button', seed: 7, celsius: -10 },
    { profile: 'hotp-button', seed: 7, celsius: 25 },
    { profile: 'hotp-button', seed: 8, celsius: -10 },
    { profile: 'hotp-button', seed: 8, celsius: 25 },
  ]);
});

it('an axis goes over the default of a parameter, and over profile:', () => {
  const text = file(
    'profile: hotp-button',
    'parameters: { n: 1 }',
    'matrix: { n: [2, 3], profile: [generic] }',
  );
  expect(cells(text)).toEqual([
    { profile: 'generic', seed: 1, n: 2 },
    { profile: 'generic', seed: 1, n: 3 },
  ]);
});

it('profile: may be a parameter', () => {
  const text = file('profile: ${type}', 'parameters: { type: hotp-button, seed: 9 }');
  expect(read(text)).toMatchObject([{ profile: 'hotp-button', seed: 9 }]);
});

it('a run has the seed and the fob type of its cell', () => {
  const text = file('matrix: { seed: [4, 5], profile: [generic] }');
  expect(read(text)).toMatchObject([
    { seed: 4, profile: 'generic' },
    { seed: 5, profile: 'generic' },
  ]);
});

it('--set overrides a default, and makes an axis one value', () => {
  const text = file(
    'profile: generic',
    'parameters: { n: 1 }',
    'matrix: { seed: [1, 2], flag: [true, false] }',
  );
  expect(cells(text, { n: '5', seed: '3', profile: 'hotp-button' })).toEqual([
    { profile: 'hotp-button', seed: 3, n: 5, flag: true },
    { profile: 'hotp-button', seed: 3, n: 5, flag: false },
  ]);
});

it('a value of --set is a number or a truth where it reads as one', () => {
  const text = file('profile: generic', 'parameters: { a: x, b: x, c: x, d: x, e: x }');
  expect(cells(text, { a: '-1.5', b: 'true', c: '007', d: '25 °C', e: '' })).toMatchObject([
    { a: -1.5, b: true, c: '007', d: '25 °C', e: '' },
  ]);
});

it('a whole ${name} keeps its type, inside a text it becomes text', () => {
  const text = [
    'scenario: a',
    'profile: generic',
    'parameters: { n: 3, flag: false, percent: 5, word: verify, label: 007 }',
    'given: { battery: "${percent} %", load: { serial: "S${label}" } }',
    'relying-party: { follows-drift: "${flag}" }',
    'steps:',
    '  - repeat: { times: "${n}", steps: [press] }',
    '  - bank: ${word}',
    '  - expect: { lcd: "bAtt 0${n}" }',
    '',
  ].join('\n');
  expect(read(text)[0]).toMatchObject({
    given: { battery: 5, load: { serialLabel: 'S007' } },
    relyingParty: { followsDrift: false },
    steps: [
      { kind: 'repeat', times: 3 },
      { kind: 'bank', call: { name: 'verify' } },
      { kind: 'expect', text: 'expect lcd bAtt 03', expectations: [{ shows: 'bAtt 03' }] },
    ],
  });
});

it('$${ stands for ${', () => {
  const text = 'scenario: a\nprofile: generic\ntitle: costs $${n}\nsteps: [press]\n';
  expect(read(text)[0]?.title.en).toBe('costs ${n}');
});

it('more than 10000 runs are refused with the product, and the rest is checked all the same', () => {
  const axis = `[${Array.from({ length: 101 }, (_, i) => i).join(', ')}]`;
  const text = `scenario: a\nprofile: generic\nmatrix: { x: ${axis}, y: ${axis} }\nsteps: [pres]\n`;
  expect(problems(text)).toEqual([
    'f.yaml:3:1: matrix: 101 × 101 = 10201 runs are too many; at most 10000',
    'f.yaml:4:9: steps[0]: "pres" is no step; did you mean press?',
  ]);
});

it('a long file has fewer runs', () => {
  const axis = `[${Array.from({ length: 10_000 }, (_, i) => i).join(', ')}]`;
  const steps = '  - press\n'.repeat(2000);
  const text = `scenario: a\nprofile: generic\nmatrix: { seed: ${axis} }\nsteps:\n${steps}`;
  expect(problems(text)).toEqual([
    'f.yaml:3:1: matrix: 10000 runs of a file of 2004 parts are too many; at most 9980',
  ]);
});

it('10000 runs are read', () => {
  const axis = `[${Array.from({ length: 10_000 }, (_, i) => i).join(', ')}]`;
  expect(read(file('profile: generic', `matrix: { seed: ${axis} }`))).toHaveLength(10_000);
});

it('a fault of one cell only is told once, with its value', () => {
  const text = [
    'scenario: a',
    'profile: generic',
    'matrix: { seed: [1, 2], celsius: [25, 130] }',
    'steps:',
    '  - temperature: ${celsius} °C',
    '  - wait: 3',
    '',
  ].join('\n');
  expect(problems(text)).toEqual([
    'f.yaml:5:18: steps[0].temperature: "130 °C" is out of range; -40 to 125 °C',
    expect.stringContaining('f.yaml:6:11: steps[1].wait: "3" has no unit'),
  ]);
});

it.each([
  [['profile: genric'], '2:10: profile: no fob type is called "genric"; did you mean generic?'],
  [['title: a'], '1:1: profile is missing; the name of a fob type, as shinkin-hardware'],
  [
    ['profile: ${typ}', 'parameters: { type: generic }'],
    '2:10: profile: no parameter is called "typ"; did you mean type?',
  ],
  [['matrix: { profile: [generic, genric] }'], '2:30: profile: no fob type is called "genric"'],
  [
    ['profile: generic', 'matrix: { seed: [1, -1] }'],
    '3:21: seed: "-1" is no seed; a whole number from 0 to 4294967295',
  ],
  [['profile: generic', 'parameters: { seed: x }'], '3:21: seed: "x" is no seed'],
  [
    ['profile: generic', 'matrix: { seed: [1, 2, 1] }'],
    '3:24: matrix.seed[2]: "1" is there twice; each value once',
  ],
  [
    ['profile: generic', 'matrix: { seed: [] }'],
    '3:17: matrix.seed: it is empty; a list of values',
  ],
  [
    ['profile: generic', 'matrix: { seed: 1 }'],
    '3:17: matrix.seed: "1" is not possible here; a list of values',
  ],
  [['profile: generic', 'matrix: [1]'], '3:9: matrix: a list is not possible here; a map'],
  [
    ['profile: generic', 'parameters: { x: [1] }'],
    '3:18: parameters.x: a list is not possible here; a text, a number, true or false',
  ],
  [['profile: generic', 'parameters: { x: }'], '3:15: parameters.x: nothing is not possible here'],
  [['profile: generic', 'parameters: { x: .nan }'], '.nan is no number'],
  [
    ['profile: generic', 'parameters: { x: "${y}", y: 1 }'],
    'a parameter stands for no other; a plain value',
  ],
  [
    ['profile: generic', 'parameters: { Big: 1 }'],
    '3:15: parameters: "Big" is no name of a parameter',
  ],
  [
    ['profile: generic', 'title: about ${x}', 'parameters: { xx: 1 }'],
    '3:8: title: no parameter is called "x"; did you mean xx?',
  ],
])('%j is refused', (lines, told) => {
  expect(problems(file(...lines))).toEqual([expect.stringContaining(told)]);
});

it('--set of what is no parameter is refused', () => {
  expect(problems(file('profile: generic', 'parameters: { percent: 5 }'), { pecent: '6' })).toEqual(
    ['f.yaml:1:1: --set pecent: no parameter is called "pecent"; did you mean percent?'],
  );
});

it('--set of a fob type that is not there is refused', () => {
  expect(problems(file('profile: generic'), { profile: 'genric' })).toEqual([
    'f.yaml:1:1: profile: no fob type is called "genric"; did you mean generic?',
  ]);
});
