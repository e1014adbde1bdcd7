import { expect, it } from 'vitest';
import { problems, stepsOf, withSteps } from '../support.ts';

it.each([
  ['register', { name: 'register', outcome: 'ok' }],
  ['{ register: duplicate }', { name: 'register', outcome: 'duplicate' }],
  ['verify', { name: 'verify', outcome: 'accepted' }],
  ['{ verify: wrong, code: 012345 }', { name: 'verify', outcome: 'wrong', code: '012345' }],
  ['{ verify: any }', { name: 'verify', outcome: 'any' }],
  ['{ resync: refused }', { name: 'resync', outcome: 'refused' }],
  ['cancel', { name: 'cancel' }],
  ['unlock', { name: 'unlock' }],
  [
    '{ register: ok, as: { algorithm: SHA1 } }',
    {
      name: 'register',
      outcome: 'ok',
      as: { algorithm: 'SHA1', place: expect.anything() as unknown },
    },
  ],
])('bank: %s', (call, is) => {
  expect(stepsOf(`bank: ${call}`)).toMatchObject([{ kind: 'bank', call: is }]);
});

it.each([
  ['verfy', '"verfy" is no request to the bank; did you mean verify?'],
  ['{ verify: accept }', '4:21: steps[0].bank.verify: "accept" is unknown; did you mean accepted?'],
  ['{ register: ok, code: 123456 }', 'code stands beside verify, not beside register'],
  ['{ verify: wrong, as: { digits: 8 } }', 'as stands beside register, not beside verify'],
  ['{ unlock: ok }', 'unlock takes no value; write unlock alone'],
])('bank: %s is refused', (call, told) => {
  expect(problems(withSteps(`bank: ${call}`))).toEqual([expect.stringContaining(told)]);
});
