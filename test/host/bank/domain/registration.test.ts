import { expect, test } from 'vitest';
import {
  cancel,
  register,
  type RegistrationWish,
} from '../../../../host/bank/domain/registration.ts';
import type { Books, Decision } from '../../../../host/bank/domain/decision.ts';
import {
  after,
  contract,
  inUse,
  judgeOf,
  registered,
  RULES,
  serials,
  stateOf,
  SUZUKI,
  TANAKA,
  token,
} from './support.ts';

const wish = (serial: string, changes: Partial<RegistrationWish> = {}): RegistrationWish => ({
  serial,
  code: `11${serial.slice(-4)}`,
  ...changes,
});

function tried(books: Books, asked: RegistrationWish, rules = RULES): Decision {
  return register(books, asked, judgeOf(asked.code), rules);
}

const refusal = (sentence: string): object => ({ outcome: 'refused', sentence });

const ready: Books = { contract: contract(), tokens: [token('AAAA0001')] };

test('登録が完了した旨のメッセージは表示されません', () => {
  expect(tried(ready, wish('AAAA0001')).reply).toEqual({ outcome: 'done' });
});

test('登録が完了すると、現在のトークン情報に新しいトークンのシリアル番号が表示されます', () => {
  const next = after(ready, tried(ready, wish('AAAA0001')));
  expect(serials(next)).toEqual(['AAAA0001']);
  expect(stateOf(next, 'AAAA0001')).toBe('registered');
});

test('a bank that is set to say so says that the registration is done', () => {
  const { reply } = tried(ready, wish('AAAA0001'), { ...RULES, saysRegistered: true });
  expect(reply).toEqual({ outcome: 'done', sentence: 'registered' });
});

test('ワンタイムパスワード認証をご利用になるには、利用開始操作が必要となります', () => {
  const books = { ...ready, contract: contract({ mode: 'none' }) };
  expect(tried(books, wish('AAAA0001')).reply).toEqual(refusal('not-started'));
});

test.each(['assigned', 'dispatched'] as const)(
  '専用端末の郵送到着後ご設定ください: %s is refused, and counts not',
  (state) => {
    const books = { ...ready, tokens: [token('AAAA0001', { state })] };
    const decision = tried(books, wish('AAAA0001'));
    expect(decision.reply).toEqual(refusal('serial-undelivered'));
    expect(decision.contract).toBe(books.contract);
  },
);

test('an app that was not activated cannot be registered', () => {
  const tokens = [token('SKTS0001', { kind: 'software', state: 'assigned' })];
  expect(tried({ ...ready, tokens }, wish('SKTS0001')).reply).toEqual(
    refusal('serial-unactivated'),
  );
});

test('the serial of somebody else says the same as a wrong one, and counts as wrong', () => {
  const decision = tried(ready, wish('BBBB0001'));
  expect(decision.reply).toEqual(refusal('serial-wrong'));
  expect(decision.contract.wrongRegistrations).toBe(1);
  expect(tried(ready, wish('AAAA0001', { code: '999999' })).reply).toEqual(decision.reply);
});

test('why a registration was refused is on record, though it is not said', () => {
  const events = (code: string, serial = 'AAAA0001'): unknown =>
    tried(ready, wish(serial, { code })).events;
  const refused = { kind: 'registration.refused', subject: ready.contract.contractId };
  expect(events('999999')).toEqual([
    { ...refused, facts: { why: 'code-wrong', wrong: 1, serial: 'AAAA0001' } },
  ]);
  expect(events('110001', 'BBBB0001')).toEqual([
    { ...refused, facts: { why: 'serial-wrong', wrong: 1 } },
  ]);
});

test('a token that was reported lost cannot be registered', () => {
  const accident = { reason: 'loss', by: 'operator', at: 1 } as const;
  const tokens = [token('AAAA0001', { state: 'accident', before: 'delivered', accident })];
  const { reply, events } = tried({ ...ready, tokens }, wish('AAAA0001'));
  expect(reply).toEqual(refusal('serial-reported'));
  const facts = { why: 'serial-reported', wrong: 0, serial: 'AAAA0001' };
  expect(events).toEqual([{ kind: 'registration.refused', subject: '123456', facts }]);
});

test('a scrapped token cannot be registered', () => {
  const tokens = [token('AAAA0001', { state: 'scrapped' })];
  expect(tried({ ...ready, tokens }, wish('AAAA0001')).reply).toEqual(refusal('serial-scrapped'));
});

test('a token that is registered already is not registered again', () => {
  expect(tried(inUse(), wish('AAAA0001')).reply).toEqual(refusal('serial-registered'));
});

