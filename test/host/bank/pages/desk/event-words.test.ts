import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  EVENT_WORDS,
  eventActor,
  eventFacts,
  eventName,
  eventSubject,
} from '../../../../../host/bank/pages/desk/event-words.ts';
import { speakerOf } from '../../../../../host/bank/pages/view.ts';

const [ja, en] = [speakerOf('ja'), speakerOf('en')];
const BANK = new URL('../../../../../host/bank/', import.meta.url);

/** Kinds of events as they stand in the sources; two are put together of a state or an outcome. */
function kindsInSources(): ReadonlySet<string> {
  const sources = ['domain/', 'store/'].flatMap((room) =>
    readdirSync(new URL(room, BANK))
      .filter((name) => name.endsWith('.ts') && name !== 'relying-party.ts')
      .map((name) => readFileSync(new URL(room + name, BANK), 'utf8')),
  );
  const put = ['code.accepted', 'code.resynchronised', 'token.dispatched', 'token.delivered'];
  const written = sources.flatMap((source) =>
    [...source.matchAll(/\bkind(?::|\s=)[^;,\n]*/g)].flatMap(([text]) =>
      [...text.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, kind = '']) => kind),
    ),
  );
  return new Set([...put, ...written]);
}

test('every kind of event has words in both languages, and no words are left over', () => {
  const kinds = [...kindsInSources()].toSorted();
  expect(kinds.length).toBeGreaterThan(30);
  expect(Object.keys(EVENT_WORDS).toSorted()).toEqual(kinds);
  for (const kind of kinds) {
    expect(eventName(ja, kind)).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    expect(eventName(en, kind)).toMatch(/^[A-Za-z ,-]+$/);
  }
});

test('who did it, and what of it is known, is told in words too', () => {
  expect(eventActor(ja, 'user:123456/tanaka')).toBe('利用者 123456/tanaka');
  expect(eventActor(en, 'operator:sato')).toBe('desk sato');
  const facts = { contract: '123456', user: null, kind: 'hardware', wrong: 3, why: 'code-used' };
  expect(eventFacts(en, facts)).toBe(
    'contract: 123456, kind: hardware, wrong: 3, why: This one-time password was used before. Wait for the next one',
  );
  expect(eventFacts(ja, { why: 'code-wrong', wrong: 1 })).toBe(
    '理由：ワンタイムパスワードに誤りがあります、誤り回数：1',
  );
  expect(eventFacts(ja, { role: 'verifier' })).toBe('権限：ワンタイムパスワードの照合');
  expect(eventActor(ja, 'system:cli')).toBe('システム コマンド');
  expect(eventActor(ja, 'system:radius vpn-1')).toBe('システム RADIUS vpn-1');
  expect(eventActor(ja, 'system')).toBe('システム');
  expect(eventSubject(ja, 'stock')).toBe('在庫');
  expect(eventSubject(ja, 'SKTH00000001')).toBe('SKTH00000001');
  expect(eventFacts(ja, { mode: 'same', remark: '', reason: 'theft' })).toBe(
    '利用形態：同じトークン、理由：盗難',
  );
});

test('an amount is of yen, and what was changed is said, not that it is true', () => {
  expect(eventFacts(ja, { amount: 50_000 })).toBe('金額：50,000円');
  expect(eventFacts(en, { loginCode: true, confirmation: false })).toBe('login code changed');
});

test('what a person has typed stays as it is', () => {
  expect(eventFacts(ja, { remark: 'theft', user: 'same' })).toBe('備考：theft、利用者：same');
});
