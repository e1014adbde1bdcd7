import { verifyChain } from '@fobkit/store';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cellOf, type CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import type { Reply } from '../../../../host/bank/domain/reply.ts';
import { openBank, type OpenedBank } from '../../../../host/bank/store/open-bank.ts';
import { PostgresPlace } from '../../store/support/databases.ts';
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
  wrongCode,
} from './support.ts';

/** Processes of one bank; each has its own connections, so that their transactions really meet. */
const PROCESSES = 3;

let place: PostgresPlace;
let made: TestBank;
let others: OpenedBank[] = [];
let banks: OpenedBank[] = [];
let card: CustomerCard;

beforeAll(async () => {
  place = await PostgresPlace.start();
}, 60_000);

afterAll(async () => {
  await place.close();
});

beforeEach(async () => {
  const settings = { login: { lockAfter: 6, freeTries: 100, throttleSeconds: 0 } };
  made = await testBank({ address: place.fresh(), settings, name: 'bank-0' });
  others = await Promise.all(
    Array.from({ length: PROCESSES - 1 }, (_, at) =>
      openBank({ ...made.options, name: `bank-${at + 1}` }),
    ),
  );
  banks = [made.bank, ...others];
  card = await opened(made.bank);
  return async () => {
    for (const bank of others) await bank.close();
    await made.close();
  };
}, 30_000);

/** So many calls at once, spread over the processes. */
async function atOnce<T>(
  calls: number,
  call: (bank: OpenedBank, at: number) => Promise<T>,
): Promise<T[]> {
  return await Promise.all(
    Array.from({ length: calls }, (_, at) => {
      const bank = banks[at % PROCESSES];
      if (bank === undefined) throw new Error('no such process');
      return call(bank, at);
    }),
  );
}

function counted(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome, sentence } of replies) {
    const said = sentence ?? outcome;
    counts[said] = (counts[said] ?? 0) + 1;
  }
  return counts;
}

/** One token for all users, registered. */
async function registered(serial: string): Promise<void> {
  const { bank, clock } = made;
  await delivered(bank, serial);
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  await bank.administrator.register(admin, {
    serial,
    code: codeAt(seedOf(serial), clock.ms),
    confirmation: CONFIRMATION,
  });
  clock.pass(60);
}

test('a serial that two browsers register at once is registered once', async () => {
  const { bank, clock } = made;
  await delivered(bank, 'SKTH-1');
  const browsers = [await administrator(bank, card), await administrator(bank, card)];
  await bank.administrator.startUse(browsers[0] ?? { kind: 'administrator', session: '' }, 'same');
  const form = {
    serial: 'SKTH-1',
    code: codeAt(seedOf('SKTH-1'), clock.ms),
    confirmation: CONFIRMATION,
  };
  const replies = await atOnce(2, (one, at) => {
    const browser = browsers[at] ?? { kind: 'administrator', session: '' };
    return one.administrator.register(browser, form);
  });
  expect(counted(replies)).toEqual({ done: 1, 'serial-registered': 1 });
  const kinds = (await bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'token.registered')).toHaveLength(1);
});

test('two users get one token each, and one token is registered for one of them', async () => {
  const { bank, clock } = made;
  await delivered(bank, 'SKTH-1');
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'different');
  const code = codeAt(seedOf('SKTH-1'), clock.ms);
  const replies = await atOnce(2, (one, at) =>
    one.administrator.register(admin, {
      serial: 'SKTH-1',
      code,
      confirmation: CONFIRMATION,
      userIds: [at === 0 ? 'tanaka' : 'suzuki'],
    }),
  );
  expect(counted(replies)).toEqual({ done: 1, 'serial-registered': 1 });
});

test('100 guesses at once lock exactly: each is counted, none comes after the lock', async () => {
  await registered('SKTH-2');
  const actor = await user(made.bank, 'tanaka');
  const code = wrongCode(seedOf('SKTH-2'), made.clock.ms);
  const replies = await atOnce(100, (bank) => bank.user.transact(actor, TRANSFER, { code }));
  expect(counted(replies)).toEqual({ 'code-wrong': 4, suspended: 96 });
  const token = await made.bank.operator.token(OPERATOR, 'SKTH-2');
  expect(token?.wrongInARow).toBe(5);
  const events = await made.bank.events.after(OPERATOR, 0);
  const refused = events.filter(({ kind }) => kind === 'code.refused');
  expect(refused.map(({ facts }) => facts['wrong'])).toEqual([1, 2, 3, 4, 5]);
}, 30_000);

test('a right code among 60 guesses gets in before the lock or not at all', async () => {
  await registered('SKTH-3');
  const actor = await user(made.bank, 'tanaka');
  const right = codeAt(seedOf('SKTH-3'), made.clock.ms);
  const wrong = wrongCode(seedOf('SKTH-3'), made.clock.ms);
  const replies = await atOnce(60, (bank, at) =>
    bank.user.transact(actor, TRANSFER, { code: at === 30 ? right : wrong }),
  );
  const counts = counted(replies);
  const gotIn = counts['transaction-done'] ?? 0;
  // Four wrong ones before the right one at most, then four more before the one that locks.
  expect((counts['code-wrong'] ?? 0) - 4).toBeLessThanOrEqual(4 * gotIn);
  expect(counts['suspended']).toBe(60 - gotIn - (counts['code-wrong'] ?? 0));
  const events = await made.bank.events.after(OPERATOR, 0);
  let inARow = 0;
  for (const { kind, facts } of events) {
    if (kind === 'code.accepted') inARow = 0;
    if (kind === 'code.refused') expect(facts['wrong']).toBe(++inARow);
  }
  expect(inARow).toBe(5);
}, 30_000);

