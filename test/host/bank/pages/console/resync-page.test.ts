import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { Secret } from '@fobkit/protocol';
import { SENTENCES } from '../../../../../host/bank/domain/sentences.ts';
import { asahi1303 } from '../../../../../host/bank/policy/presets/shinkin.ts';
import { codeAt, CONFIRMATION, CONTRACT, OPERATOR, seedOf } from '../../store/support.ts';
import { OpenedBank, says, SERIAL } from '../opened-bank.ts';
import { asUser, toMain, type Visitor } from '../support.ts';

const here = new OpenedBank();
const PRESSED = 'HOTP00000001';

/** What a fob that counts its presses shows at one of them, by otplib. */
function pressed(counter: number): string {
  const secret = seedOf(PRESSED);
  return generateSync({ secret, algorithm: 'sha1', digits: 6, strategy: 'hotp', counter });
}

async function deliverPressed(): Promise<void> {
  const { operator } = here.web.bank;
  const parameters = { mode: 'hotp', algorithm: 'SHA1', digits: 6 } as const;
  const token = { serial: PRESSED, parameters, seed: new Secret(seedOf(PRESSED)) };
  await operator.importTokens(OPERATOR, [token]);
  const form = { kind: 'token-application', formNumber: 'H-1', contractId: CONTRACT } as const;
  await operator.takeForm(OPERATOR, { ...form, serial: PRESSED });
  await operator.dispatch(OPERATOR, PRESSED);
  expect((await operator.arrive(OPERATOR, PRESSED)).outcome).toBe('done');
}

async function transfer(user: Visitor, code: string): Promise<void> {
  await user.open('/user/transfer');
  await user.send({ kind: 'transfer', to: '株式会社山田', amount: '50000', code });
}

test('同期ズレ補正 of a clock by two codes, one after the other', async () => {
  await here.close();
  const window = { behind: 60, ahead: 60 };
  const resync = { window, automatic: false, withinSeconds: 600 };
  await here.open({ settings: { policy: { ...asahi1303, resync } } });
  const visitor = await here.registered();
  here.web.clock.pass(3600);
  const late = [-30, -29].map((offset) => codeAt(seedOf(SERIAL), here.web.clock.ms, offset));
  await toMain(visitor, here.card);
  expect((await visitor.open('/admin/users')).html).toContain('href="/admin/otp/resync"');
  await visitor.open('/admin/otp/resync');
  await visitor.send({ code: late[0] ?? '', code2: late[1] ?? '', confirmation: CONFIRMATION });
  says(visitor, 'resynchronised');
});

test.each(['ja', 'en'] as const)(
  'a fob that was pressed too often is found again by two codes, on the page in %s',
  async (language) => {
    await deliverPressed();
    const administrator = await here.started();
    const form = { serial: PRESSED, code: pressed(0), confirmation: CONFIRMATION };
    await administrator.send(form);
    const user = here.web.visitor();
    await asUser(user, 'tanaka');
    await transfer(user, pressed(40));
    says(user, 'code-wrong', 'code');
    const visitor = here.web.visitor(language);
    await toMain(visitor, here.card);
    await visitor.open('/admin/users');
    expect(visitor.seen.html).toContain('href="/admin/otp/resync"');
    await visitor.open('/admin/otp/resync');
    expect(visitor.seen.text).toContain(
      language === 'ja' ? 'ボタンを押すたびに番号が変わる' : 'press it twice',
    );
    await visitor.send({ code: pressed(41), code2: pressed(43), confirmation: CONFIRMATION });
    expect(visitor.seen.text).toContain(SENTENCES['code-wrong'][language]);
    await visitor.send({ code: pressed(44), code2: pressed(45), confirmation: CONFIRMATION });
    expect(visitor.seen.text).toContain(SENTENCES.resynchronised[language]);
    await transfer(user, pressed(46));
    says(user, 'transaction-done');
  },
);

test('where each has his own, it is offered for those alone whose token it helps', async () => {
  await deliverPressed();
  const visitor = await here.started('different');
  await visitor.send({ ...here.form(), user: 'tanaka' });
  const form = { serial: PRESSED, code: pressed(0), confirmation: CONFIRMATION };
  await visitor.send({ ...form, user: 'suzuki' });
  await visitor.open('/admin/otp/resync');
  expect(visitor.seen.html).toContain('value="suzuki"');
  expect(visitor.seen.html).not.toContain('value="tanaka"');
});

test('where no token can be put right so there is no link and no form for it', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/resync');
  says(visitor, 'resync-not-offered');
  expect(visitor.seen.html).not.toContain('name="code"');
  await visitor.open('/admin/users');
  expect(visitor.seen.html).not.toContain('/admin/otp/resync');
});
