import { expect, test } from 'vitest';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  opened,
  OPERATOR,
  refusal,
  seedOf,
  testBank,
  TRANSFER,
  user,
} from './support.ts';

const SERIAL = 'SKTH-1';

test('a code of another number of digits is a fault of the field, and counts not; of no serial it tells anything', async () => {
  const made = await testBank();
  const { bank, clock } = made;
  const card = await opened(bank);
  await delivered(bank, SERIAL);
  const admin = await administrator(bank, card);
  await bank.administrator.startUse(admin, 'same');
  for (const serial of [SERIAL, 'SKTH-9', SERIAL, 'SKTH-9', SERIAL, 'SKTH-9']) {
    const form = { serial, code: '12345', confirmation: CONFIRMATION };
    expect(await bank.administrator.register(admin, form)).toEqual(refusal('code-form'));
  }
  const code = codeAt(seedOf(SERIAL), clock.ms);
  const form = { serial: SERIAL, code, confirmation: CONFIRMATION };
  expect(await bank.administrator.register(admin, form)).toMatchObject({ outcome: 'done' });
  const person = await user(bank, 'tanaka');
  for (let at = 0; at < 6; at++) {
    const reply = await bank.user.transact(person, TRANSFER, { code: '1234567' });
    expect(reply).toEqual(refusal('code-form'));
  }
  const asked = { contractId: CONTRACT, userId: 'tanaka' };
  const gateway = await bank.codes.verify(OPERATOR, asked, { code: '12345' });
  expect(gateway).toEqual(refusal('code-wrong'));
  expect(await bank.operator.token(OPERATOR, SERIAL)).toMatchObject({ wrongInARow: 1 });
  await made.close();
});
