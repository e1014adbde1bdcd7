import { expect, test } from 'vitest';
import { CONFIRMATION, CONTRACT } from '../../store/support.ts';
import { OpenedBank, says } from '../opened-bank.ts';
import { asUser } from '../support.ts';

const here = new OpenedBank();

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

test.each(['/admin/otp/cancel', '/admin/otp/accident'])(
  'where no token is registered %s says so, and has no form',
  async (path) => {
    const visitor = await here.started('different');
    await visitor.open(path);
    says(visitor, 'no-token');
    expect(visitor.seen.html).not.toContain('name="confirmation"');
    await visitor.open('/admin/otp/register');
    await visitor.send({ ...here.form(), user: 'tanaka' });
    await visitor.open(path);
    expect(visitor.seen.html).toContain('value="tanaka"');
    expect(visitor.seen.html).not.toContain('value="suzuki"');
  },
);

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
