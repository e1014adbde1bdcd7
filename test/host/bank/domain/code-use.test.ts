import { expect, test } from 'vitest';
import { liftAccident, reportCall, setAccident } from '../../../../host/bank/domain/accident.ts';
import { useCode } from '../../../../host/bank/domain/code-use.ts';
import type { Books, Decision } from '../../../../host/bank/domain/decision.ts';
import { unlock } from '../../../../host/bank/domain/suspension.ts';
import { terminate } from '../../../../host/bank/domain/termination.ts';
import {
  after,
  ALL,
  contract,
  inUse,
  judgeOf,
  NOW,
  registered,
  RULES,
  serials,
  stateOf,
  SUZUKI,
  TANAKA,
  token,
} from './support.ts';

function used(books: Books, code: string, holder: Parameters<typeof useCode>[1] = ALL): Decision {
  const use = { code, sentence: 'transaction-done', judge: judgeOf(code) } as const;
  return useCode(books, holder, use, RULES);
}

function usedAll(
  books: Books,
  ...codes: readonly string[]
): { books: Books; sentences: unknown[] } {
  const sentences: unknown[] = [];
  let next = books;
  for (const code of codes) {
    const decision = used(next, code);
    sentences.push(decision.reply.sentence);
    next = after(next, decision);
  }
  return { books: next, sentences };
}

const refusal = (sentence: string): object => ({ outcome: 'refused', sentence });

test('ワンタイムパスワードの設定を解除されますと特定取引（振込等）を行うことができなくなります', () => {
  const books = { contract: contract(), tokens: [] };
  expect(used(books, '110001').reply).toEqual(refusal('no-settings'));
  const none = { contract: contract({ mode: 'none' }), tokens: [] };
  expect(used(none, '110001').reply).toEqual(refusal('no-settings'));
});

test('a right code makes the transaction', () => {
  expect(used(inUse(), '110001').reply).toMatchObject({ outcome: 'done', serial: 'AAAA0001' });
});

test('a used code is said to be used', () => {
  const use = { code: '110001', sentence: 'transaction-done' } as const;
  const judge = judgeOf('110001', 'replayed');
  expect(useCode(inUse(), ALL, { ...use, judge }, RULES).reply).toEqual(refusal('code-used'));
});

test('一定回数以上 wrong codes are 利用中止, and a right code is refused then', () => {
  const { books, sentences } = usedAll(inUse(), '222222', '333333', '444444', '110001');
  expect(sentences).toEqual(['code-wrong', 'code-wrong', 'suspended', 'suspended']);
  expect(books.contract.registrations[0]?.lock).toEqual({ kind: 'codes', at: NOW });
});

test('the first of two codes may be the wrong one that locks', () => {
  const judge = judgeOf('110001', 'resync-wanted');
  const use = (lockedAt?: number): Decision => {
    const locked = lockedAt === undefined ? {} : { lockedAt };
    const verify: typeof judge.verify = (token) => {
      const { memory, ...verdict } = judge.verify(token);
      return { ...verdict, memory: { ...memory, ...locked } };
    };
    const code = { code: '110001', sentence: 'transaction-done' } as const;
    return useCode(inUse(), ALL, { ...code, judge: { ...judge, verify } }, RULES);
  };
  expect(use().reply).toEqual(refusal('code-next'));
  const { contract: next, events, reply } = use(NOW / 1000);
  expect(reply).toEqual(refusal('suspended'));
  expect(next.registrations[0]?.lock).toEqual({ kind: 'codes', at: NOW });
  expect(events.map(({ kind }) => kind)).toEqual(['code.refused', 'token.locked']);
});

test('利用中止解除 by the administrator lifts it: the first way out', () => {
  const { books } = usedAll(inUse(), '222222', '333333', '444444');
  const decision = unlock(books, ALL);
  expect(decision.reply).toEqual({ outcome: 'done', sentence: 'unlocked' });
  expect(used(after(books, decision), '110001').reply.outcome).toBe('done');
});

test('利用解約依頼書 clears every setting: the second way out', () => {
  const { books } = usedAll(inUse(), '222222', '333333', '444444');
  const next = after(books, terminate(books));
  expect(next.contract).toMatchObject({ state: 'none', mode: 'none', registrations: [] });
  expect(next.contract.lock).toBeUndefined();
  expect(stateOf(next, 'AAAA0001')).toBe('cancelled');
  expect(next.tokens[0]?.memory.lockedAt).toBeUndefined();
});

test('codes of a phone that was not registered lock so that only paper lifts it', () => {
  const start = inUse({}, token('SKTS0002', { kind: 'software' }));
  const { books, sentences } = usedAll(start, '110002', '222222', '333333');
  expect(sentences).toEqual(['code-wrong', 'code-wrong', 'suspended-by-unregistered']);
  expect(unlock(books, ALL).reply).toEqual(refusal('suspended-by-unregistered'));
  expect(unlock(books, 'all').reply).toEqual(refusal('suspended-by-unregistered'));
  const cleared = after(books, terminate(books));
  expect(serials(cleared)).toEqual([]);
  expect(cleared.contract.lock).toBeUndefined();
});

test('a right code forgets that one of an unregistered token came before', () => {
  const start = inUse({}, token('SKTS0002', { kind: 'software' }));
  const { books, sentences } = usedAll(start, '110002', '110001', '222222', '333333', '444444');
  expect(sentences.at(-1)).toBe('suspended');
  expect(books.contract.registrations[0]?.lock?.kind).toBe('codes');
});

