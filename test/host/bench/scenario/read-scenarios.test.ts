import { expect, it } from 'vitest';
import { problems, read } from './support.ts';

it('a whole file is read', () => {
  const text = `# yaml-language-server: $schema=scenario.schema.json
scenario: dead-battery-with-warning
title: { en: Dead battery, ja: 電池切れ }
about: A sentence.
source: docs/sources.md
profile: shinkin-hardware
relying-party: { window: 2, resync-window: 50, lock-after: 3, follows-drift: false }
steps: [press]
teardown:
  - cell: fresh
time-limit: 2 min
`;
  expect(read(text)).toEqual([
    {
      name: 'dead-battery-with-warning',
      title: { en: 'Dead battery', ja: '電池切れ' },
      about: 'A sentence.',
      source: 'docs/sources.md',
      place: { file: 'f.yaml', line: 2, column: 1 },
      fileText: text,
      parameters: { profile: 'shinkin-hardware', seed: 1 },
      profile: 'shinkin-hardware',
      seed: 1,
      given: {
        place: { file: 'f.yaml', line: 2, column: 1 },
        time: 1_798_761_600,
        load: { place: { file: 'f.yaml', line: 2, column: 1 } },
        others: new Map(),
      },
      relyingParty: { window: 2, resyncWindow: 50, lockAfter: 3, followsDrift: false },
      ownRules: { window: 2, resyncWindow: 50, lockAfter: 3, followsDrift: false },
      faults: new Map(),
      steps: [{ kind: 'press', text: 'press', place: { file: 'f.yaml', line: 8, column: 9 } }],
      teardown: [
        {
          kind: 'cell',
          state: 'fresh',
          text: 'cell fresh',
          place: { file: 'f.yaml', line: 10, column: 5 },
        },
      ],
      timeLimit: 120,
    },
  ]);
});

it('what is silent gets the usual: title, window, limits', () => {
  const [run] = read('scenario: dead-battery\nprofile: generic\nsteps: [press]\n');
  expect(run).toMatchObject({
    title: { en: 'dead battery' },
    relyingParty: { window: 1, resyncWindow: 100, lockAfter: 5, followsDrift: true },
    teardown: [],
    timeLimit: 600,
  });
});

it('what a file says of its relying party is told apart from what is usual', () => {
  const said = 'scenario: a\nprofile: generic\nrelying-party: { lock-after: 3 }\nsteps: [press]\n';
  expect(read(said)[0]?.ownRules).toEqual({ lockAfter: 3 });
  const silent = 'scenario: a\nprofile: generic\nsteps: [press]\n';
  expect(read(silent)[0]?.ownRules).toEqual({});
});

it('the window of HOTP is ten counters, by the load or by the preset of the type', () => {
  const preset = 'scenario: a\nprofile: hotp-button\nsteps: [press]\n';
  const load = 'scenario: a\nprofile: generic\ngiven: { load: { mode: hotp } }\nsteps: [press]\n';
  const other =
    'scenario: a\nprofile: hotp-button\ngiven: { load: { mode: totp } }\nsteps: [press]\n';
  expect([preset, load, other].map((text) => read(text)[0]?.relyingParty.window)).toEqual([
    10, 10, 1,
  ]);
});

it('everything that is wrong is told at once, in the order of the file', () => {
  const text = `scenario: Dead Battery
profle: generic
given: { battery: 5 V }
relying-party: { windw: 1 }
faults: { seg: lcd.segmnt }
steps:
  - wait: 30
  - arm: other
  - group: { steps: [{ host: rad-code }, { bank: verfy }] }
  - { wait: 30 d, equivalent: [press] }
time-limit: 0 s
`;
  expect(problems(text).map((line) => line.split('; ', 1)[0])).toEqual([
    'f.yaml:1:1: profile is missing',
    'f.yaml:1:11: scenario: "Dead Battery" is no name',
    'f.yaml:2:1: "profle" is no word of a scenario',
    'f.yaml:3:19: given.battery: "5 V" has the wrong unit "V"',
    'f.yaml:4:18: relying-party: "windw" is no word of relying-party',
    'f.yaml:5:16: faults.seg: no fault is called lcd.segmnt',
    'f.yaml:7:11: steps[0].wait: "30" has no unit',
    'f.yaml:8:10: steps[1].arm: "other" is no fault of this file',
    'f.yaml:9:30: steps[2].group.steps[0].host: "rad-code" is no command of the host',
    'f.yaml:9:50: steps[2].group.steps[1].bank: "verfy" is no request to the bank',
    'f.yaml:10:31: steps[3].equivalent: the equivalent has no tolerance',
    'f.yaml:11:13: time-limit: "0 s" is out of range',
  ]);
});

it.each([
  ['steps: []', '3:8: steps: it is empty; a list of steps'],
  ['steps:', '3:1: steps: nothing is not possible here; a list of steps'],
  ['steps: press', '3:8: steps: "press" is not possible here; a list of steps'],
  ['about: a', '1:1: steps is missing; a list of steps'],
  ['steps: [press]\nteardown: []', '4:11: teardown: it is empty; a list of steps'],
  [
    'steps: [press]\ntime-limit: 31 d',
    '4:13: time-limit: "31 d" is out of range; from 1 s to 30 d',
  ],
  ['steps: [press]\ntitle: true', '4:8: title: true is no text; a text, in quotes'],
  ['steps: [press]\ntitle: ""', '4:8: title: an empty text; a text'],
])('%j is refused', (rest, told) => {
  expect(problems(`scenario: a\nprofile: generic\n${rest}\n`)).toEqual([
    expect.stringContaining(`f.yaml:${told}`),
  ]);
});
