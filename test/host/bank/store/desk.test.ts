import { Secret } from '@fobkit/protocol';
import { VaultError, verifyChain } from '@fobkit/store';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { BankEvent } from '../../../../host/bank/domain/views.ts';
import { openBank } from '../../../../host/bank/store/open-bank.ts';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  fob,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  refusal,
  seedOf,
  type TestBank,
  testBank,
  TRANSFER,
  user,
  wrongCode,
} from './support.ts';

let made: TestBank;
const DAY = 86_400;

beforeEach(async () => {
  made = await testBank();
  return () => made.close();
});

describe('import', () => {
  test('is all or none, and lists every token that cannot be had', async () => {
    const { operator } = made.bank;
    await operator.importTokens(OPERATOR, [fob('SKTH-1')]);
    const twin = { ...fob('SKTH-4'), seed: new Secret(seedOf('SKTH-1')) };
    const late = { ...fob('SKTH-6'), expiry: 253_402_300_800 };
    const odd = { ...fob('SKTH-5'), parameters: { ...fob('x').parameters, digits: 3 } };
    const reply = await operator.importTokens(OPERATOR, [
      fob('skth-1'),
      fob('SKTH-2'),
      fob('SKTH-2'),
      twin,
      odd,
      late,
      fob('a b'),
    ]);
    expect(reply).toEqual({
      outcome: 'refused',
      faults: [
        { serial: 'SKTH-2', message: 'stands twice in the file' },
        { serial: 'SKTH-2', message: 'has the seed of another token in the file' },
        { serial: 'SKTH-5', message: 'digits: 4 to 10' },
        { serial: 'SKTH-6', message: 'expiry: no date from 1970 to 9999' },
        { serial: 'a b', message: expect.stringContaining('serial: 4 to 64') as string },
      ],
    });
    expect(await operator.importTokens(OPERATOR, [fob('skth-1'), twin])).toEqual({
      outcome: 'refused',
      faults: [
        { serial: 'skth-1', message: 'is in the bank already' },
        { serial: 'SKTH-4', message: 'has the seed of another token' },
      ],
    });
    expect(await operator.tokens(OPERATOR)).toHaveLength(1);
  });

  test('takes a thousand fobs at once', async () => {
    const fobs = Array.from({ length: 1_000 }, (_, at) => fob(`LOT-${String(at)}`));
    const reply = await made.bank.operator.importTokens(OPERATOR, fobs);
    expect(reply).toEqual({ outcome: 'done', imported: 1_000 });
  });
});

describe('paper', () => {
  test('a form that is handed in twice happens once', async () => {
    const { bank } = made;
    await opened(bank);
    await bank.operator.importTokens(OPERATOR, [fob('SKTH-1'), fob('SKTH-2')]);
    const form = { kind: 'token-application', formNumber: 'A1', contractId: CONTRACT } as const;
    const first = await bank.operator.takeForm(OPERATOR, form);
    expect(first).toEqual({ outcome: 'done', sentence: 'form-accepted', serial: 'SKTH-1' });
    const again = await bank.operator.takeForm(OPERATOR, form);
    expect(again).toEqual({ outcome: 'done', sentence: 'form-known', serial: 'SKTH-1' });
    const other = await bank.operator.takeForm(OPERATOR, { ...form, serial: 'SKTH-2' });
    expect(other).toEqual(refusal('form-of-other'));
    expect((await bank.operator.token(OPERATOR, 'SKTH-2'))?.state).toBe('stock');
  });

  test('a form that was refused may be handed in again', async () => {
    const { bank } = made;
    await opened(bank);
    const form = { kind: 'token-application', formNumber: 'A1', contractId: CONTRACT } as const;
    expect(await bank.operator.takeForm(OPERATOR, form)).toEqual(refusal('no-stock'));
    await bank.operator.importTokens(OPERATOR, [fob('SKTH-1')]);
    expect(await bank.operator.takeForm(OPERATOR, form)).toMatchObject({ outcome: 'done' });
  });

  test.each([
    { formNumber: '' },
    { formNumber: 'A'.repeat(33) },
    { formNumber: 'A\u0000' },
    { contractId: '1' },
    { userId: ' ' },
    { serial: 'x'.repeat(1_000_000) },
  ])('a form that is not filled in correctly is refused', async (changes) => {
    const form = { kind: 'release', formNumber: 'A1', contractId: CONTRACT, ...changes } as const;
    expect(await made.bank.operator.takeForm(OPERATOR, form)).toEqual(refusal('form-form'));
  });
});

test('a contract is opened once, with passwords of 6 to 12 letters and digits', async () => {
  const { operator } = made.bank;
  for (const changes of [
    { contractId: '12345' },
    { name: ' ' },
    { confirmation: 'abcd1' },
    { confirmation: 'abcdefg123456' },
    { loginCode: '１２３４５６' },
    { users: [{ userId: 'a/b', name: 'x', password: 'abcdef' }] },
    { users: [...NEW_CONTRACT.users, ...NEW_CONTRACT.users] },
  ]) {
    const reply = await operator.openContract(OPERATOR, { ...NEW_CONTRACT, ...changes });
    expect(reply).toEqual(refusal('contract-form'));
  }
  const card = await opened(made.bank);
  expect(await operator.openContract(OPERATOR, NEW_CONTRACT)).toEqual(refusal('contract-exists'));
  expect(await operator.card(OPERATOR, CONTRACT)).toEqual({ outcome: 'done', card });
});

