import { beforeEach, expect, test } from 'vitest';
import { rfc4226 } from '../../../../host/bank/policy/presets/rfc4226.ts';
import { registrationColumns } from '../../../../host/bank/store/contract-rows.ts';
import { stockRow } from '../../../../host/bank/store/import-tokens.ts';
import {
  administrator,
  CONFIRMATION,
  CONTRACT,
  fob,
  opened,
  OPERATOR,
  refusal,
  START,
  type TestBank,
  testBank,
  TRANSFER,
  user,
} from './support.ts';

const SERIAL = 'OCRA00000001';
const PIN = 'OCRA-1:HOTP-SHA1-6:QN08-PSHA1';
const SESSION = 'OCRA-1:HOTP-SHA1-6:QN08-S064';
const challenge = { question: '12345678' };

let made: TestBank;

beforeEach(async () => {
  made = await testBank();
  return () => made.close();
});

/** A token that came to the bank when it still took any suite: with the customer now. */
async function imported(suite: string, state: 'delivered' | 'registered'): Promise<void> {
  const { parts, database } = made.bank;
  const parameters = { mode: 'ocra', algorithm: 'SHA1', digits: 6, suite } as const;
  const row = stockRow(parts, { ...fob(SERIAL), parameters }, START);
  await database.write(async (db) => {
    await db
      .insertInto('token')
      .values({ ...row, state, contract_id: CONTRACT })
      .execute();
    if (state === 'delivered') return;
    const registration = {
      holder: { kind: 'contract' },
      serial: SERIAL,
      since: START,
      usedUnregistered: false,
    } as const;
    await db
      .insertInto('registration')
      .values(registrationColumns(CONTRACT, registration))
      .execute();
  });
}

test.each([PIN, SESSION])(
  'a token whose suite asks for what no page has is not registered, is told so, and nothing is counted: %s',
  async (suite) => {
    const { bank } = made;
    const admin = await administrator(bank, await opened(bank));
    await imported(suite, 'delivered');
    await bank.administrator.startUse(admin, 'same');
    for (let tries = 0; tries < 5; tries++) {
      const wish = { serial: SERIAL, code: '123456', confirmation: CONFIRMATION };
      expect(await bank.administrator.register(admin, { ...wish, challenge })).toEqual(
        refusal('serial-unanswerable'),
      );
    }
    const [last] = await bank.events.latest(OPERATOR, { most: 1 });
    expect(last).toMatchObject({
      kind: 'registration.refused',
      facts: { why: 'serial-unanswerable', wrong: 0, serial: SERIAL },
    });
  },
);

test.each([PIN, SESSION])(
  'a registered one makes no transaction, is told so, and is not locked: %s',
  async (suite) => {
    const { bank } = made;
    const admin = await administrator(bank, await opened(bank));
    await bank.administrator.startUse(admin, 'same');
    await imported(suite, 'registered');
    const tanaka = await user(bank, 'tanaka');
    for (let tries = 0; tries < 5; tries++) {
      const proof = { code: '123456', challenge };
      expect(await bank.user.transact(tanaka, TRANSFER, proof)).toEqual(
        refusal('serial-unanswerable'),
      );
    }
    const [last] = await bank.events.latest(OPERATOR, { most: 1 });
    expect(last).toMatchObject({
      kind: 'code.refused',
      subject: SERIAL,
      facts: { why: 'serial-unanswerable', wrong: 0 },
    });
  },
);

test.each([PIN, SESSION, 'OCRA-1:HOTP-SHA1-6:QN08'])(
  'two codes in a row of a token that answers challenges are not taken, and not counted: %s',
  async (suite) => {
    await made.close();
    made = await testBank({ settings: { policy: rfc4226 } });
    const { bank } = made;
    const admin = await administrator(bank, await opened(bank));
    await bank.administrator.startUse(admin, 'same');
    await imported(suite, 'registered');
    for (let tries = 0; tries < 6; tries++) {
      const codes = ['123456', '123457'] as const;
      expect(
        await bank.administrator.resynchronise(admin, { codes, confirmation: CONFIRMATION }),
      ).toEqual(refusal('resync-not-offered'));
    }
  },
);
