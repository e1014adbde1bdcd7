import { beforeEach, describe, expect, test } from 'vitest';
import {
  type CardQuestion,
  cellOf,
  type CustomerCard,
} from '../../../../host/bank/domain/customer-card.ts';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  LOGIN_CODE,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  seedOf,
  type TestBank,
  testBank,
  TRANSFER,
  user,
  USER_PASSWORD,
} from './support.ts';

let made: TestBank;
let card: CustomerCard;
const byId = { by: 'id', contractId: CONTRACT } as const;
const refusal = (sentence: string): object => ({ outcome: 'refused', sentence });

beforeEach(async () => {
  made = await testBank({
    settings: { login: { lockAfter: 4, freeTries: 100, throttleSeconds: 0 } },
  });
  card = await opened(made.bank);
  return () => made.close();
});

async function question(): Promise<{ session: string; question: CardQuestion }> {
  const reply = await made.bank.login.administrator(byId, LOGIN_CODE);
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
  expect(asked.size).toBeGreaterThan(1);
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
  expect(await login.administrator(byId, LOGIN_CODE)).toEqual(refusal('login-suspended'));
});

test('停止・解除依頼書 releases a suspended administrator', async () => {
  const { login, operator } = made.bank;
  for (let at = 0; at < 4; at++) await login.administrator(byId, 'machigai9');
  expect(await login.administrator(byId, LOGIN_CODE)).toEqual(refusal('login-suspended'));
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
  expect(await bank.administrator.contract(actor)).toEqual(refusal('session-over'));
});

describe('nobody learns who there is', () => {
  test.each([
    ['a contract that there is not', { by: 'id', contractId: '999999' }],
    ['a contract that there is', byId],
  ] as const)('%s: wrong, then suspended', async (_what, who) => {
    const said: unknown[] = [];
    for (let at = 0; at < 6; at++) {
      said.push((await made.bank.login.administrator(who, 'machigai9')).sentence);
    }
    expect(said).toEqual([
      'login-wrong',
      'login-wrong',
      'login-wrong',
      'login-suspended',
      'login-suspended',
      'login-suspended',
    ]);
  });

  test.each(['', '１２３４５６', "' or ''='", '1'.repeat(1_000_000), '12345\u0000'])(
    'what cannot be a contract is as wrong as one that is not',
    async (contractId) => {
      const who = { by: 'id', contractId } as const;
      expect(await made.bank.login.administrator(who, LOGIN_CODE)).toEqual(refusal('login-wrong'));
      const person = { userId: 'tanaka', password: USER_PASSWORD };
      expect(await made.bank.login.user(who, person)).toEqual(refusal('login-wrong'));
    },
  );

  test('a user that there is not says the same as a wrong password', async () => {
    for (const userId of ['tanaka', 'yamada', '', 'a'.repeat(1_000)]) {
      const reply = await made.bank.login.user(byId, { userId, password: 'machigai9' });
      expect(reply).toEqual(refusal('login-wrong'));
    }
  });

  test('a gateway gets the answer of a wrong code for whoever is unknown', async () => {
    const gateway = { kind: 'system', name: 'gateway' } as const;
    const verify = (userId: string): Promise<object> =>
      made.bank.codes.verify(gateway, { contractId: CONTRACT, userId }, { code: '123456' });
    expect(await verify('yamada')).toEqual(refusal('code-wrong'));
    expect(await verify('\u0000')).toEqual(refusal('code-wrong'));
  });
});

test('電子証明書方式: whoever has no certificate shuts nobody out, and gets the usual answers', async () => {
  const { bank } = made;
  const contractId = '234567';
  await opened(bank, { ...NEW_CONTRACT, contractId, loginMethod: 'certificate' });
  const said: unknown[] = [];
  for (let at = 0; at < 5; at++) {
    said.push((await bank.login.administrator({ by: 'id', contractId }, 'machigai9')).sentence);
    const person = { userId: 'tanaka', password: 'machigai9' };
    await bank.login.user({ by: 'id', contractId }, person);
  }
  expect(said.slice(2)).toEqual(['login-wrong', 'login-suspended', 'login-suspended']);
  const own = { by: 'certificate', certificateName: '2345671303' } as const;
  expect(await bank.login.administrator(own, LOGIN_CODE)).toMatchObject({ outcome: 'done' });
  const person = { userId: 'tanaka', password: USER_PASSWORD };
  const his = { by: 'certificate', certificateName: '2345671303-tanaka' } as const;
  expect(await bank.login.user(his, person)).toMatchObject({ outcome: 'done' });
});

