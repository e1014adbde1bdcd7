import { expect, it } from 'vitest';
import { problems, read } from '../support.ts';

function withGiven(given: string, ...steps: readonly string[]): string {
  const lines = ['scenario: a', 'profile: generic', `given: ${given}`, 'steps:'];
  return [...lines, ...['press', ...steps].map((step) => `  - ${step}`), ''].join('\n');
}

it('without a start state time is 2027, and the preset is loaded', () => {
  const [run] = read('scenario: a\nprofile: generic\nsteps: [press]\n');
  expect(run?.given).toMatchObject({ time: 1_798_761_600, load: {}, others: new Map() });
});

it('everything of it is converted', () => {
  const [run] = read(
    withGiven(
      '{ time: 2030-01-01, load: { digits: 8 }, battery: 5 %, temperature: 25 °C, drift: -45 s, crystal: 20 ppm }',
    ),
  );
  expect(run?.given).toMatchObject({
    time: 1_893_456_000,
    load: { digits: 8 },
    battery: 5,
    temperature: 25,
    drift: -45,
    crystal: 20,
  });
});

it('load: blank leaves it blank', () => {
  expect(read(withGiven('{ load: blank }'))[0]?.given).not.toHaveProperty('load');
});

it('further fobs have the type of the scenario, or their own, and labels that count on', () => {
  const others =
    '{ others: { one: {}, two: { profile: hotp-button, load: { serial: X1 } }, three: { profile: hotp-button, load: blank } } }';
  expect([...(read(withGiven(others))[0]?.given.others ?? [])]).toMatchObject([
    ['one', { profile: 'generic', load: { serialLabel: 'FB000002' } }],
    ['two', { profile: 'hotp-button', load: { serialLabel: 'X1' } }],
    ['three', { profile: 'hotp-button' }],
  ]);
});

it('a step is done to another fob that is there', () => {
  const text = withGiven(
    '{ others: { twin: {} } }',
    '{ press: , fob: twin }',
    '{ host: load, fob: twin }',
  );
  expect(read(text)[0]?.steps).toMatchObject([
    { kind: 'press' },
    { kind: 'press', fob: 'twin' },
    { kind: 'host', fob: 'twin', call: { command: { load: { serialLabel: 'FB000002' } } } },
  ]);
});

it.each([
  ['{ battery: 5 }', [], '3:19: given.battery: "5" has no unit; a percentage'],
  ['{ time: 1960-01-01 }', [], '3:16: given.time: "1960-01-01" is before 1970'],
  ['{ load: blnk }', [], '3:16: given.load: "blnk" is wrong; blank, or a map'],
  [
    '{ load: { digits: 6 }, tmperature: 3 C }',
    [],
    '"tmperature" is no word of given; did you mean temperature?',
  ],
  [
    '{ others: { twin: { profile: genric } } }',
    [],
    'no fob type is called "genric"; did you mean generic?',
  ],
  ['{ others: { Twin: {} } }', [], '3:20: given.others: "Twin" is no name of a fob; small letters'],
  [
    '{ others: { twin: {} } }',
    ['{ press: , fob: twn }'],
    '6:21: steps[1].fob: "twn" is no fob of given.others; did you mean twin?',
  ],
  [
    '{ others: { twin: {} } }',
    ['{ host-clock: 1 s, fob: twin }'],
    '6:29: steps[1].fob: host-clock is done to no fob',
  ],
  ['{}', ['{ press: , fob: twin }'], '"twin" is no fob of given.others; there is none'],
])('%s %j is refused', (given, steps, told) => {
  expect(problems(withGiven(given, ...steps))).toContainEqual(expect.stringContaining(told));
});