test('a user who is added later may log in', async () => {
  const { bank } = made;
  await opened(bank);
  const person = { userId: 'yamada', name: '山田', password: 'riyousha3' };
  expect(await bank.operator.addUser(OPERATOR, CONTRACT, person)).toEqual({ outcome: 'done' });
  expect(await bank.operator.addUser(OPERATOR, CONTRACT, person)).toEqual(refusal('contract-form'));
  const actor = await user(bank, 'yamada');
  expect(await bank.user.home(actor)).toMatchObject({
    home: { userId: 'yamada', name: '山田', mode: 'none' },
  });
});

test('serial, code, words of the manuals: nothing secret is on record or in the file', async () => {
  const { bank, clock, address } = made;
  const card = await opened(bank);
  await delivered(bank, 'SKTH-1');
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf('SKTH-1'), clock.ms);
  const form = { serial: 'SKTH-1', code, confirmation: CONFIRMATION };
  await bank.administrator.register(admin, form);
  const actor = await user(bank, 'tanaka');
  const wrong = wrongCode(seedOf('SKTH-1'), clock.ms);
  await bank.user.transact(actor, TRANSFER, { code: wrong });
  await bank.database.forget();
  const file = readFileSync(address).toString('latin1');
  for (const secret of [code, wrong, CONFIRMATION, admin.session, card.cells.join('')]) {
    expect(file).not.toContain(secret);
  }
  expect(file).not.toContain(Buffer.from(seedOf('SKTH-1')).toString('latin1'));
  expect((await verifyChain(bank.database.read)).faults).toEqual([]);
});

test('a bank that is opened again knows everything, and only with its key', async () => {
  const { bank, clock, options } = made;
  const card = await opened(bank);
  await delivered(bank, 'SKTH-1');
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const form = { serial: 'SKTH-1', confirmation: CONFIRMATION };
  await bank.administrator.register(admin, { ...form, code: codeAt(seedOf('SKTH-1'), clock.ms) });
  const again = await openBank({ ...options, create: false });
  clock.pass(60);
  expect(await again.administrator.currentTokens(admin)).toMatchObject({
    tokens: [{ serial: 'SKTH-1' }],
  });
  const actor = await user(again, 'tanaka');
  const code = codeAt(seedOf('SKTH-1'), clock.ms);
  expect(await again.user.transact(actor, TRANSFER, { code })).toMatchObject({ outcome: 'done' });
  await again.close();
  const key = { kind: 'key-file', key: new Secret(new Uint8Array(32).fill(8)) } as const;
  await expect(openBank({ ...options, key })).rejects.toMatchObject({ code: 'key' });
});

test('a sealed seed or card that is written over another’s opens for nobody', async () => {
  const { bank } = made;
  await opened(bank);
  await opened(bank, { ...NEW_CONTRACT, contractId: '234567' });
  await bank.operator.importTokens(OPERATOR, [fob('SKTH-1'), fob('SKTH-2')]);
  const { secrets } = bank.parts;
  const { parameters } = fob('SKTH-1');
  const tokens = await bank.database.read.selectFrom('token').selectAll().execute();
  const sealed = tokens.find(({ serial }) => serial === 'SKTH-1')?.seed ?? new Uint8Array();
  const owner = { serial: 'SKTH-1', deviceId: undefined, parameters };
  expect(secrets.openSeed(sealed, owner).reveal()).toEqual(seedOf('SKTH-1'));
  for (const other of [
    { ...owner, serial: 'SKTH-2' },
    { ...owner, deviceId: 'D1' },
    { ...owner, parameters: { ...parameters, digits: 8 } },
  ]) {
    expect(() => secrets.openSeed(sealed, other)).toThrow(VaultError);
  }
  const [{ card } = { card: new Uint8Array() }] = await bank.database.read
    .selectFrom('contract')
    .select('card')
    .where('contract_id', '=', '234567')
    .execute();
  expect(secrets.openCard(card, '234567').cells).toHaveLength(25);
  expect(() => secrets.openCard(card, CONTRACT)).toThrow(VaultError);
});

test('who listens hears what is committed, in its order, and may throw', async () => {
  const { bank } = made;
  const heard: BankEvent[] = [];
  bank.events.subscribe(OPERATOR, () => {
    throw new Error('a listener');
  });
  const end = bank.events.subscribe(OPERATOR, (event) => heard.push(event));
  await opened(bank);
  await delivered(bank, 'SKTH-1');
  end();
  await bank.operator.scrap(OPERATOR, 'SKTH-1', '電池切れ');
  expect(heard).toEqual((await bank.events.after(OPERATOR, 0)).slice(0, -1));
  expect(heard.map(({ kind }) => kind)).toEqual([
    'contract.opened',
    'tokens.imported',
    'token.assigned',
    'form.taken',
    'token.dispatched',
    'token.delivered',
  ]);
});