test('a password or code that was typed in the place of a name is on no record', async () => {
  const { bank } = made;
  const gateway = { kind: 'system', name: 'gateway' } as const;
  const secret = 'himitsu77';
  for (let at = 0; at < 5; at++) {
    await bank.login.administrator({ by: 'id', contractId: '623641' }, LOGIN_CODE);
    await bank.login.user(byId, { userId: secret, password: 'tanaka' });
    const typed = { contractId: CONTRACT, userId: secret };
    await bank.codes.verify(gateway, typed, { code: '123456', password: 'tanaka' });
  }
  const record = JSON.stringify(await bank.events.after(OPERATOR, 0));
  expect(record).toContain('login.refused');
  expect(record).not.toContain(secret);
  expect(record).not.toContain('623641');
});

test('wrong passwords at a gateway are on record, and the last of them suspends', async () => {
  const { bank } = made;
  const gateway = { kind: 'system', name: 'gateway' } as const;
  const person = await user(bank, 'tanaka');
  const said: unknown[] = [];
  for (let at = 0; at < 5; at++) {
    const proof = { code: '123456', password: 'machigai9' };
    const of = { contractId: CONTRACT, userId: 'tanaka' };
    said.push((await bank.codes.verify(gateway, of, proof)).sentence);
  }
  expect(said.slice(2)).toEqual(['login-wrong', 'login-suspended', 'login-suspended']);
  expect(await bank.user.home(person)).toEqual(refusal('session-over'));
  const kinds = (await bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'login.refused')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'login.suspended')).toHaveLength(1);
});

test('a megabyte as a password is wrong and no more', async () => {
  const reply = await made.bank.login.administrator(byId, 'x'.repeat(1_048_576));
  expect(reply).toEqual(refusal('login-wrong'));
});

test('電子証明書方式: by the name of the certificate and the login code', async () => {
  const { bank } = made;
  await opened(bank, { ...NEW_CONTRACT, contractId: '234567', loginMethod: 'certificate' });
  const certificate = (certificateName: string): object => ({ by: 'certificate', certificateName });
  const logIn = (who: object): Promise<object> =>
    bank.login.administrator(who as typeof byId, LOGIN_CODE);
  expect(await logIn(certificate('2345671303'))).toMatchObject({ outcome: 'done' });
  expect(await logIn(certificate('2345671020'))).toEqual(refusal('login-wrong'));
  expect(await logIn(certificate('2345671303-tanaka'))).toEqual(refusal('login-wrong'));
  expect(await logIn({ by: 'id', contractId: '234567' })).toEqual(refusal('login-wrong'));
  expect(await logIn(certificate('1234561303'))).toEqual(refusal('login-wrong'));
  const person = { userId: 'tanaka', password: USER_PASSWORD };
  const own = { by: 'certificate', certificateName: '2345671303-tanaka' } as const;
  expect(await bank.login.user(own, person)).toMatchObject({ outcome: 'done' });
});

test('a session ends when nobody does anything, at the latest after the longest time', async () => {
  const { bank, clock } = made;
  const actor = await administrator(bank, card);
  clock.pass(599);
  expect(await bank.administrator.contract(actor)).toMatchObject({ outcome: 'done' });
  clock.pass(599);
  expect(await bank.administrator.contract(actor)).toMatchObject({ outcome: 'done' });
  clock.pass(600);
  expect(await bank.administrator.contract(actor)).toEqual(refusal('session-over'));
  expect(await bank.login.session(actor.session)).toBeUndefined();
  const busy = await administrator(bank, card);
  let seconds = 0;
  while ((await bank.administrator.contract(busy)).outcome === 'done') {
    clock.pass(300);
    seconds += 300;
  }
  expect(seconds).toBe(8 * 3600);
});

