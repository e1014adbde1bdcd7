import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  certificateName,
  certificateOwner,
} from '../../../../host/bank/domain/certificate-name.ts';
import {
  askPair,
  CARD_SYMBOLS,
  cardOfText,
  cardText,
  cellOf,
  makeCard,
} from '../../../../host/bank/domain/customer-card.ts';
import {
  charge,
  type LoginTries,
  NO_TRIES,
  refund,
} from '../../../../host/bank/domain/login-tries.ts';
import { transactionFault } from '../../../../host/bank/domain/transaction-form.ts';
import {
  isConfirmation,
  takeCode,
  takeSerial,
  takeYen,
} from '../../../../host/bank/domain/typed-text.ts';

test.each(['abcdef', 'ABC123', '123456789012'])('半角英数字 6～12 文字: %s is taken', (text) => {
  expect(isConfirmation(text)).toBe(true);
});

test.each([
  ['5 characters', 'abcd1'],
  ['13 characters', 'abcdefg123456'],
  ['full-width digits', '１２３４５６'],
  ['a sign', 'abc-123'],
  ['a space at the end', 'abcdef '],
  ['a line end', 'abcdef\n'],
  ['a megabyte', 'a'.repeat(1_048_576)],
  ['nothing', ''],
])('ご契約先確認暗証番号 of %s is refused', (_what, text) => {
  expect(isConfirmation(text)).toBe(false);
});

test('契約者 ID (123456) と金融機関コード (1303) のみのものが管理者用の電子証明書となります', () => {
  expect(certificateOwner('1234561303')).toEqual({ contractId: '123456', bankCode: '1303' });
  expect(certificateOwner('1234561303-tanaka')).toEqual({
    contractId: '123456',
    bankCode: '1303',
    userId: 'tanaka',
  });
});

test.each([
  '',
  '1303',
  '123451303',
  '123456130',
  '１２３４５６1303',
  '1234561303-',
  'CN=1234561303',
])('a certificate with another name is nobody’s: %s', (name) => {
  expect(certificateOwner(name)).toBeUndefined();
});

test('the owner of a certificate is found by the name that was made for him', () => {
  const id = fc.stringMatching(/^[0-9]{6,10}$/);
  const user = fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/), {
    nil: undefined,
  });
  fc.assert(
    fc.property(id, fc.stringMatching(/^[0-9]{4}$/), user, (contractId, bankCode, userId) => {
      const owner = { contractId, bankCode, ...(userId === undefined ? {} : { userId }) };
      expect(certificateOwner(certificateName(owner))).toEqual(owner);
    }),
  );
});

/** Bytes in a row, as often as they are asked for. */
function bytesOf(all: readonly number[]): (length: number) => Uint8Array {
  let at = 0;
  return (length) => Uint8Array.from({ length }, () => all[at++ % all.length] ?? 0);
}

const bytes = fc.array(fc.integer({ min: 0, max: 199 }), { minLength: 60, maxLength: 90 });

test('対応する数字2桁: a card has two digits under each symbol, and its text gives it back', () => {
  fc.assert(
    fc.property(bytes, (all) => {
      const card = makeCard(bytesOf(all));
      expect(card.cells).toHaveLength(CARD_SYMBOLS.length);
      for (const symbol of CARD_SYMBOLS) expect(cellOf(card, symbol)).toMatch(/^[0-9]{2}$/);
      expect(cardOfText(cardText(card))).toEqual(card);
    }),
  );
});

test('two different positions are asked, in the order of the card (イとカ)', () => {
  fc.assert(
    fc.property(bytes, (all) => {
      const [one, other] = askPair(bytesOf(all));
      expect(CARD_SYMBOLS.indexOf(one)).toBeLessThan(CARD_SYMBOLS.indexOf(other));
    }),
  );
});

test('every pair of positions can be asked', () => {
  const pairs = new Set<string>();
  for (let one = 0; one < 25; one++) {
    for (let other = 0; other < 24; other++) pairs.add(askPair(bytesOf([one, other])).join(''));
  }
  expect(pairs.size).toBe((25 * 24) / 2);
});

test('bytes that would favour some digits are drawn again', () => {
  expect(makeCard(bytesOf([255, 200, 7])).cells[0]).toBe('07');
});

test.each(['', '12', '1'.repeat(49), 'x'.repeat(50), '1'.repeat(52)])(
  'a text that is no card gives none',
  (text) => {
    expect(cardOfText(text)).toBeUndefined();
  },
);