test('in mode different a token of one user is not registered for another', () => {
  const books = inUse({ mode: 'different', registrations: [registered('AAAA0001', TANAKA)] });
  const asked = wish('AAAA0001', { userIds: ['suzuki'] });
  expect(tried(books, asked).reply).toEqual(refusal('serial-registered'));
});

test('full-width digits are taken as digits, and that is said', () => {
  const judged = register(
    ready,
    { serial: 'ＡＡＡＡ０００１', code: '１１０００１' },
    judgeOf('110001'),
    RULES,
  );
  expect(judged.reply).toEqual({ outcome: 'done', note: 'full-width-taken' });
});

test.each(['１２', '12345a', '', '1'.repeat(11), '9'.repeat(1_000_000)])(
  'what cannot be a code is refused by its form and counts not',
  (code) => {
    const decision = tried(ready, { serial: 'AAAA0001', code });
    expect(decision.reply).toEqual(refusal('code-form'));
    expect(decision.contract).toBe(ready.contract);
  },
);

test.each(['', 'A', 'AB CD!', "' or 1=1", 'a'.repeat(65), 'A'.repeat(1_000_000)])(
  'what cannot be a serial is refused by its form and counts not',
  (serial) => {
    const decision = tried(ready, { serial, code: '110001' });
    expect(decision.reply).toEqual(refusal('serial-form'));
    expect(decision.contract).toBe(ready.contract);
  },
);

test('a serial may be typed in small letters and with spaces', () => {
  expect(tried(ready, { serial: ' aaaa 0001 ', code: '110001' }).reply.outcome).toBe('done');
});

const different: Books = {
  contract: contract({ mode: 'different' }),
  tokens: [token('AAAA0001'), token('AAAA0002')],
};

test('利用者が複数いる場合は、次の利用者を選択の上同様におこないます: one user at a time', () => {
  expect(tried(different, wish('AAAA0001', { userIds: [] })).reply).toEqual(
    refusal('choose-one-user'),
  );
  expect(tried(different, wish('AAAA0001', { userIds: ['tanaka', 'suzuki'] })).reply).toEqual(
    refusal('choose-one-user'),
  );
  const one = after(different, tried(different, wish('AAAA0001', { userIds: ['tanaka'] })));
  const two = after(one, tried(one, wish('AAAA0002', { userIds: ['suzuki'] })));
  expect(two.contract.registrations).toMatchObject([
    { holder: TANAKA, serial: 'AAAA0001' },
    { holder: SUZUKI, serial: 'AAAA0002' },
  ]);
});

test('a user whom the contract does not have is refused', () => {
  const { reply } = tried(different, wish('AAAA0001', { userIds: ['yamada'] }));
  expect(reply).toEqual(refusal('user-unknown'));
});

test('利用形態 was changed in the middle of a registration: nothing is registered', () => {
  const decision = tried(different, wish('AAAA0001', { mode: 'same' }));
  expect(decision.reply).toEqual(refusal('mode-was-changed'));
  expect(decision.contract).toBe(different.contract);
  const stopped = { ...ready, contract: contract({ mode: 'none' }) };
  expect(tried(stopped, wish('AAAA0001', { mode: 'same' })).reply).toEqual(
    refusal('mode-was-changed'),
  );
  expect(tried(ready, wish('AAAA0001', { userIds: ['tanaka'] })).reply).toEqual(
    refusal('mode-was-changed'),
  );
});

test.each([
  ['hardware', 'software', 'ハードウェアトークンからソフトウェアトークンに登録を切り替えるとき'],
  ['software', 'hardware', 'ソフトウェアトークンからハードウェアトークンに登録を切り替えるとき'],
  ['software', 'software', '機種変更などで新たなトークンに登録を切り替えるとき'],
  ['hardware', 'hardware', '電池切れ、破損等で、トークンを起動できない場合'],
] as const)('%s is replaced by %s: %s', (from, to, _why) => {
  const books: Books = {
    contract: contract({ registrations: [registered('AAAA0001')], hadToken: true }),
    tokens: [
      token('AAAA0001', { kind: from, state: 'registered' }),
      token('AAAA0002', { kind: to }),
    ],
  };
  const next = after(books, tried(books, wish('AAAA0002')));
  expect(serials(next)).toEqual(['AAAA0002']);
  expect(stateOf(next, 'AAAA0001')).toBe('replaced');
  const back = after(next, tried(next, wish('AAAA0001')));
  expect(serials(back)).toEqual(['AAAA0001']);
  expect(stateOf(back, 'AAAA0002')).toBe('replaced');
});

