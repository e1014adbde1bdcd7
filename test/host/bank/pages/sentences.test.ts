import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import { SENTENCES, type SentenceId } from '../../../../host/bank/domain/sentences.ts';
import {
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  fob,
  LOGIN_CODE,
  opened,
  OPERATOR,
  seedOf,
  USER_PASSWORD,
  wrongCode,
} from '../store/support.ts';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { asUser, cardAnswer, toMain, type Visitor, type WebBank, webBank } from './support.ts';

const SERIAL = 'SKTH00000001';
let web: WebBank;
let card: CustomerCard;

beforeEach(async () => {
  web = await webBank();
  card = await opened(web.bank);
  await delivered(web.bank, SERIAL);
});

afterEach(async () => {
  expect(web.failures).toEqual([]);
  await web.close();
});

const code = (): string => codeAt(seedOf(SERIAL), web.clock.ms);
const wrong = (): string => wrongCode(seedOf(SERIAL), web.clock.ms);

/** Says the sentence, and beside the field that it is about. */
function says(visitor: Visitor, sentence: SentenceId, field?: string): void {
  const { html, text } = visitor.seen;
  expect(text).toContain(SENTENCES[sentence].ja);
  if (field === undefined) return;
  expect(html).toMatch(
    new RegExp(`id="${field}-error">\\s*${SENTENCES[sentence].ja.slice(0, 12)}`),
  );
}

async function started(mode = 'same'): Promise<Visitor> {
  const visitor = web.visitor();
  await toMain(visitor, card);
  await visitor.open('/admin/otp/start');
  await visitor.send({ mode });
  return visitor;
}

describe('利用登録', () => {
  const form = (): Record<'serial' | 'code' | 'confirmation', string> => ({
    serial: SERIAL,
    code: code(),
    confirmation: CONFIRMATION,
  });

  test.each<[string, Record<string, string>, SentenceId, string]>([
    ['no serial', { serial: '' }, 'serial-form', 'serial'],
    ['a serial of nobody', { serial: 'SKTH99999999' }, 'serial-wrong', 'serial'],
    ['a code of letters', { code: 'abcdef' }, 'code-form', 'code'],
    [
      'a confirmation password of 5',
      { confirmation: 'abc12' },
      'confirmation-form',
      'confirmation',
    ],
    [
      'a confirmation password of 13',
      { confirmation: 'abcdefg123456' },
      'confirmation-form',
      'confirmation',
    ],
    [
      'a full-width confirmation password',
      { confirmation: 'ｋａｋｕｎｉｎ２２' },
      'confirmation-form',
      'confirmation',
    ],
    [
      'a wrong confirmation password',
      { confirmation: 'kakunin99' },
      'confirmation-wrong',
      'confirmation',
    ],
  ])('%s', async (_, change, sentence, field) => {
    const visitor = await started();
    await visitor.send({ ...form(), ...change });
    expect(visitor.seen.status).toBe(422);
    says(visitor, sentence, field);
  });

  test('a wrong code', async () => {
    const visitor = await started();
    await visitor.send({ ...form(), code: wrong() });
    says(visitor, 'serial-wrong', 'serial');
  });

  test('full-width digits are taken, and that is said', async () => {
    const visitor = await started();
    const wide = code().replace(/[0-9]/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    );
    await visitor.send({ ...form(), code: wide });
    expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） SKTH00000001/);
    says(visitor, 'full-width-taken');
  });

  test('what was typed stays, but for codes and passwords', async () => {
    const visitor = await started();
    const typed = { ...form(), confirmation: 'kakunin99' };
    await visitor.send(typed);
    expect(visitor.seen.html).toContain(`value="${SERIAL}"`);
    expect(visitor.seen.html).not.toContain(typed.code);
    expect(visitor.seen.html).not.toContain('kakunin99');
  });

  test('what was typed is text, whatever it is', async () => {
    const visitor = await started();
    await visitor.send({ ...form(), serial: '"><script>alert(1)</script>' });
    says(visitor, 'serial-form', 'serial');
    expect(visitor.seen.html).not.toContain('<script>alert');
    expect(visitor.seen.html).toContain('&quot;&gt;&lt;script&gt;');
  });

  test('no user, or two, in mode different', async () => {
    const visitor = await started('different');
    await visitor.send(form());
    says(visitor, 'choose-one-user', 'users');
    await visitor.send({ ...form(), user: ['tanaka', 'suzuki'] });
    says(visitor, 'choose-one-user', 'users');
  });

  test('a token that is registered already', async () => {
    const visitor = await started('different');
    await visitor.send({ ...form(), user: 'tanaka' });
    web.clock.pass(30);
    await visitor.send({ ...form(), user: 'suzuki' });
    says(visitor, 'serial-registered', 'serial');
  });

  test('a token that is still in the mail', async () => {
    const serial = 'SKTH00000002';
    await web.bank.operator.importTokens(OPERATOR, [fob(serial)]);
    await web.bank.operator.takeForm(OPERATOR, {
      kind: 'token-application',
      formNumber: 'X-1',
      contractId: CONTRACT,
      serial,
    });
    const visitor = await started();
    await visitor.send({ ...form(), serial, code: codeAt(seedOf(serial), web.clock.ms) });
    says(visitor, 'serial-undelivered', 'serial');
  });

  test('a token that was reported lost', async () => {
    await web.bank.operator.reportCall(OPERATOR, { serial: SERIAL, reason: 'loss' });
    const visitor = await started();
    await visitor.send(form());
    says(visitor, 'serial-reported', 'serial');
  });

  test('a change of the usage mode meanwhile: nothing is registered', async () => {
    const visitor = await started();
    const fields = { ...visitor.hidden(), ...form() };
    await visitor.open('/admin/otp/mode');
    await visitor.send({ mode: 'different' });
    says(visitor, 'mode-change-warning');
    await visitor.send({});
    says(visitor, 'mode-changed');
    await visitor.post(fields, '/admin/otp/register');
    says(visitor, 'mode-was-changed');
    expect(visitor.seen.text).not.toContain(`${SERIAL} `);
  });
});

