import { expect, test } from 'vitest';
import { asahi1303 } from '../../../../../host/bank/policy/presets/shinkin.ts';
import { codeAt, CONFIRMATION, CONTRACT, seedOf } from '../../store/support.ts';
import { OpenedBank, says, SERIAL } from '../opened-bank.ts';
import { asUser, toMain } from '../support.ts';

const here = new OpenedBank();

test('時刻補正 by two codes, one after the other', async () => {
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

test('a bank that offers no 時刻補正 has no link and no form for it', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/resync');
  says(visitor, 'resync-not-offered');
  expect(visitor.seen.html).not.toContain('name="code"');
  await visitor.open('/admin/users');
  expect(visitor.seen.html).not.toContain('/admin/otp/resync');
});

test('利用登録解除', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/cancel');
  await visitor.send({ confirmation: CONFIRMATION });
  says(visitor, 'registration-cancelled');
  says(visitor, 'check-current-token');
  await visitor.open('/admin/otp/register');
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） 未登録/);
});

test('事故設定 without a choice is told at what was not chosen, and changes nothing', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/accident');
  expect(visitor.seen.html).not.toMatch(/checked|selected/);
  await visitor.send({ confirmation: CONFIRMATION });
  says(visitor, 'action-form', 'action');
  await visitor.send({ confirmation: CONFIRMATION, action: 'set' });
  says(visitor, 'accident-reason-form', 'reason');
  expect(visitor.seen.html).toMatch(/value="set" checked/);
  await visitor.open('/admin');
  expect(visitor.seen.text).not.toContain('事故設定');
});

test('where nothing is suspended there is nothing to lift, and no form', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/unlock');
  says(visitor, 'not-suspended');
  expect(visitor.seen.html).not.toContain('name="confirmation"');
});

test('a suspended login is named on the main page, and lifted where only that can be chosen', async () => {
  const visitor = await here.registered();
  const user = here.web.visitor();
  await user.open('/login');
  for (let time = 0; time < 10; time++) {
    here.web.clock.pass(20);
    await user.send({ contractId: CONTRACT, userId: 'tanaka', password: 'chigau99' });
  }
  await visitor.open('/admin');
  expect(visitor.seen.text).toContain('田中 ：利用者暗証番号の誤りが規定回数に達したため');
  await visitor.open('/admin/otp/unlock');
  expect(visitor.seen.html).not.toContain('<a href="/admin/otp/unlock"');
  expect(visitor.seen.html).toMatch(/value="tanaka" checked/);
  expect(visitor.seen.html).not.toContain('value="suzuki"');
  await visitor.send({ userId: 'tanaka', confirmation: CONFIRMATION });
  says(visitor, 'unlocked');
  expect((await asUser(user, 'tanaka')).path).toBe('/user');
});