test('a lost token that is replaced stays reported', () => {
  const accident = { reason: 'loss', by: 'administrator', at: 1 } as const;
  const books: Books = {
    contract: contract({ registrations: [registered('AAAA0001')] }),
    tokens: [
      token('AAAA0001', { state: 'accident', before: 'registered', accident }),
      token('AAAA0002'),
    ],
  };
  const next = after(books, tried(books, wish('AAAA0002')));
  expect(next.tokens[0]).toMatchObject({ state: 'accident', before: 'replaced', accident });
  expect(tried(next, wish('AAAA0001')).reply).toEqual(refusal('serial-reported'));
});

function lockedBy(books: Books, codes: readonly string[]): { books: Books; sentences: unknown[] } {
  const sentences: unknown[] = [];
  let next = books;
  for (const code of codes) {
    const decision = tried(next, wish('AAAA0002', { code }));
    sentences.push('sentence' in decision.reply ? decision.reply.sentence : 'done');
    next = after(next, decision);
  }
  return { books: next, sentences };
}

test('機種変更する場合にお手続きされていないトークンによりロックがかかった場合は、利用解約依頼書をご提出いただく必要があります', () => {
  const { books, sentences } = lockedBy(
    inUse({}, token('AAAA0002')),
    ['1', '2', '3'].map((n) => n.repeat(6)),
  );
  expect(sentences).toEqual(['serial-wrong', 'serial-wrong', 'suspended-by-unregistered']);
  expect(books.contract.lock).toEqual({ kind: 'unregistered-token', at: RULES.now });
  expect(tried(books, wish('AAAA0002')).reply).toEqual(refusal('suspended-by-unregistered'));
});

test('a lock at the first registration is one that the administrator lifts', () => {
  const first = { contract: contract(), tokens: [token('AAAA0002')] };
  const { books, sentences } = lockedBy(first, ['222222', '333333', '444444', '110002']);
  expect(sentences).toEqual(['serial-wrong', 'serial-wrong', 'suspended', 'suspended']);
  expect(books.contract.lock?.kind).toBe('codes');
});

test('wrong serials and wrong codes are counted together', () => {
  const books = inUse({ wrongRegistrations: 2 }, token('AAAA0002'));
  expect(tried(books, wish('ZZZZ0009')).contract.lock?.kind).toBe('unregistered-token');
});

test('a right registration forgets the wrong ones before', () => {
  const books = inUse({ wrongRegistrations: 2 }, token('AAAA0002'));
  expect(tried(books, wish('AAAA0002')).contract.wrongRegistrations).toBe(0);
});

test('where nothing locks, wrong registrations are only counted', () => {
  const books = inUse({ wrongRegistrations: 99 }, token('AAAA0002'));
  const decision = tried(books, wish('ZZZZ0009'), { ...RULES, lockAfter: 0 });
  expect(decision.contract.lock).toBeUndefined();
});

test.each([
  ['replayed', 'code-used'],
  ['throttled', 'code-too-soon'],
  ['resync-wanted', 'code-next'],
] as const)('a code that is %s is refused by its sentence and counts not', (outcome, sentence) => {
  const decision = register(ready, wish('AAAA0001'), judgeOf('110001', outcome), RULES);
  expect(decision.reply).toEqual(refusal(sentence));
  expect(decision.contract).toBe(ready.contract);
});

test('利用登録解除: the token is no longer registered and may be registered again', () => {
  const books = inUse();
  const next = after(books, cancel(books, { kind: 'contract' }));
  expect(serials(next)).toEqual([]);
  expect(stateOf(next, 'AAAA0001')).toBe('cancelled');
  expect(tried(next, wish('AAAA0001')).reply.outcome).toBe('done');
});

test('利用登録解除 of nothing is refused', () => {
  expect(cancel(ready, { kind: 'contract' }).reply).toEqual(refusal('no-token'));
});

test('利用登録解除 does not get around a lock', () => {
  const lock = { kind: 'codes', at: 1 } as const;
  const books = inUse({ registrations: [registered('AAAA0001', undefined, { lock })] });
  expect(cancel(books, { kind: 'contract' }).reply).toEqual(refusal('suspended'));
});

test('another token does not get around a lock: 利用登録 over a locked one is refused, and judges nothing', () => {
  const lock = { kind: 'codes', at: 1 } as const;
  const registrations = [registered('AAAA0001', undefined, { lock })];
  const decision = tried(inUse({ registrations }, token('AAAA0002')), wish('AAAA0002'));
  expect(decision.reply).toEqual(refusal('suspended'));
  expect(decision.tokens).toEqual([]);
});
