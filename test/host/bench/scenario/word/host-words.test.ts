import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

const place = expect.objectContaining({ line: 4 }) as unknown;

it.each([
  ['info', { command: { name: 'info' }, outcome: 'ok' }],
  ['{ status, outcome: lost }', { command: { name: 'status' }, outcome: 'lost' }],
  ['read-code', { command: { name: 'read-code' }, outcome: 'ok' }],
  [
    '{ read-code: { challenge: "12345678" }, outcome: bad-challenge }',
    { command: { name: 'read-code', challenge: '12345678' }, outcome: 'bad-challenge' },
  ],
  [
    '{ read-code: , outcome: press-required }',
    { command: { name: 'read-code' }, outcome: 'press-required' },
  ],
  ['set-clock', { command: { name: 'set-clock', offset: 0 }, outcome: 'ok' }],
  [
    '{ set-clock: -600 s, outcome: clock-backward }',
    { command: { name: 'set-clock', offset: -600 }, outcome: 'clock-backward' },
  ],
  ['{ trim: 1.5 ppm }', { command: { name: 'trim', ppb: 1500 }, outcome: 'ok' }],
  ['{ wipe: , outcome: any }', { command: { name: 'wipe' }, outcome: 'any' }],
  ['{ guess-key: , outcome: wrong-key }', { command: { name: 'guess-key' }, outcome: 'wrong-key' }],
  ['load', { command: { name: 'load', load: { place } }, outcome: 'ok' }],
  [
    '{ load: { digits: 8, step: 60 s, serial: 00000017, seed-length: 32, t0: 0 } }',
    {
      command: {
        name: 'load',
        load: { place, digits: 8, stepSeconds: 60, serialLabel: '00000017', seedLength: 32, t0: 0 },
      },
      outcome: 'ok',
    },
  ],
])('host: %s', (call, is) => {
  expect(stepsOf(`host: ${call}`)).toEqual([
    { kind: 'host', call: is, place, text: expect.any(String) as string },
  ]);
});

it.each([
  ['redcode', '4:11: steps[0].host: "redcode" is no command of the host; did you mean read-code?'],
  [
    '{ info: , outcome: wrong-kee }',
    '4:30: steps[0].host.outcome: "wrong-kee" is unknown; did you mean wrong-key?',
  ],
  ['{ outcome: ok }', '4:11: steps[0].host: no command of the host is there; possible: info'],
  ['trim', 'trim needs a value; a trim, as 1500 ppb'],
  ['{ trim: 0.5 ppb }', '0.5 ppb is no whole number of ppb'],
  [
    '{ load: { digts: 6 } }',
    '4:21: steps[0].host.load: "digts" is no word of a load; did you mean digits?',
  ],
  ['{ load: { digits: 11 } }', '"11" is wrong; digits from 1 to 10'],
  ['{ load: { step: 1500 ms } }', 'step is no whole number of seconds'],
  ['{ load: { step: 2 h } }', '"2 h" is out of range; from 1 s to 1 h'],
  ['{ load: { mode: totb } }', '"totb" is unknown; did you mean totp?'],
  ['{ info: { events: 3 } }', 'steps[0].host.info: info takes no value; write info alone'],
])('host: %s is refused', (call, told) => {
  expect(problems(withSteps(`host: ${call}`))).toEqual([expect.stringContaining(told)]);
});