test('a code that comes 40 times at once makes one transaction: it dies when it is used', async () => {
  await registered('SKTH-4');
  const actor = await user(made.bank, 'tanaka');
  const code = codeAt(seedOf('SKTH-4'), made.clock.ms);
  const replies = await atOnce(40, (bank) => bank.user.transact(actor, TRANSFER, { code }));
  expect(counted(replies)).toEqual({ 'transaction-done': 1, 'code-used': 39 });
  expect(await made.bank.user.transactions(actor)).toMatchObject({ transactions: [{}] });
}, 30_000);

test('100 passwords at once: as many are looked at as one after the other', async () => {
  const replies = await atOnce(100, (bank) =>
    bank.login.administrator({ by: 'id', contractId: NEW_CONTRACT.contractId }, 'machigai9'),
  );
  expect(counted(replies)['login-suspended']).toBeGreaterThanOrEqual(94);
  // What came after the last one says the same, whether it was looked at or not.
  const looked = (await made.bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
  expect(looked.filter((kind) => kind === 'login.refused')).toHaveLength(6);
  const right = await made.bank.login.administrator(
    { by: 'id', contractId: NEW_CONTRACT.contractId },
    LOGIN_CODE,
  );
  expect(right).toEqual({ outcome: 'refused', sentence: 'login-suspended' });
}, 30_000);

test('a card answer that is pressed many times at once logs in, and does not log out again', async () => {
  const { bank } = made;
  const reply = await bank.login.administrator({ by: 'id', contractId: CONTRACT }, LOGIN_CODE);
  if (reply.outcome !== 'done') throw new Error(reply.sentence);
  const [one, other] = reply.question;
  const answer = [cellOf(card, one), cellOf(card, other)] as const;
  const replies = await atOnce(12, (each) => each.login.answerCard(reply.session, answer));
  expect(counted(replies)).toEqual({ done: 1, 'out-of-order': 11 });
  expect(await bank.login.session(reply.session)).toMatchObject({ stage: 'notice' });
});

test('right passwords at once all get in: nobody is shut out by his own tries', async () => {
  const replies = await atOnce(5, (bank) =>
    bank.login.user(
      { by: 'id', contractId: NEW_CONTRACT.contractId },
      { userId: 'tanaka', password: USER_PASSWORD },
    ),
  );
  expect(counted(replies)).toEqual({ done: 5 });
}, 30_000);

test('a form that two desks take at once happens once', async () => {
  const { bank } = made;
  await bank.operator.importTokens(OPERATOR, []);
  await delivered(bank, 'SKTH-5');
  const form = {
    kind: 'termination',
    formNumber: 'T-1',
    contractId: NEW_CONTRACT.contractId,
  } as const;
  const replies = await atOnce(6, (one) => one.operator.takeForm(OPERATOR, form));
  expect(counted(replies)).toEqual({ 'everything-cleared': 1, 'form-known': 5 });
});

test('one number on the forms of two contracts is taken for one of them', async () => {
  await opened(made.bank, { ...NEW_CONTRACT, contractId: '234567' });
  const replies = await atOnce(6, (one, at) =>
    one.operator.takeForm(OPERATOR, {
      kind: 'termination',
      formNumber: 'T-2',
      contractId: at % 2 === 0 ? NEW_CONTRACT.contractId : '234567',
    }),
  );
  const {
    'everything-cleared': cleared,
    'form-known': known,
    'form-of-other': other,
  } = counted(replies);
  expect([cleared, known, other]).toEqual([1, 2, 3]);
});

test('events of all processes stand in one row without a gap, and the chains hold', async () => {
  await registered('SKTH-6');
  const actor = await user(made.bank, 'tanaka');
  const code = wrongCode(seedOf('SKTH-6'), made.clock.ms);
  await atOnce(9, (bank) =>
    bank.codes.verify(
      { kind: 'system', name: 'gateway' },
      { contractId: NEW_CONTRACT.contractId, userId: 'suzuki' },
      { code },
    ),
  );
  await made.bank.login.logout(actor.session);
  const events = await made.bank.events.after(OPERATOR, 0);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, at) => at + 1));
  const report = await verifyChain(made.bank.database.read);
  expect(report.faults).toEqual([]);
}, 30_000);

test('whoever looks waits for nobody who changes something', async () => {
  await registered('SKTH-7');
  const { bank } = made;
  const person = await user(bank, 'tanaka');
  const admin = await administrator(bank, card);
  const { promise: held, resolve: hold } = Promise.withResolvers<undefined>();
  const { promise: over, resolve: end } = Promise.withResolvers<undefined>();
  const changing = others[0]?.database.write(async (db) => {
    await db.selectFrom('contract').selectAll().forUpdate().execute();
    await db.selectFrom('token').selectAll().forUpdate().execute();
    hold(undefined);
    await over;
  });
  await held;
  try {
    expect((await bank.operator.contracts(OPERATOR, { most: 500 })).contracts).toHaveLength(1);
    expect(await bank.operator.contract(OPERATOR, CONTRACT)).toMatchObject({ mode: 'same' });
    expect(await bank.user.home(person)).toMatchObject({ outcome: 'done' });
    expect(await bank.user.transactions(person)).toMatchObject({ outcome: 'done' });
    expect(await bank.administrator.contract(admin)).toMatchObject({ outcome: 'done' });
    expect(await bank.administrator.currentTokens(admin)).toMatchObject({ outcome: 'done' });
  } finally {
    end(undefined);
    await changing;
  }
}, 30_000);
