import { ocra, parseOcraSuite, prepareKey, Secret } from '@fobkit/protocol';
import { expect, test } from 'vitest';
import { CONFIRMATION, CONTRACT, OPERATOR, seedOf } from '../store/support.ts';
import { OpenedBank, says } from './opened-bank.ts';
import { asUser, type Visitor } from './support.ts';

const here = new OpenedBank();
const SERIAL = 'OCRA00000001';
const SUITE = 'OCRA-1:HOTP-SHA1-6:QN06';
const TRANSFER = { kind: 'transfer', to: '株式会社山田', amount: '50000' };

/** A token that answers challenges, in the customer's hands. */
async function deliveredOcra(): Promise<void> {
  const { operator } = here.web.bank;
  const parameters = { mode: 'ocra', algorithm: 'SHA1', digits: 6, suite: SUITE } as const;
  const token = { serial: SERIAL, parameters, seed: new Secret(seedOf(SERIAL)) };
  await operator.importTokens(OPERATOR, [token]);
  const form = { kind: 'token-application', formNumber: 'O-1', contractId: CONTRACT } as const;
  await operator.takeForm(OPERATOR, { ...form, serial: SERIAL });
  await operator.dispatch(OPERATOR, SERIAL);
  expect((await operator.arrive(OPERATOR, SERIAL)).outcome).toBe('done');
}

/** The challenge on the page. */
function challengeOn({ seen }: Visitor): string {
  return /data-challenge>\s*([0-9]+)\s*</.exec(seen.html)?.[1] ?? '';
}

/** What the token shows for it. */
function answerTo(question: string): string {
  return ocra(prepareKey('SHA1', seedOf(SERIAL)), parseOcraSuite(SUITE), { question });
}

async function registered(): Promise<Visitor> {
  await deliveredOcra();
  const visitor = await here.started();
  const code = answerTo(challengeOn(visitor));
  await visitor.send({ serial: SERIAL, code, confirmation: CONFIRMATION });
  expect(visitor.seen.text).toContain(`現在のトークン情報（シリアル番号） ${SERIAL}`);
  const user = here.web.visitor();
  await asUser(user, 'tanaka');
  await user.open('/user/transfer');
  return user;
}

test('a token that answers challenges is registered and makes a transfer, each by its own challenge', async () => {
  const user = await registered();
  const question = challengeOn(user);
  expect(question).toMatch(/^[0-9]{6}$/);
  await user.send({ ...TRANSFER, code: answerTo(question) });
  says(user, 'transaction-done');
});

test('a challenge stays until a code is sent, then it is another', async () => {
  const user = await registered();
  const first = challengeOn(user);
  await user.open('/user/transfer');
  expect(challengeOn(user)).toBe(first);
  await user.send({ ...TRANSFER, code: '000000' });
  says(user, 'code-wrong', 'code');
  const second = challengeOn(user);
  expect(second).toMatch(/^[0-9]{6}$/);
  expect(second).not.toBe(first);
});

test('the challenge is the one that was shown, whatever the form says', async () => {
  const user = await registered();
  const own = '123456';
  await user.send({ ...TRANSFER, challenge: own, question: own, code: answerTo(own) });
  says(user, 'code-wrong', 'code');
});

test('where no token answers challenges none is shown', async () => {
  const visitor = await here.started();
  expect(challengeOn(visitor)).toBe('');
});