test('fobs near their end are listed, the surest first', async () => {
  const { bank, clock } = made;
  const card = await opened(bank);
  await delivered(bank, 'OLD-1');
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf('OLD-1'), clock.ms);
  const form = { serial: 'OLD-1', code, confirmation: CONFIRMATION };
  await bank.administrator.register(admin, form);
  expect(await bank.operator.ending(OPERATOR, 90)).toEqual([]);
  clock.pass(5 * 365 * DAY);
  await delivered(bank, 'NEW-1');
  const printed = { ...fob('EXP-1'), expiry: Math.floor(clock.ms / 1000) + 30 * DAY };
  await bank.operator.importTokens(OPERATOR, [printed]);
  for (const step of ['takeForm', 'dispatch', 'arrive'] as const) {
    if (step === 'takeForm') {
      const application = { formNumber: 'E1', contractId: CONTRACT, serial: 'EXP-1' };
      await bank.operator.takeForm(OPERATOR, { kind: 'token-application', ...application });
    } else await bank.operator[step](OPERATOR, 'EXP-1');
  }
  const ending = await bank.operator.ending(OPERATOR, 90);
  expect(ending.map(({ serial }) => serial)).toEqual(['EXP-1', 'OLD-1']);
  expect(ending[0]).toMatchObject({ odds: 1, reasons: ['expiry'] });
  expect(ending[1]).toMatchObject({ state: 'registered', reasons: ['age'], contractId: CONTRACT });
});

test('a fob of stock that is broken is scrapped, and given to nobody', async () => {
  const { bank } = made;
  await opened(bank);
  await bank.operator.importTokens(OPERATOR, [fob('SKTH-1')]);
  expect(await bank.operator.scrap(OPERATOR, 'SKTH-1', ' ')).toEqual(refusal('reason-wanted'));
  expect(await bank.operator.scrap(OPERATOR, 'SKTH-1', 'dead')).toEqual({ outcome: 'done' });
  expect(await bank.operator.scrap(OPERATOR, 'SKTH-1', 'dead')).toEqual(refusal('token-state'));
  const form = { kind: 'token-application', formNumber: 'A1', contractId: CONTRACT } as const;
  expect(await bank.operator.takeForm(OPERATOR, form)).toEqual(refusal('no-stock'));
});

describe('the code in a QR code', () => {
  test('activates one app, once, in its time', async () => {
    const { bank, clock } = made;
    const card = await opened(bank);
    const admin = await administrator(bank, card);
    const issued = await bank.app.issueActivation(admin);
    if (issued.outcome !== 'done') throw new Error(issued.sentence);
    expect(issued.serial).toMatch(/^SKTS[0-9]{8}$/);
    const seed = new Secret(seedOf('app'));
    const wrong = await bank.app.activate('x'.repeat(27), { seed });
    expect(wrong).toEqual(refusal('activation-wrong'));
    const activated = await bank.app.activate(issued.activationCode, { seed });
    expect(activated).toMatchObject({ outcome: 'done', serial: issued.serial, bankCode: '1303' });
    const again = await bank.app.activate(issued.activationCode, { seed });
    expect(again).toEqual(refusal('activation-wrong'));
    await bank.administrator.startUse(admin, 'same');
    const code = codeAt(seedOf('app'), clock.ms);
    const form = { serial: issued.serial, code, confirmation: CONFIRMATION };
    expect(await bank.administrator.register(admin, form)).toEqual({ outcome: 'done' });
    const late = await bank.app.issueActivation(admin);
    if (late.outcome !== 'done') throw new Error(late.sentence);
    clock.pass(600);
    const other = new Secret(seedOf('other'));
    expect(await bank.app.activate(late.activationCode, { seed: other })).toEqual(
      refusal('activation-wrong'),
    );
  });

  test('no more than fifty wait to be used; their time over, there is room again', async () => {
    const { bank, clock } = made;
    const card = await opened(bank);
    const admin = await administrator(bank, card);
    const issue = async (): Promise<string | undefined> =>
      (await bank.app.issueActivation(admin)).sentence;
    for (let at = 0; at < 50; at++) expect(await issue()).toBeUndefined();
    expect(await issue()).toBe('login-too-soon');
    clock.pass(599);
    expect(await issue()).toBe('login-too-soon');
    clock.pass(1);
    const anew = await administrator(bank, card);
    expect((await bank.app.issueActivation(anew)).outcome).toBe('done');
  });

  test('is issued for the own contract alone', async () => {
    const { bank } = made;
    const card = await opened(bank);
    const admin = await administrator(bank, card);
    const contractId = '234567';
    await opened(bank, { ...NEW_CONTRACT, contractId });
    expect(await bank.app.issueActivation(admin, { contractId })).toEqual(refusal('not-yours'));
    expect(await bank.app.issueActivation(OPERATOR, { contractId: '999999' })).toEqual(
      refusal('contract-unknown'),
    );
  });
});
