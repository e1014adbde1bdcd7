import { expect, test } from 'vitest';
import { setAccident } from '../../../../host/bank/domain/accident.ts';
import type { Books, Decision } from '../../../../host/bank/domain/decision.ts';
import { resync } from '../../../../host/bank/domain/resync.ts';
import { freshMemory } from '../../../../host/bank/verify/token-key.ts';
import { after, ALL, contract, inUse, NOW, registered, RULES } from './support.ts';

/** Two codes in a row that are right. */
function resynced(books: Books): Decision {
  return resync(books, ALL, () => ({ outcome: 'ok', memory: freshMemory }), RULES);
}

const refusal = (sentence: string): object => ({ outcome: 'refused', sentence });

test('時刻補正 is done by two right codes in a row', () => {
  expect(resynced(inUse()).reply).toEqual({ outcome: 'done', sentence: 'resynchronised' });
});

test('a token that is reported is not brought back by its codes', () => {
  const lost = after(inUse(), setAccident(inUse(), ALL, 'loss', NOW));
  const { reply, contract: next } = resynced(lost);
  expect(reply).toEqual(refusal('serial-reported'));
  expect(next).toBe(lost.contract);
});

test.each([
  ['codes', { outcome: 'done', sentence: 'resynchronised' }],
  ['unregistered-token', refusal('suspended-by-unregistered')],
] as const)('a lock of kind %s and two right codes in a row', (kind, reply) => {
  const lock = { kind, at: NOW };
  const registrations = [registered('AAAA0001', ALL, { lock })];
  expect(resynced(inUse({ registrations })).reply).toEqual(reply);
});

test.each([
  ['codes', 'suspended'],
  ['unregistered-token', 'suspended-by-unregistered'],
] as const)('no codes open the lock of a contract: %s', (kind, sentence) => {
  expect(resynced(inUse({ lock: { kind, at: NOW } })).reply).toEqual(refusal(sentence));
});

test('without a token there is nothing to bring back', () => {
  expect(resynced({ contract: contract(), tokens: [] }).reply).toEqual(refusal('no-token'));
});
