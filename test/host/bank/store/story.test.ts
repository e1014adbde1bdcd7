import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  delivered,
  opened,
  OPERATOR,
  seedOf,
  type TestBank,
  testBank,
  TRANSFER,
  user,
  wrongCode,
} from './support.ts';

let made: TestBank;

beforeEach(async () => {
  made = await testBank();
});

afterEach(async () => {
  await made.close();
});

test('登録が完了すると、「現在のトークン情報（シリアル番号）」に新しいトークンのシリアル番号が表示されます', async () => {
  const { bank, clock } = made;
  const card = await opened(bank);
  await delivered(bank, 'SKTH00000001');
  const actor = await administrator(bank, card);
  expect(await bank.administrator.startUse(actor, 'same')).toEqual({ outcome: 'done' });
  const reply = await bank.administrator.register(actor, {
    serial: 'SKTH00000001',
    code: codeAt(seedOf('SKTH00000001'), clock.ms),
    confirmation: CONFIRMATION,
  });
  expect(reply).toEqual({ outcome: 'done' });
  const current = await bank.administrator.currentTokens(actor);
  expect(current).toMatchObject({
    outcome: 'done',
    tokens: [{ holder: { kind: 'contract' }, serial: 'SKTH00000001', kind: 'hardware' }],
  });
  clock.pass(60);
  const tanaka = await user(bank, 'tanaka');
  const code = codeAt(seedOf('SKTH00000001'), clock.ms);
  expect(await bank.user.transact(tanaka, TRANSFER, { code })).toMatchObject({
    outcome: 'done',
    sentence: 'transaction-done',
  });
  expect(await bank.user.transact(tanaka, TRANSFER, { code })).toEqual({
    outcome: 'refused',
    sentence: 'code-used',
  });
  expect(await bank.user.transactions(tanaka)).toMatchObject({
    transactions: [{ amount: 50_000, serial: 'SKTH00000001' }],
  });
  const bad = wrongCode(seedOf('SKTH00000001'), clock.ms);
  for (let wrong = 1; wrong < 5; wrong++) {
    expect(await bank.user.transact(tanaka, TRANSFER, { code: bad })).toMatchObject({
      sentence: 'code-wrong',
    });
  }
  expect(await bank.user.transact(tanaka, TRANSFER, { code: bad })).toMatchObject({
    sentence: 'suspended',
  });
  expect(await bank.administrator.unlock(actor, { confirmation: CONFIRMATION })).toMatchObject({
    sentence: 'unlocked',
  });
  clock.pass(30);
  expect(
    await bank.user.transact(tanaka, TRANSFER, { code: codeAt(seedOf('SKTH00000001'), clock.ms) }),
  ).toMatchObject({ outcome: 'done' });
  expect((await bank.events.after(OPERATOR, 0)).map(({ kind }) => kind)).toContain('token.locked');
});