describe('ログイン', () => {
  test.each([
    ['a wrong login code', { contractId: CONTRACT, loginCode: 'anshou99' }],
    ['a contract of nobody', { contractId: '999999', loginCode: LOGIN_CODE }],
    ['nothing', { contractId: '', loginCode: '' }],
  ])('%s gets the same sentence', async (_, typed) => {
    const visitor = web.visitor();
    await visitor.open('/admin/login/id');
    await visitor.send(typed);
    expect(visitor.seen.status).toBe(422);
    says(visitor, 'login-wrong', 'loginCode');
  });

  test('a full-width contract ID is taken', async () => {
    const visitor = web.visitor();
    await visitor.open('/admin/login/id');
    await visitor.send({ contractId: '１２３４５６', loginCode: LOGIN_CODE });
    expect(visitor.seen.path).toBe('/admin/card');
  });

  test('the card: one digit, then wrong ones; the same positions are asked', async () => {
    const visitor = web.visitor();
    await visitor.open('/admin/login/id');
    await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
    const right = cardAnswer(card, visitor.seen);
    const other = (cell = ''): string => String((Number(cell) + 1) % 100).padStart(2, '0');
    await visitor.send({ cell1: '1', cell2: '2' });
    says(visitor, 'card-form', 'cells');
    await visitor.send({ cell1: other(right['cell1']), cell2: right['cell2'] ?? '' });
    says(visitor, 'card-wrong', 'cells');
    expect(cardAnswer(card, visitor.seen)).toEqual(right);
    await visitor.send(right);
    expect(visitor.seen.path).toBe('/admin/notice');
  });

  test('too many wrong login codes suspend the login', async () => {
    const visitor = web.visitor();
    await visitor.open('/admin/login/id');
    for (let time = 0; time < 10; time++) {
      web.clock.pass(60);
      await visitor.send({ contractId: CONTRACT, loginCode: 'anshou99' });
    }
    says(visitor, 'login-suspended');
    await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
    says(visitor, 'login-suspended');
  });

  test('a user does not learn which of the three was wrong', async () => {
    const texts: string[] = [];
    for (const change of [{ contractId: '999999' }, { userId: 'nobody' }, { password: 'abc123' }]) {
      const visitor = web.visitor();
      await visitor.open('/login');
      const typed = { contractId: CONTRACT, userId: 'tanaka', password: USER_PASSWORD };
      await visitor.send({ ...typed, ...change });
      texts.push(visitor.seen.text);
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain(SENTENCES['login-wrong'].ja);
  });
});

describe('特定取引', () => {
  const TRANSFER = { kind: 'transfer', to: '株式会社山田', amount: '50000' };

  async function atTransfer(): Promise<Visitor> {
    const visitor = await started();
    await visitor.send({ serial: SERIAL, code: code(), confirmation: CONFIRMATION });
    web.clock.pass(60);
    const user = web.visitor();
    await asUser(user, 'tanaka');
    await user.open('/user/transfer');
    return user;
  }

  test.each<[string, Record<string, string>]>([
    ['no payee', { to: '' }],
    ['an amount of 0', { amount: '0' }],
    ['an amount below 0', { amount: '-5' }],
    ['an amount of letters', { amount: 'much' }],
    ['an amount beyond ten digits', { amount: '99999999999' }],
  ])('%s', async (_, change) => {
    const user = await atTransfer();
    await user.send({ ...TRANSFER, ...change, code: code() });
    expect(user.seen.status).toBe(422);
    says(user, 'transaction-form');
  });

  test('a code is dead once it was used', async () => {
    const user = await atTransfer();
    await user.send({ ...TRANSFER, code: code() });
    says(user, 'transaction-done');
    await user.open('/user/transfer');
    await user.send({ ...TRANSFER, code: code() });
    says(user, 'code-used', 'code');
  });

  test('wrong codes suspend, and the administrator lifts that', async () => {
    const user = await atTransfer();
    for (let time = 0; time < 5; time++) {
      await user.send({ ...TRANSFER, code: wrong() });
      if (time === 0) says(user, 'code-wrong', 'code');
    }
    await user.send({ ...TRANSFER, code: code() });
    says(user, 'suspended');
    const visitor = web.visitor();
    await toMain(visitor, card);
    expect(visitor.seen.text).toMatch(/利用中止 利用中止/);
    await visitor.open('/admin/otp/unlock');
    await visitor.send({ confirmation: CONFIRMATION, userId: '' });
    says(visitor, 'unlocked');
    await asUser(user, 'tanaka');
    await user.open('/user/transfer');
    web.clock.pass(30);
    await user.send({ ...TRANSFER, code: code() });
    says(user, 'transaction-done');
  });
});

test('where tries come too soon, it is said how long to wait', async () => {
  const visitor = web.visitor();
  await visitor.open('/admin/login/id');
  for (let time = 0; time < 4; time++) {
    await visitor.send({ contractId: CONTRACT, loginCode: 'anshou99' });
  }
  says(visitor, 'login-too-soon');
  expect(visitor.seen.text).toContain('（あと2秒）');
});

test('時刻補正 by two codes, one after the other', async () => {
  await web.close();
  const window = { behind: 60, ahead: 60 };
  const resync = { window, automatic: false, withinSeconds: 600 };
  web = await webBank({ settings: { policy: { ...asahi1303, resync } } });
  card = await opened(web.bank);
  await delivered(web.bank, SERIAL);
  const visitor = await started();
  await visitor.send({ serial: SERIAL, code: code(), confirmation: CONFIRMATION });
  web.clock.pass(3600);
  const late = [-30, -29].map((offset) => codeAt(seedOf(SERIAL), web.clock.ms, offset));
  await toMain(visitor, card);
  await visitor.open('/admin/otp/resync');
  await visitor.send({ code: late[0] ?? '', code2: late[1] ?? '', confirmation: CONFIRMATION });
  says(visitor, 'resynchronised');
});

test('a bank that does not offer 時刻補正 says so', async () => {
  const visitor = await started();
  await visitor.send({ serial: SERIAL, code: code(), confirmation: CONFIRMATION });
  await visitor.open('/admin/otp/resync');
  const [one = '', other = ''] = [-30, -29].map((steps) =>
    codeAt(seedOf(SERIAL), web.clock.ms, steps),
  );
  await visitor.send({ code: one, code2: other, confirmation: CONFIRMATION });
  says(visitor, 'resync-not-offered');
});

test('利用登録解除', async () => {
  const visitor = await started();
  await visitor.send({ serial: SERIAL, code: code(), confirmation: CONFIRMATION });
  await visitor.open('/admin/otp/cancel');
  await visitor.send({ confirmation: CONFIRMATION });
  says(visitor, 'registration-cancelled');
  await visitor.open('/admin/otp/register');
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） 未登録/);
});

test('a form field of a megabyte is refused before anybody reads it', async () => {
  const visitor = await started();
  await visitor.send({ serial: 'A'.repeat(1_000_000), code: '1', confirmation: '1' });
  expect(visitor.seen.status).toBe(413);
});

test('no code, password or activation code stands in an address', async () => {
  const visitor = await started();
  const paths = new Set<string>();
  for (const fields of [{ serial: SERIAL, code: code(), confirmation: CONFIRMATION }]) {
    await visitor.send(fields);
    paths.add(visitor.seen.path);
  }
  await visitor.open('/admin/otp/app');
  await visitor.send({});
  paths.add(visitor.seen.path);
  expect(visitor.seen.html).toContain('data-activation');
  expect([...paths]).toEqual(['/admin/otp/register', '/admin/otp/app']);
});
