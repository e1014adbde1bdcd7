import { beforeEach, describe, expect, test } from 'vitest';
import type { AdministratorActor } from '../../../../host/bank/domain/actor.ts';
import type { BankEvent } from '../../../../host/bank/domain/views.ts';
import {
  administrator,
  BY_ID,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  LOGIN_RULES,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  refusal,
  seedOf,
  type TestBank,
  testBank,
  USER_PASSWORD,
  wrongCode,
} from './support.ts';

const GATEWAY = { kind: 'system', name: 'gateway' } as const;
const SERIAL = 'SKTH-1';
const TANAKA = { contractId: CONTRACT, userId: 'tanaka' };
/** No settings yet. */
const OTHER = '234567';

let made: TestBank;
let admin: AdministratorActor;

beforeEach(async () => {
  made = await testBank(LOGIN_RULES);
  const { bank, clock } = made;
  const card = await opened(bank);
  await opened(bank, { ...NEW_CONTRACT, contractId: OTHER });
  await delivered(bank, SERIAL);
  admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf(SERIAL), clock.ms);
  await bank.administrator.register(admin, { serial: SERIAL, code, confirmation: CONFIRMATION });
  clock.pass(60);
  return () => made.close();
});

const right = (): string => codeAt(seedOf(SERIAL), made.clock.ms);
const wrong = (): string => wrongCode(seedOf(SERIAL), made.clock.ms);

async function verify(
  code: string,
  { of = TANAKA, password }: { of?: typeof TANAKA; password?: string } = {},
): Promise<object> {
  const proof = { code, ...(password === undefined ? {} : { password }) };
  return await made.bank.codes.verify(GATEWAY, of, proof);
}

async function last(): Promise<BankEvent | undefined> {
  return (await made.bank.events.after(OPERATOR, 0)).at(-1);
}

describe('outside there is one answer, and why is on record', () => {
  test.each([
    ['somebody else', { contractId: CONTRACT, userId: 'yamada' }, 'unknown'],
    ['no contract', { contractId: '999999', userId: 'tanaka' }, 'unknown'],
    ['what cannot be a name', { contractId: 'x\u0000', userId: '\u0000' }, 'unknown'],
    ['no settings', { contractId: OTHER, userId: 'tanaka' }, 'no-settings'],
  ])('%s', async (_what, of, why) => {
    expect(await verify(right(), { of })).toEqual(refusal('code-wrong'));
    expect(await last()).toMatchObject({ kind: 'code.refused', facts: { why } });
  });

  test('a lock, which the last wrong code did not tell either', async () => {
    const said: object[] = [];
    for (let at = 0; at < made.bank.policy.lockAfter; at++) {
      said.push(await verify(wrong()));
      made.clock.pass(3600);
    }
    said.push(await verify(right()));
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await last()).toMatchObject({ kind: 'code.refused', facts: { why: 'suspended' } });
  });

  test('a token that is reported lost', async () => {
    await made.bank.operator.reportCall(OPERATOR, { serial: SERIAL, reason: 'loss' });
    expect(await verify(right())).toEqual(refusal('code-wrong'));
    expect(await last()).toMatchObject({
      kind: 'code.refused',
      subject: SERIAL,
      facts: { contract: CONTRACT, why: 'serial-reported' },
    });
  });

  test('full-width digits are noted when they were right alone', async () => {
    const wide = (code: string): string =>
      code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    expect(await verify(wide(wrong()))).toEqual(refusal('code-wrong'));
    expect(await verify(wide(right()))).toMatchObject({ note: 'full-width-taken' });
  });

  test('what cannot be a code is refused by its form, whoever it is of', async () => {
    const of = { contractId: '999999', userId: 'nobody' };
    for (const answer of [await verify('abcdef'), await verify('abcdef', { of })]) {
      expect(answer).toEqual(refusal('code-form'));
    }
  });
});

describe('password and code', () => {
  test('both right: accepted, once', async () => {
    const code = right();
    expect(await verify(code, { password: USER_PASSWORD })).toMatchObject({ outcome: 'done' });
    expect(await verify(code, { password: USER_PASSWORD })).toEqual(refusal('code-used'));
  });

  test('nobody learns which of them was wrong', async () => {
    const both = await verify(wrong(), { password: 'machigai9' });
    expect(both).toEqual(refusal('code-wrong'));
    expect(await verify(right(), { password: 'machigai9' })).toEqual(both);
    expect(await verify(wrong(), { password: USER_PASSWORD })).toEqual(both);
  });

  test('a wrong password costs no code', async () => {
    const code = right();
    await verify(code, { password: 'machigai9' });
    expect(await verify(code, { password: USER_PASSWORD })).toMatchObject({ outcome: 'done' });
  });

  test('a password that is changed while it is looked at lets nobody in', async () => {
    const { bank } = made;
    const { passwords } = bank.parts;
    const hashed = await passwords.hash('atarashii1', `user ${CONTRACT}/tanaka`);
    const asked = verify(right(), { password: USER_PASSWORD });
    await bank.database.write((db) =>
      db.updateTable('bank_user').set({ password: hashed }).execute(),
    );
    expect(await asked).toEqual(refusal('code-wrong'));
  });

  test('20 guesses at once are looked at as often as the login allows', async () => {
    const codes = Array.from({ length: 20 }, () => verify(right(), { password: 'machigai9' }));
    expect(new Set((await Promise.all(codes)).map((one) => JSON.stringify(one))).size).toBe(1);
    const kinds = (await made.bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'login.refused')).toHaveLength(4);
    expect(await verify(right(), { password: USER_PASSWORD })).toEqual(refusal('code-wrong'));
  });
});

describe('a gateway that asks for the code alone', () => {
  const suspend = async (): Promise<void> => {
    const typed = { userId: 'tanaka', password: 'machigai9' };
    for (let at = 0; at < 4; at++) await made.bank.login.user(BY_ID, typed);
  };

  test('refuses a user whose login is suspended as it does a wrong code, and why is on record', async () => {
    await suspend();
    expect(await verify(right())).toEqual(refusal('code-wrong'));
    expect(await last()).toMatchObject({
      kind: 'code.refused',
      actor: 'system:gateway',
      subject: CONTRACT,
      facts: { why: 'login-suspended', contract: CONTRACT },
    });
  });

  test('counts no code against the token meanwhile, and uses none up', async () => {
    await suspend();
    for (let at = 0; at < made.bank.policy.lockAfter; at++) await verify(wrong());
    await verify(right());
    const whose = { userId: 'tanaka', confirmation: CONFIRMATION };
    expect(await made.bank.administrator.unlock(admin, whose)).toMatchObject({ outcome: 'done' });
    expect(await verify(right())).toMatchObject({ outcome: 'done' });
  });

  test('goes on with the other users of the contract', async () => {
    await suspend();
    const suzuki = { contractId: CONTRACT, userId: 'suzuki' };
    expect(await verify(right(), { of: suzuki })).toMatchObject({ outcome: 'done' });
  });
});

test('a code of one of twenty tokens that are not registered makes the lock one of paper', async () => {
  const { bank, clock } = made;
  const last = 'SKTH-99';
  for (let at = 0; at < 20; at++) await delivered(bank, `SKTH-${at + 10}`);
  await delivered(bank, last);
  for (let at = 0; at < bank.policy.lockAfter; at++) {
    await verify(codeAt(seedOf(last), clock.ms));
    clock.pass(3600);
  }
  const locked = (await bank.events.after(OPERATOR, 0)).find(({ kind }) => kind === 'token.locked');
  expect(locked).toMatchObject({ subject: SERIAL, facts: { by: 'unregistered-token' } });
});