test('利用中止解除 of nothing is refused', () => {
  expect(unlock(inUse(), ALL).reply).toEqual(refusal('not-suspended'));
});

test('in mode different a lock is of one user, and so is its lifting', () => {
  const lock = { kind: 'codes', at: NOW } as const;
  const books: Books = {
    contract: contract({
      mode: 'different',
      registrations: [registered('AAAA0001', TANAKA, { lock }), registered('AAAA0002', SUZUKI)],
    }),
    tokens: [
      token('AAAA0001', { state: 'registered' }),
      token('AAAA0002', { state: 'registered' }),
    ],
  };
  expect(used(books, '110001', TANAKA).reply).toEqual(refusal('suspended'));
  expect(used(books, '110002', SUZUKI).reply.outcome).toBe('done');
  expect(unlock(books, SUZUKI).reply).toEqual(refusal('not-suspended'));
  expect(unlock(books, TANAKA).reply.outcome).toBe('done');
});

test('利用中止解除 of a login or of codes forgets no wrong registrations; that of the contract does', () => {
  const lock = { kind: 'codes', at: NOW } as const;
  const wrongOf = (changes: Partial<Books['contract']>, hadLogin = false): number =>
    unlock(inUse({ wrongRegistrations: 2, ...changes }), ALL, hadLogin).contract.wrongRegistrations;
  expect(wrongOf({}, true)).toBe(2);
  expect(wrongOf({ registrations: [registered('AAAA0001', ALL, { lock })] })).toBe(2);
  expect(wrongOf({ lock })).toBe(0);
});

test('a lock of the contract stops all users', () => {
  const books = inUse({ lock: { kind: 'unregistered-token', at: NOW } });
  expect(used(books, '110001').reply).toEqual(refusal('suspended-by-unregistered'));
});

test('紛失盗難等による一時的な利用中止の場合は、管理者ログインより事故設定を行ってください: temporary', () => {
  const books = inUse();
  const set = setAccident(books, ALL, 'loss', NOW);
  expect(set.reply).toEqual({ outcome: 'done', sentence: 'accident-set' });
  const lost = after(books, set);
  expect(serials(lost)).toEqual(['AAAA0001']);
  expect(used(lost, '110001').reply).toEqual(refusal('serial-reported'));
  const found = after(lost, liftAccident(lost, ALL));
  expect(stateOf(found, 'AAAA0001')).toBe('registered');
  expect(used(found, '110001').reply.outcome).toBe('done');
});

test('a code of a reported token changes nothing', () => {
  const lost = after(inUse(), setAccident(inUse(), ALL, 'theft', NOW));
  const decision = used(lost, '999999');
  expect(decision.tokens).toEqual([]);
  expect(decision.contract).toBe(lost.contract);
});

test('アプリのインストールされたスマートフォンを紛失された場合は、ただちに当金庫までご連絡ください: only the bank lifts it', () => {
  const books = inUse();
  const call = { reason: 'loss', remark: '電車の中' } as const;
  const decision = reportCall(books, 'AAAA0001', call, NOW);
  expect(decision.reply).toEqual({ outcome: 'done', sentence: 'call-reported' });
  const lost = after(books, decision);
  expect(used(lost, '110001').reply).toEqual(refusal('serial-reported'));
  expect(liftAccident(lost, ALL).reply).toEqual(refusal('accident-of-bank'));
});

test('a call about a token that the administrator has stopped makes it one of the bank', () => {
  const lost = after(inUse(), setAccident(inUse(), ALL, 'loss', NOW));
  const called = after(lost, reportCall(lost, 'AAAA0001', { reason: 'theft', remark: '' }, NOW));
  expect(called.tokens[0]).toMatchObject({
    state: 'accident',
    before: 'registered',
    accident: { by: 'operator', reason: 'theft' },
  });
});

test('事故設定 without a token, twice, and lifting none, are refused', () => {
  const none = { contract: contract(), tokens: [] };
  expect(setAccident(none, ALL, 'loss', NOW).reply).toEqual(refusal('no-token'));
  expect(liftAccident(inUse(), ALL).reply).toEqual(refusal('no-accident'));
  const lost = after(inUse(), setAccident(inUse(), ALL, 'loss', NOW));
  expect(setAccident(lost, ALL, 'loss', NOW).reply).toEqual(refusal('serial-reported'));
});

test('利用解約依頼書 scraps a token that was reported: nobody knows who has it', () => {
  const lost = after(inUse(), setAccident(inUse(), ALL, 'theft', NOW));
  const cleared = after(lost, terminate(lost));
  expect(cleared.tokens[0]?.state).toBe('scrapped');
  expect(cleared.tokens[0]?.accident).toBeUndefined();
});

test('what cannot be a code is refused by its form and counts not', () => {
  const decision = used(inUse(), 'abcdef');
  expect(decision.reply).toEqual(refusal('code-form'));
  expect(decision.tokens).toEqual([]);
});

test('a code of a token that is reported goes on record: somebody has it', () => {
  const lost = after(inUse(), setAccident(inUse(), ALL, 'theft', NOW));
  const facts = { contract: '123456', why: 'serial-reported', wrong: 0 };
  expect(used(lost, '110001').events).toEqual([
    { kind: 'code.refused', subject: 'AAAA0001', facts },
  ]);
});
