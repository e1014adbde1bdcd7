import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
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
  user,
  USER_PASSWORD,
} from './support.ts';

let made: TestBank;
let card: CustomerCard;

beforeEach(async () => {
  made = await testBank(LOGIN_RULES);
  card = await opened(made.bank);
  return () => made.close();
});

describe('nobody learns who there is', () => {
  test.each([
    ['a contract that there is not', { by: 'id', contractId: '999999' }],
    ['a contract that there is', BY_ID],
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
      const reply = await made.bank.login.user(BY_ID, { userId, password: 'machigai9' });
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
  const own = {
    by: 'certificate',
    certificateName: '2345671303',
    certificateSerial: '0A',
  } as const;
  expect(await bank.login.administrator(own, LOGIN_CODE)).toMatchObject({ outcome: 'done' });
  const person = { userId: 'tanaka', password: USER_PASSWORD };
  const his = {
    by: 'certificate',
    certificateName: '2345671303-tanaka',
    certificateSerial: '0B',
  } as const;
  expect(await bank.login.user(his, person)).toMatchObject({ outcome: 'done' });
});

test('a password or code that was typed in the place of a name is on no record', async () => {
  const { bank } = made;
  const gateway = { kind: 'system', name: 'gateway' } as const;
  const secret = 'himitsu77';
  for (let at = 0; at < 5; at++) {
    await bank.login.administrator({ by: 'id', contractId: '623641' }, LOGIN_CODE);
    await bank.login.user(BY_ID, { userId: secret, password: 'tanaka' });
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
  expect(new Set(said)).toEqual(new Set(['code-wrong']));
  expect(await bank.user.home(person)).toEqual(refusal('login-suspended'));
  const kinds = (await bank.events.after(OPERATOR, 0)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'login.refused')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'login.suspended')).toHaveLength(1);
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
  expect(await bank.login.administrator(BY_ID, USER_PASSWORD)).toEqual(wrong);
  for (const [of, userId] of [
    [CONTRACT, 'suzuki'],
    [contractId, 'tanaka'],
  ] as const) {
    const person = { userId, password: USER_PASSWORD };
    expect(await bank.login.user({ by: 'id', contractId: of }, person)).toEqual(wrong);
  }
  await user(bank, 'tanaka');
});

describe('a password that is changed while it is looked at lets nobody in', () => {
  /** Once somebody's password is looked at, it is another, and everybody was logged out. */
  function changedMeanwhile(change: () => Promise<unknown>): void {
    const { passwords } = made.bank.parts;
    const matches = passwords.matches.bind(passwords);
    vi.spyOn(passwords, 'matches').mockImplementationOnce(async (...asked) => {
      const isRight = await matches(...asked);
      await change();
      return isRight;
    });
  }

  test('that of a user', async () => {
    const { bank } = made;
    const admin = await administrator(bank, card);
    const changed = { userId: 'tanaka', name: '田中', password: 'atarashii1' };
    changedMeanwhile(() => bank.administrator.changeUser(admin, CONFIRMATION, changed));
    const person = { userId: 'tanaka', password: USER_PASSWORD };
    expect(await bank.login.user(BY_ID, person)).toEqual(refusal('login-wrong'));
    const anew = { userId: 'tanaka', password: 'atarashii1' };
    expect(await bank.login.user(BY_ID, anew)).toMatchObject({ outcome: 'done' });
  });

  test('that of the administrator', async () => {
    const { bank } = made;
    const admin = await administrator(bank, card);
    const change = { confirmation: CONFIRMATION, loginCode: 'atarashii1' };
    changedMeanwhile(() => bank.administrator.changeSecrets(admin, change));
    expect(await bank.login.administrator(BY_ID, LOGIN_CODE)).toEqual(refusal('login-wrong'));
    expect(await bank.login.administrator(BY_ID, 'atarashii1')).toMatchObject({ outcome: 'done' });
  });
});
