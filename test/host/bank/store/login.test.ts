import { beforeEach, expect, test } from 'vitest';
import {
  type CardQuestion,
  cellOf,
  type CustomerCard,
} from '../../../../host/bank/domain/customer-card.ts';
import {
  administrator,
  BY_ID,
  CONFIRMATION,
  CONTRACT,
  LOGIN_CODE,
  LOGIN_RULES,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  refusal,
  type TestBank,
  testBank,
  USER_PASSWORD,
} from './support.ts';

let made: TestBank;
let card: CustomerCard;

beforeEach(async () => {
  made = await testBank(LOGIN_RULES);
  card = await opened(made.bank);
  return () => made.close();
});

async function question(): Promise<{ session: string; question: CardQuestion }> {
  const reply = await made.bank.login.administrator(BY_ID, LOGIN_CODE);
  if (reply.outcome !== 'done') throw new Error(reply.sentence);
  return reply;
}

function answerOf([one, other]: CardQuestion): [string, string] {
  return [cellOf(card, one), cellOf(card, other)];
}

function wrongAnswerTo(asked: CardQuestion): [string, string] {
  const [one, other] = answerOf(asked);
  return [one, other === '00' ? '01' : '00'];
}

test('login by ID: login code, card, notice, and only then the main page', async () => {
  const { login, administrator: desk } = made.bank;
  const { session, question: asked } = await question();
  const actor = { kind: 'administrator', session } as const;
  expect(await desk.contract(actor)).toEqual(refusal('out-of-order'));
  expect(await login.readNotice(session)).toEqual(refusal('out-of-order'));
  expect(await login.session(session)).toMatchObject({ stage: 'card', question: asked });
  expect(await login.answerCard(session, answerOf(asked))).toEqual({ outcome: 'done' });
  expect(await login.answerCard(session, answerOf(asked))).toEqual(refusal('out-of-order'));
  expect(await desk.contract(actor)).toEqual(refusal('out-of-order'));
  expect(await login.readNotice(session)).toEqual({ outcome: 'done' });
  expect(await desk.contract(actor)).toMatchObject({
    outcome: 'done',
    contract: { contractId: CONTRACT, bankCode: '1303', mode: 'none', tokens: [] },
  });
});

test('full-width digits of the card are taken', async () => {
  const { session, question: asked } = await question();
  const wide = answerOf(asked).map((text) =>
    text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  );
  const answer = [wide[0] ?? '', wide[1] ?? ''] as const;
  expect(await made.bank.login.answerCard(session, answer)).toEqual({ outcome: 'done' });
});

test('the same pair is asked until it is answered, in a new login too', async () => {
  const { login } = made.bank;
  const first = await question();
  const wrong = await login.answerCard(first.session, wrongAnswerTo(first.question));
  expect(wrong).toEqual(refusal('card-wrong'));
  expect((await question()).question).toEqual(first.question);
  const asked = new Set<string>();
  for (let at = 0; at < 12; at++) {
    const { session, question: pair } = await question();
    asked.add(pair.join(''));
    await login.answerCard(session, answerOf(pair));
  }
  expect(asked.size).toBeGreaterThan(3);
});

test('a card answer of another form counts not', async () => {
  const { session } = await question();
  for (let at = 0; at < 10; at++) {
    expect(await made.bank.login.answerCard(session, ['1', 'ab'])).toEqual(refusal('card-form'));
  }
});

test('wrong card answers suspend, however often the login code was right in between', async () => {
  const { login } = made.bank;
  const said: unknown[] = [];
  for (let at = 0; at < 4; at++) {
    const { session, question: asked } = await question();
    const reply = await login.answerCard(session, wrongAnswerTo(asked));
    said.push(reply.sentence);
  }
  expect(said).toEqual(['card-wrong', 'card-wrong', 'card-wrong', 'login-suspended']);
  expect(await login.administrator(BY_ID, LOGIN_CODE)).toEqual(refusal('login-suspended'));
});

test('停止・解除依頼書 releases a suspended administrator', async () => {
  const { login, operator } = made.bank;
  for (let at = 0; at < 4; at++) await login.administrator(BY_ID, 'machigai9');
  expect(await login.administrator(BY_ID, LOGIN_CODE)).toEqual(refusal('login-suspended'));
  const form = { kind: 'release', formNumber: 'R-1', contractId: CONTRACT } as const;
  expect(await operator.takeForm(OPERATOR, form)).toMatchObject({ sentence: 'unlocked' });
  await administrator(made.bank, card);
});

test('a suspended administrator loses the sessions that are open', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const whose = { confirmation: 'machigai9' };
  const said: unknown[] = [];
  for (let at = 0; at < 4; at++)
    said.push((await bank.administrator.cancel(actor, whose)).sentence);
  expect(said).toEqual([
    'confirmation-wrong',
    'confirmation-wrong',
    'confirmation-wrong',
    'login-suspended',
  ]);
  expect(await bank.administrator.contract(actor)).toEqual(refusal('login-suspended'));
  expect(await bank.login.administrator(BY_ID, LOGIN_CODE)).toEqual(refusal('login-suspended'));
});

test('a megabyte as a password is wrong and no more', async () => {
  const reply = await made.bank.login.administrator(BY_ID, 'x'.repeat(1_048_576));
  expect(reply).toEqual(refusal('login-wrong'));
});

test('電子証明書方式: by the name of the certificate and the login code', async () => {
  const { bank } = made;
  await opened(bank, { ...NEW_CONTRACT, contractId: '234567', loginMethod: 'certificate' });
  const certificate = (certificateName: string): object => ({
    by: 'certificate',
    certificateName,
    certificateSerial: '0A',
  });
  const logIn = (who: object): Promise<object> =>
    bank.login.administrator(who as typeof BY_ID, LOGIN_CODE);
  expect(await logIn(certificate('2345671303'))).toMatchObject({ outcome: 'done' });
  expect(await logIn(certificate('2345671020'))).toEqual(refusal('login-wrong'));
  expect(await logIn(certificate('2345671303-tanaka'))).toEqual(refusal('login-wrong'));
  expect(await logIn({ by: 'id', contractId: '234567' })).toEqual(refusal('login-wrong'));
  expect(await logIn(certificate('1234561303'))).toEqual(refusal('login-wrong'));
  const person = { userId: 'tanaka', password: USER_PASSWORD };
  const own = {
    by: 'certificate',
    certificateName: '2345671303-tanaka',
    certificateSerial: '0A',
  } as const;
  expect(await bank.login.user(own, person)).toMatchObject({ outcome: 'done' });
});

test('利用中止解除 lifts the suspended login of a user', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const wrong = { userId: 'tanaka', password: 'machigai9' };
  for (let at = 0; at < 4; at++) await bank.login.user(BY_ID, wrong);
  const right = { userId: 'tanaka', password: USER_PASSWORD };
  expect(await bank.login.user(BY_ID, right)).toEqual(refusal('login-suspended'));
  expect(await bank.administrator.contract(actor)).toMatchObject({
    contract: {
      users: [
        { userId: 'suzuki', suspended: false },
        { userId: 'tanaka', suspended: true },
      ],
    },
  });
  const whose = { userId: 'tanaka', confirmation: CONFIRMATION };
  expect(await bank.administrator.unlock(actor, whose)).toMatchObject({ sentence: 'unlocked' });
  expect(await bank.login.user(BY_ID, right)).toMatchObject({ outcome: 'done' });
});
