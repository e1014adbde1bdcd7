import { expect, test } from 'vitest';
import { arrive, assign, dispatch, scrap } from '../../../../host/bank/domain/delivery.ts';
import { SENTENCES } from '../../../../host/bank/domain/sentences.ts';
import { changeMode, discontinue, startUse } from '../../../../host/bank/domain/usage-mode.ts';
import {
  after,
  ALL,
  contract,
  inUse,
  NOW,
  registered,
  serials,
  stateOf,
  token,
} from './support.ts';

const refusal = (sentence: string): object => ({ outcome: 'refused', sentence });

test('利用形態を選択し「次へ」をクリックします: use begins with the choice of the mode', () => {
  const { contract: next, reply } = startUse(
    contract({ state: 'none', mode: 'none' }),
    'different',
  );
  expect(reply.outcome).toBe('done');
  expect(next).toMatchObject({ state: 'active', mode: 'different' });
});

test('use begins once', () => {
  expect(startUse(contract(), 'same').reply).toEqual(refusal('started-already'));
});

test('利用形態を変更する場合は、トークンの利用登録が解除されます: first the warning, then all of them', () => {
  const books = inUse();
  const warned = changeMode(books, 'different', false);
  expect(warned.reply).toEqual(refusal('mode-change-warning'));
  expect(warned.contract).toBe(books.contract);
  const changed = changeMode(books, 'different', true);
  expect(changed.reply).toEqual({ outcome: 'done', sentence: 'mode-changed' });
  const next = after(books, changed);
  expect(next.contract.mode).toBe('different');
  expect(serials(next)).toEqual([]);
  expect(stateOf(next, 'AAAA0001')).toBe('cancelled');
});

test('the mode that is there already, and a mode before use has begun, are refused', () => {
  expect(changeMode(inUse(), 'same', true).reply).toEqual(refusal('mode-unchanged'));
  const none = { contract: contract({ mode: 'none' }), tokens: [] };
  expect(changeMode(none, 'same', true).reply).toEqual(refusal('not-started'));
});

test.each(['codes', 'unregistered-token'] as const)(
  'neither a change of mode nor discontinuing gets around a lock of kind %s',
  (kind) => {
    const lock = { kind, at: NOW };
    const sentence = kind === 'codes' ? 'suspended' : 'suspended-by-unregistered';
    for (const books of [
      inUse({ lock }),
      inUse({ registrations: [registered('AAAA0001', ALL, { lock })] }),
    ]) {
      expect(changeMode(books, 'different', true).reply).toEqual(refusal(sentence));
      expect(discontinue(books, true).reply).toEqual(refusal(sentence));
    }
  },
);

test('a change of mode does not forget wrong registrations', () => {
  const books = inUse({ wrongRegistrations: 2 });
  expect(changeMode(books, 'different', true).contract.wrongRegistrations).toBe(2);
});

test('利用中止の操作だけでは契約は解除されません', () => {
  const books = inUse();
  expect(discontinue(books, false).reply).toEqual(refusal('discontinue-warning'));
  const decision = discontinue(books, true);
  expect(decision.reply).toEqual({ outcome: 'done', sentence: 'discontinued' });
  const next = after(books, decision);
  expect(next.contract).toMatchObject({ state: 'active', mode: 'none', registrations: [] });
  expect(startUse(next.contract, 'same').reply.outcome).toBe('done');
});

test('discontinuing what is not in use is refused', () => {
  const none = { contract: contract({ mode: 'none' }), tokens: [] };
  expect(discontinue(none, true).reply).toEqual(refusal('not-started'));
});

test('ハードウェアトークンは事前に書面の手続きが必要です: applied for, dispatched, arrived, in this order', () => {
  const stock = {
    serial: 'AAAA0001',
    kind: 'hardware',
    state: 'stock',
    memory: token('x').memory,
  } as const;
  const none = contract({ state: 'none', mode: 'none' });
  const applied = assign(none, stock);
  expect(applied.reply).toMatchObject({ outcome: 'done', serial: 'AAAA0001' });
  expect(applied.contract.state).toBe('active');
  const books = { contract: applied.contract, tokens: applied.tokens };
  expect(arrive(books, 'AAAA0001').reply).toEqual(refusal('token-state'));
  const mailed = after(books, dispatch(books, 'AAAA0001'));
  expect(dispatch(mailed, 'AAAA0001').reply).toEqual(refusal('token-state'));
  expect(stateOf(after(mailed, arrive(mailed, 'aaaa0001')), 'AAAA0001')).toBe('delivered');
});

test('only a hardware token of stock is put aside', () => {
  expect(assign(contract(), undefined).reply).toEqual(refusal('no-stock'));
  expect(assign(contract(), token('AAAA0001')).reply).toEqual(refusal('token-state'));
});

test('a scrapped token is registered for nobody, and its lock stays with the contract', () => {
  const lock = { kind: 'unregistered-token', at: NOW } as const;
  const books = inUse({ registrations: [registered('AAAA0001', ALL, { lock })] });
  const next = after(books, scrap(books, 'AAAA0001', 'dead battery'));
  expect(serials(next)).toEqual([]);
  expect(next.contract.lock).toEqual(lock);
  expect(stateOf(next, 'AAAA0001')).toBe('scrapped');
});

test('every sentence is there in Japanese and in English', () => {
  for (const { ja, en } of Object.values(SENTENCES)) {
    expect(ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    expect(ja.endsWith('。')).toBe(true);
    expect(en).toMatch(/^[A-Z][\x20-\x7e]*\.$/);
  }
});