test('after logout a session is over, and a token that was made up never was', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  await bank.login.logout(actor.session);
  expect(await bank.administrator.contract(actor)).toEqual(refusal('session-over'));
  const forged = { kind: 'administrator', session: 'x'.repeat(43) } as const;
  expect(await bank.administrator.contract(forged)).toEqual(refusal('session-over'));
});

test('a user is no administrator, and an administrator no user', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const person = await user(bank, 'tanaka');
  expect(
    await bank.administrator.contract({ kind: 'administrator', session: person.session }),
  ).toEqual(refusal('not-yours'));
  expect(await bank.user.home({ kind: 'user', session: actor.session })).toEqual(
    refusal('not-yours'),
  );
});

test('利用中止解除 lifts the suspended login of a user', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const wrong = { userId: 'tanaka', password: 'machigai9' };
  for (let at = 0; at < 4; at++) await bank.login.user(byId, wrong);
  const right = { userId: 'tanaka', password: USER_PASSWORD };
  expect(await bank.login.user(byId, right)).toEqual(refusal('login-suspended'));
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
  expect(await bank.login.user(byId, right)).toMatchObject({ outcome: 'done' });
});

test('the session that is kept is a hash, and so are the passwords', async () => {
  const { bank } = made;
  const actor = await administrator(bank, card);
  const sessions = await bank.database.read.selectFrom('bank_session').selectAll().execute();
  expect(JSON.stringify(sessions)).not.toContain(actor.session);
  const contracts = await bank.database.read.selectFrom('contract').selectAll().execute();
  for (const secret of [LOGIN_CODE, CONFIRMATION, card.cells.join('')]) {
    expect(JSON.stringify(contracts)).not.toContain(secret);
  }
});

test('a hash that is written over that of somebody else lets nobody in', async () => {
  const { bank } = made;
  const contractId = '234567';
  await opened(bank, { ...NEW_CONTRACT, contractId });
  await bank.database.write(async (db) => {
    const own = await db
      .selectFrom('bank_user')
      .select('password')
      .where('contract_id', '=', CONTRACT)
      .where('user_id', '=', 'tanaka')
      .executeTakeFirstOrThrow();
    const copied = { login_code: own.password, confirmation: own.password };
    await db.updateTable('contract').set(copied).where('contract_id', '=', CONTRACT).execute();
    await db.updateTable('bank_user').set(own).where('user_id', '=', 'suzuki').execute();
    await db.updateTable('bank_user').set(own).where('contract_id', '=', contractId).execute();
  });
  const wrong = refusal('login-wrong');
  expect(await bank.login.administrator(byId, USER_PASSWORD)).toEqual(wrong);
  for (const [of, userId] of [
    [CONTRACT, 'suzuki'],
    [contractId, 'tanaka'],
  ] as const) {
    const person = { userId, password: USER_PASSWORD };
    expect(await bank.login.user({ by: 'id', contractId: of }, person)).toEqual(wrong);
  }
  await user(bank, 'tanaka');
});

test('a customer has codes judged of himself alone, and sees his own transactions alone', async () => {
  const { bank, clock } = made;
  await delivered(bank, 'SKTH-1');
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf('SKTH-1'), clock.ms);
  await bank.administrator.register(admin, { serial: 'SKTH-1', code, confirmation: CONFIRMATION });
  clock.pass(60);
  const [tanaka, suzuki] = [await user(bank, 'tanaka'), await user(bank, 'suzuki')];
  const next = codeAt(seedOf('SKTH-1'), clock.ms);
  const ofTanaka = { contractId: CONTRACT, userId: 'tanaka' };
  expect(await bank.codes.verify(suzuki, ofTanaka, { code: next })).toEqual(refusal('not-yours'));
  const done = await bank.user.transact(tanaka, TRANSFER, { code: next });
  expect(done).toMatchObject({ sentence: 'transaction-done' });
  expect(await bank.user.transactions(suzuki)).toMatchObject({ transactions: [] });
  expect(await bank.user.transactions(tanaka)).toMatchObject({ transactions: [{}] });
});
