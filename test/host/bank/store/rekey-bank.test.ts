import { Secret } from '@fobkit/protocol';
import { passphraseOf, verifyChain, type VaultKey } from '@fobkit/store';
import { beforeEach, expect, test } from 'vitest';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import { openBank, type OpenedBank } from '../../../../host/bank/store/open-bank.ts';
import { rekeyBank } from '../../../../host/bank/store/rekey-bank.ts';
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
  seedOf,
  type TestBank,
  testBank,
} from './support.ts';

const keyOf = (byte: number): VaultKey => ({
  kind: 'key-file',
  key: new Secret(new Uint8Array(32).fill(byte)),
});
const [OLD, NEW] = [keyOf(7), keyOf(8)];
const BY = { kind: 'system', name: 'cli' } as const;
const SERIAL = 'SKTH-1';

let made: TestBank;
let card: CustomerCard;

beforeEach(async () => {
  made = await testBank({ key: OLD });
  const { bank, clock } = made;
  card = await opened(bank);
  await delivered(bank, SERIAL);
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf(SERIAL), clock.ms);
  await bank.administrator.register(admin, { serial: SERIAL, code, confirmation: CONFIRMATION });
  clock.pass(60);
  return () => made.close();
});

const again = (key: VaultKey): Promise<OpenedBank> =>
  openBank({ ...made.options, key, create: false });

function rekey(newDataKey: boolean, to: VaultKey = NEW): Promise<void> {
  return rekeyBank({ bank: made.bank, from: OLD, to, newDataKey, options: { logN: 10 }, by: BY });
}

/** All that is sealed, and which data key each was sealed by. */
async function dataKeys(bank: OpenedBank): Promise<ReadonlySet<string>> {
  const { read } = bank.database;
  const seeds = await read.selectFrom('token').select('seed').execute();
  const cards = await read.selectFrom('contract').select('card').execute();
  const chains = await read.selectFrom('bank_chain').select('audit_key').execute();
  const sealed = [
    ...seeds.map(({ seed }) => seed ?? new Uint8Array()),
    ...cards.map((one) => one.card),
    ...chains.map(({ audit_key }) => audit_key),
  ];
  return new Set(sealed.map((bytes) => Buffer.from(bytes.subarray(1, 5)).toString('hex')));
}

test.each([
  ['another key file', NEW],
  ['a passphrase', passphraseOf('correct horse')],
])('with %s and a new data key everything is sealed anew, and works', async (_what, to) => {
  const before = await dataKeys(made.bank);
  await rekey(true, to);
  await expect(again(OLD)).rejects.toMatchObject({ code: 'key' });
  const bank = await again(to);
  try {
    const after = await dataKeys(bank);
    expect(after.size).toBe(1);
    expect(after).not.toEqual(before);
    expect(await bank.operator.card(OPERATOR, CONTRACT)).toEqual({ outcome: 'done', card });
    const code = codeAt(seedOf(SERIAL), made.clock.ms);
    const of = { contractId: CONTRACT, userId: 'tanaka' };
    expect(await bank.codes.verify(BY, of, { code })).toMatchObject({ outcome: 'done' });
    await administrator(bank, card);
    // Fingerprints stay: the same seed is known.
    const twin = { ...fob('SKTH-2'), seed: new Secret(seedOf(SERIAL)) };
    expect(await bank.operator.importTokens(OPERATOR, [twin])).toMatchObject({
      outcome: 'refused',
    });
    expect(await bank.events.after(OPERATOR, 0)).toContainEqual(
      expect.objectContaining({
        kind: 'bank.rekeyed',
        facts: { newDataKey: true, opensWith: to.kind },
      }),
    );
    expect((await verifyChain(bank.database.read)).faults).toEqual([]);
  } finally {
    await bank.close();
  }
});

test('without a new data key a bank that is up goes on', async () => {
  await rekey(false);
  expect(await made.bank.operator.importTokens(OPERATOR, [fob('SKTH-2')])).toMatchObject({
    outcome: 'done',
  });
  await (await again(NEW)).close();
});

test('a bank that is up meanwhile seals nothing by the old data key', async () => {
  const up = await again(OLD);
  await rekey(true);
  const contract = { ...NEW_CONTRACT, contractId: '234567' };
  await expect(up.operator.importTokens(OPERATOR, [fob('SKTH-2')])).rejects.toMatchObject({
    code: 'changed',
  });
  await expect(up.operator.openContract(OPERATOR, contract)).rejects.toMatchObject({
    code: 'changed',
  });
  await up.close();
});

test('where one secret does not open nothing is changed', async () => {
  await delivered(made.bank, 'SKTH-9');
  await made.bank.database.write((db) =>
    db
      .updateTable('token')
      .set({ seed: new Uint8Array(60) })
      .where('serial', '=', 'SKTH-9')
      .execute(),
  );
  const before = await dataKeys(made.bank);
  await expect(rekey(true)).rejects.toMatchObject({ code: 'sealed' });
  expect(await dataKeys(made.bank)).toEqual(before);
  await (await again(OLD)).close();
});
