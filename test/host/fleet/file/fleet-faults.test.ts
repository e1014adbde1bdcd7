import type { FleetFileEnv } from '@fobkit/fleet';
import { describe, expect, it } from 'vitest';
import { fileEnv } from '../support/file-env.ts';
import { faultsOf, SMALL } from '../support/read-here.ts';

describe('what a fleet file cannot mean is told with its line and column:', () => {
  it.each([
    ['a word that there is not', 'fobbs: 3', '6:1: fobbs is no word here; did you mean fobs?'],
    ['a word within', 'owners: { tris: 3 }', '6:11: tris is no word here; did you mean tries?'],
    [
      'a unit that does not fit',
      'shelf: { temperature: 20 K }',
      '6:23: temperature: "20 K" has a unit that does not fit; write a number with its unit, as 27 °C',
    ],
    [
      'a number without a unit',
      'shelf: { time: 20 }',
      '6:16: time: 20 has no unit; write a number with its unit, as 90 d, 18 months, 5 years',
    ],
    [
      'a negative life',
      'shelf: { time: -3 d }',
      '6:16: time: "-3 d" is out of range; 0 d to 100 years',
    ],
    [
      'a life below zero within',
      'defects: [{ dies-after: { uniform: [-1 d, 3 d] }, share: 1 % }]',
      '6:37: uniform, value 1: "-1 d" is out of range; 0 d to 100 years',
    ],
    [
      'a table that does not sum up',
      'owners: { presses: { table: { 1 /day: 50 %, 2 /day: 40 % } } }',
      '6:29: presses: the shares sum to 90 %, not to 100 %',
    ],
    [
      'lives that do not sum up',
      'lives: { office: 60 %, pocket: 50 % }',
      '6:1: lives: the shares sum to 110 %, not to 100 %',
    ],
    [
      'defects of more than all',
      'defects: [{ leak: 1 nA, share: 60 % }, { leak: 2 nA, share: 50 % }]',
      '6:1: defects: their shares sum to 110 %; a fob has one defect at most',
    ],
    [
      'a life that nobody knows',
      'lives: { ofice: 100 % }',
      '6:10: ofice is no life that is known: did you mean office?; or tell its share and months',
    ],
    [
      'limits the wrong way round',
      'shelf: { time: { uniform: [90 d, 10 d] } }',
      '6:27: time: the first limit is above the second',
    ],
    [
      'a negative deviation',
      'crystal: { error: { normal: { mean: 0 ppm, sd: -1 ppm } } }',
      '6:48: sd: write a standard deviation that is not below zero, not "-1 ppm"',
    ],
    [
      'a bell of which nothing is left',
      'crystal: { error: { normal: { mean: 0 ppm, sd: 1 ppm, from: 1.1 ppm } } }',
      '6:29: error: from and to leave hardly any of the draws; some of mean - sd to mean + sd must lie between them',
    ],
    [
      'two distributions at once',
      'shelf: { time: { uniform: [1 d, 2 d], triangular: [1 d, 2 d] } }',
      '6:16: time: write one of uniform, triangular, normal or table',
    ],
    [
      'eleven months',
      `lives: { a: { share: 100 %, months: [${Array(11).fill('1 °C').join(', ')}] } }`,
      '6:37: months: write twelve temperatures, from January on, not 11',
    ],
    [
      'a day that there is not',
      'made: 2027-4-1',
      '6:7: made: write a day that there is, from 1970 to 2199, as 2027-04-01, not "2027-4-1"',
    ],
    [
      'the thirtieth of February',
      'made: 2027-02-30',
      '6:7: made: write a day that there is, from 1970 to 2199, as 2027-04-01, not "2027-02-30"',
    ],
    [
      'a day before there were such fobs',
      'made: 1900-01-01',
      '6:7: made: write a day that there is, from 1970 to 2199, as 2027-04-01, not "1900-01-01"',
    ],
    ['a list for words', 'owners: [a, b]', '6:9: owners: write words and their values, not a list'],
    [
      'nothing for words',
      'owners:',
      '6:8: owners: write words and their values; nothing stands there',
    ],
    ['a text for a list', 'defects: leak', '6:10: defects: write a list, not "leak"'],
    ['a label without digits', 'serials: ABC', '6:10: the label has no digits to count on'],
    [
      'labels that run out',
      "serials: 'A5'",
      '6:10: serials: 5 labels from A5 on, for 10 fobs; write more digits',
    ],
    [
      'a variation without an end',
      `vary: { lockAfter: [${Array(101).fill(3).join(', ')}] }`,
      '6:7: 101 policies; at most 100 are compared',
    ],
  ])('%s', (_what, line, fault) => {
    expect(faultsOf(`${SMALL}${line}`)).toEqual([`a.yaml:${fault}`]);
  });

  it('a fob type and a policy that there are not', () => {
    const text = SMALL.replace('shinkin-hardware', 'shinkin-hardwar').replace(
      'ask-1020',
      'ask-1021',
    );
    expect(faultsOf(text)).toEqual([
      'a.yaml:4:10: there is no fob type shinkin-hardwar; did you mean shinkin-hardware?',
      'a.yaml:5:9: policy: there is no policy ask-1021',
    ]);
  });

  it('a policy that never locks, with a window of months', () => {
    const policy =
      '{ base: rfc4226, lockAfter: never, throttleSeconds: 0, firstUse: { behind: 9000, ahead: 9000 } }';
    const [fault] = faultsOf(SMALL.replace('ask-1020', policy));
    expect(fault).toMatch(
      /^a\.yaml:5:37: policy: lockAfter: never, without a delay, .* nothing stops a guesser/,
    );
  });

  it('a window of which nothing is left in steps of the fob, at its own value', () => {
    const minute = SMALL.replace('shinkin-hardware', 'eight-sha256\ncodes: { step: 60 s }');
    expect(faultsOf(`${minute}vary: { normal: [2, 1, { behind: 4, ahead: 1 }] }`)).toEqual([
      expect.stringMatching(/^a\.yaml:7:21: .*normal\.behind: 1 of 30 s is less than one step of/),
      expect.stringMatching(/^a\.yaml:7:21: .*normal\.ahead: 1 of 30 s is less than one step of/),
      expect.stringMatching(/^a\.yaml:7:24: .*normal\.ahead: 1 of 30 s is less than one step of/),
    ]);
    expect(faultsOf(`${SMALL}vary: { normal: [1] }`)).toEqual([]);
  });

  it('a variation that makes nonsense of a policy, at its own value', () => {
    const [fault] = faultsOf(`${SMALL}vary: { lockAfter: [3, 1000] }`);
    expect(fault).toMatch(/^a\.yaml:6:24: lock after 1000: lockAfter: 1,?000 guesses/);
  });

  it.each([
    ['vary: { lockAfer: [3, 5], normal: [1, 2] }', '6:9: lockAfer is'],
    ['vary: [{ lockAfer: 3 }]', '6:10: lockAfer is'],
  ])('a misspelt field that is varied, once, at its key: %s', (line, fault) => {
    expect(faultsOf(`${SMALL}${line}`)).toEqual([
      `a.yaml:${fault} no word here; did you mean lockAfter?`,
    ]);
  });

  it('one value that is wrong in every combination, once', () => {
    expect(faultsOf(`${SMALL}vary: { normal: [1, 2], lockAfter: [3, 0] }`)).toEqual([
      'a.yaml:6:40: 1 step behind, 1 ahead; lock after 0: lockAfter: 0 locks nobody; write lockAfter: never',
    ]);
  });

  it('what is wrong with the policy itself is not told of each one that is varied', () => {
    const text = SMALL.replace('ask-1020', '{ base: rfc4226, idle: { limit: 1 }, normal: 2 }');
    expect(faultsOf(`${text}vary: { lockAfter: [3, 5, 7] }`)).toHaveLength(1);
  });

  it.each([
    ['owners: { typing: 15 min }', '6:19: typing: "15 min" is out of range; 0 s to 10 min'],
    ['guesser: { fobs: 11 /day }', '6:18: fobs: write 0 /day to 10 /day, not 11 /day: '],
    ['owners: { replaced-after: 0 d }', '6:27: replaced-after: "0 d" is out of range; 1 d '],
    ['owners: { presses: 240 /day }', '6:20: presses: write 0 /day to 112 /day, not 240 /day: '],
    [
      'defects: [{ leak: { normal: { mean: 1 nA, sd: 1 nA } }, share: 1 % }]',
      '6:19: leak: the bell curve comes to -5 nA to 7 nA, by six standard deviations; write its from and to, within 0 nA ',
    ],
  ])('what cannot be simulated: %s', (line, fault) => {
    const faults = faultsOf(`${SMALL}${line}`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(`a.yaml:${fault}`);
  });

  it.each([
    ['digits: 6', '18: digits: the display of eight-sha256 shows codes of 8 digits, not of 6'],
    ['mode: hotp', '16: mode: the codes of eight-sha256 go by time (totp), not by count (hotp)'],
    ['algorithm: SHA1', '21: algorithm: eight-sha256 computes SHA256, not SHA1'],
    ['step: 45 s', '16: step: the code of eight-sha256 changes every 30 s or 60 s, not every 45 s'],
  ])('codes that the fob type does not make, and those that it makes: %s', (line, fault) => {
    const text = SMALL.replace('shinkin-hardware', 'eight-sha256');
    expect(faultsOf(`${text}codes: { ${line} }`)).toEqual([`a.yaml:6:${fault}`]);
  });

  it.each([
    ['fobs: 20', '6:1: fobs stands here a second time'],
    ['owners:\n\ttries: 3', '7:1: a tab stands where spaces are wanted'],
    ['---\nfleet: b', '6:1: a second document begins here; a file holds one'],
    ['owners', '6:1: this word has no colon after it'],
    ['  tries: 3', '5:9: the lines from here are indented, but the word before them has a value'],
    ['owners: { tries: 3', '7:1: a { has no } that closes it before here'],
    ['owners: { idle: %5 }', '6:17: a value that begins with % stands in quotes'],
    ['shelf: *cold', '6:8: no &cold stands above this *cold'],
  ])('what is no YAML, in words that are not those of its parser: %j', (line, fault) => {
    const [told] = faultsOf(`${SMALL}${line}\n`);
    expect(told).toMatch(`a.yaml:${fault}`);
  });

  it.each([
    ['owners: { idle: 0.05 }', '17: idle: 0.05 has no unit; write a number with its unit, as 12 %'],
    ['owners: { idle: "5" }', '17: idle: "5" has no unit; write'],
    ['owners: { idle: much }', '17: idle: "much" is no number with a unit; write'],
    ['owners: { idle: "1,5 %" }', '17: idle: "1,5 %" has no number as 1500 or 1.5; write'],
    ['owners: { tries: 3x }', '18: tries: write a whole number from 1 to 12, not "3x"'],
    ['seed: 100,000', '7: seed: write a whole number from 0 to 4294967295, its digits without a'],
    ['seed: .nan', '7: seed: write a whole number from 0 to 4294967295, not NaN'],
    ['seed:', '6: seed: write a whole number from 0 to 4294967295; nothing stands there'],
    ['compute-codes: yes', '16: compute-codes: write true or false, not "yes"'],
    ['codes: { mode: time }', '16: mode: write totp or hotp, not "time"'],
    ['serials: 1000', '10: serials: write a label, in quotes if it is a number, not 1000'],
    ['guesser: nobody', '10: guesser: write none, or both as { fobs: 1 /day, guesses: 100 }, not'],
    ['lives: [office, pocket]', '8: lives: write words and their values, not a list'],
    ['lives: { Office: 100 % }', '10: lives: write a name of small letters, digits and hyphens,'],
    ['shelf: { time: [1 d, 2 d] }', '16: time: write a number with its unit, or one of uniform,'],
    ['shelf: { time: { uniform: [1 d, 2 d, 3 d] } }', '38: uniform, value 3: write two limits,'],
    ['owners: { presses: { table: { 1 daily: 100 % } } }', '31: table: "1 daily" has a unit that'],
    ['vary: { lockAfter: 3 }', '20: lockAfter: write a list of values, as [3, 5, 10], not 3'],
    ['vary: [3, 5]', '8: vary, value 1: write changes of the policy, as { lockAfter: 3 }, not 3'],
    ['vary: { resync: { window: [1] } }', '17: resync: write what lies within with a dot, as'],
  ])('what stands there and what may: %s', (line, fault) => {
    expect(faultsOf(`${SMALL}${line}`)[0]).toMatch(`a.yaml:6:${fault}`);
  });

  it.each([
    [
      'shelf: { time: { unifrom: [1 d, 2 d] } }',
      '18: unifrom is no word here; did you mean uniform?',
    ],
    ['defects: [{ lek: 1 nA, share: 1 % }]', '13: lek is no word here; did you mean leak?'],
  ])('a misspelt word, and not that the right one is missing: %s', (line, fault) => {
    expect(faultsOf(`${SMALL}${line}`)).toEqual([`a.yaml:6:${fault}`]);
  });

  it.each([
    [
      '[ask-1020, rsa]',
      '9: policy: write a policy’s name, or { base: a name, and what it changes }, not a list',
    ],
    [
      '{ policy: ask-1020 }',
      '11: policy: a policy that changes another says so by base; write base: ask-1020',
    ],
    [
      '{ lockAfter: 3 }',
      '9: policy: say which policy it changes, as base: rfc4226; one without base says all,',
    ],
    ['{ base: ask-102 }', '17: policy: base: must be one of '],
    [
      '{ base: rsa, lockAfter: three }',
      '33: policy: lockAfter: must be 1 to 1000, or never, not "three"',
    ],
  ])('a policy that is none, in one line: %s', (policy, fault) => {
    const faults = faultsOf(SMALL.replace('ask-1020', policy));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(`a.yaml:5:${fault}`);
  });

  it('more fobs than fit into memory, and how many do', () => {
    const env: FleetFileEnv = { ...fileEnv, memory: () => ({ perFob: 250, bytes: 2e9 }) };
    expect(
      faultsOf(
        SMALL.replace('fobs: 10', 'fobs: 9000000').replace('time', "serials: 'A00000000'\ntime"),
        env,
      ),
    ).toEqual(['a.yaml:2:7: 9000000 fobs need 2.3 GB of memory; 8000000 fit into this machine']);
  });

  it.each([
    ['', '1:1: the file is empty'],
    ['- a', '1:1: the file: write words and their values, not a list'],
    ['\ufffdPNG\r\n', '1:1: this is no text in UTF-8'],
    ['fleet: a\nfobs: \u0001', '2:7: this is no text in UTF-8'],
  ])('what is no fleet is told in words: %j', (text, fault) => {
    expect(faultsOf(text)[0]).toBe(`a.yaml:${fault}`);
  });

  it('unknown words all at once, within others too', () => {
    expect(faultsOf(`${SMALL}fobbs: 3\nsed: 4\nowners: { tris: 3, idel: 4 % }`)).toEqual([
      'a.yaml:6:1: fobbs is no word here; did you mean fobs?',
      'a.yaml:7:1: sed is no word here; did you mean seed?',
      'a.yaml:8:11: tris is no word here; did you mean tries?',
      'a.yaml:8:20: idel is no word here; did you mean idle?',
    ]);
  });

  it('sums, names and policies beside words of the wrong shape', () => {
    const text = SMALL.replace('fobs: 10', 'fobs: -1').replace('ask-1020', 'ask-1021');
    const rest = 'lives: { office: 60 %, pocket: 50 % }\nshelf: { time: { uniform: [9 d, 1 d] } }';
    expect(faultsOf(`${text}${rest}`)).toEqual([
      'a.yaml:2:7: fobs: write a whole number from 1 to 1000000000, not -1',
      'a.yaml:5:9: policy: there is no policy ask-1021',
      'a.yaml:6:1: lives: the shares sum to 110 %, not to 100 %',
      'a.yaml:7:27: time: the first limit is above the second',
    ]);
  });

  it.each([
    ['normal: 20000', 'normal.behind: must be 0 to 10000'],
    ['normal: wide', 'normal: write { behind: 4, ahead: 2 }, or one number for both sides'],
    ['lockafter: 3', 'lockafter: is no word here; did you mean lockAfter?'],
  ])('a policy with %s, in words', (change, message) => {
    const text = SMALL.replace('ask-1020', `{ base: ask-1020, ${change} }`);
    expect(faultsOf(text)[0]).toMatch(/^a\.yaml:5:\d+: policy: /);
    expect(faultsOf(text)[0]).toContain(message);
  });

  it.each(['', '- a', 'fleet: [', `${'a'.repeat(30)}: &a [*a, *a]`, '\u0000', 'null'])(
    'no fleet at all: %j',
    (text) => {
      const [fault] = faultsOf(text);
      expect(fault).toMatch(/^a\.yaml:\d+:\d+: /);
    },
  );
});