const RULES = { lockAfter: 5, freeTries: 3, throttleSeconds: 2 };

test('however many try at once, as many are looked at as one after the other', () => {
  let tries: LoginTries = NO_TRIES;
  let looked = 0;
  for (let at = 0; at < 100; at++) {
    const charged = charge(tries, { ...RULES, throttleSeconds: 0 }, 1_000);
    if (charged.kind !== 'look') continue;
    looked++;
    tries = charged.tries;
  }
  expect(looked).toBe(5);
});

test('after the free tries each one waits longer', () => {
  const at = (wrong: number, ms: number): string => charge({ ...NO_TRIES, wrong }, RULES, ms).kind;
  expect([at(2, 0), at(3, 1_999), at(3, 2_000), at(4, 3_999), at(4, 4_000), at(5, 1e9)]).toEqual([
    'look',
    'wait',
    'look',
    'wait',
    'look',
    'suspended',
  ]);
});

test('tries of a suspended login are counted; ever fewer of them are told', () => {
  let tries: LoginTries = { ...NO_TRIES, wrong: 5 };
  const told: number[] = [];
  for (let at = 0; at < 1_000_000; at++) {
    const charged = charge(tries, RULES, 0);
    if (charged.kind !== 'suspended') throw new Error(charged.kind);
    tries = charged.tries;
    if (charged.isTold) told.push(tries.refused);
  }
  expect(tries).toEqual({ wrong: 5, at: 0, refused: 1_000_000 });
  expect(told).toEqual(Array.from({ length: 20 }, (_, power) => 2 ** power));
});

test('a right one takes back its own charge alone', () => {
  expect(refund({ ...NO_TRIES, wrong: 3 }).wrong).toBe(2);
  expect(refund(NO_TRIES).wrong).toBe(0);
});

test('a clock that is set back lengthens no wait', () => {
  const three = { ...NO_TRIES, wrong: 3 };
  const waits = charge({ ...three, at: 1_000_000 }, RULES, 0);
  expect(waits).toEqual({ kind: 'wait', retryAfter: 2, tries: three });
  expect(charge(three, RULES, 2_000).kind).toBe('look');
  const justNow = charge({ ...three, at: 1_500 }, RULES, 0);
  expect(justNow).toEqual({ kind: 'wait', retryAfter: 2 });
});

test.each([
  [{ kind: 'transfer', to: '株式会社山田', amount: 1 }, undefined],
  [{ kind: 'transfer', to: '', amount: 1 }, 'payee-form'],
  [{ kind: 'transfer', to: 'a\nb', amount: 1 }, 'payee-form'],
  [{ kind: 'transfer', to: '山'.repeat(49), amount: 1 }, 'payee-form'],
  [{ kind: 'transfer', to: '\ud800', amount: 1 }, 'payee-form'],
  [{ kind: 'transfer', to: 'x', amount: 0 }, 'amount-form'],
  [{ kind: 'transfer', to: 'x', amount: 1.5 }, 'amount-form'],
  [{ kind: 'transfer', to: 'x', amount: 10_000_000_000 }, 'amount-form'],
  [{ kind: 'transfer', to: 'x', amount: Number.NaN }, 'amount-form'],
] as const)('a transaction is within its bounds: %j %s', (transaction, fault) => {
  expect(transactionFault(transaction)).toBe(fault);
});

test('whatever is typed is taken or refused, and what is taken is in its alphabet', () => {
  const units = fc.array(fc.oneof(fc.integer({ min: 0xff01, max: 0xff5e }), fc.nat(0x7f)));
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      expect(takeCode(text)?.text ?? '0000').toMatch(/^[0-9]{4,10}$/);
      expect(takeSerial(text)?.text ?? 'AAAA').toMatch(/^[A-Z0-9][A-Z0-9-]{3,63}$/);
    }),
  );
});

test.each([
  ['50000', 50_000],
  ['５０，０００円', 50_000],
  ['￥1,234,567', 1_234_567],
  ['¥ 10', 10],
  ['9,999,999,999', 9_999_999_999],
])('%s is so much yen', (typed, yen) => {
  expect(takeYen(typed)).toBe(yen);
});

test.each(['10²', '①00', '1,50', '1,2345', ',100', '1.5', '-5', '10,000,000,000', '円', '', '٣'])(
  '%s is no amount, nor another one that it resembles',
  (typed) => {
    expect(takeYen(typed)).toBe(0);
  },
);
