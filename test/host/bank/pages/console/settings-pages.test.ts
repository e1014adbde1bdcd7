import { expect, test } from 'vitest';
import { asahi1303 } from '../../../../../host/bank/policy/presets/shinkin.ts';
import { codeAt, CONFIRMATION, seedOf } from '../../store/support.ts';
import { OpenedBank, says, SERIAL } from '../opened-bank.ts';
import { toMain } from '../support.ts';

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
  await visitor.open('/admin/otp/resync');
  await visitor.send({ code: late[0] ?? '', code2: late[1] ?? '', confirmation: CONFIRMATION });
  says(visitor, 'resynchronised');
});

test('a bank that does not offer 時刻補正 says so', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/resync');
  const [one = '', other = ''] = [-30, -29].map((steps) =>
    codeAt(seedOf(SERIAL), here.web.clock.ms, steps),
  );
  await visitor.send({ code: one, code2: other, confirmation: CONFIRMATION });
  says(visitor, 'resync-not-offered');
  expect(visitor.seen.html).not.toContain(one);
  expect(visitor.seen.html).not.toContain(other);
});

test('利用登録解除', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin/otp/cancel');
  await visitor.send({ confirmation: CONFIRMATION });
  says(visitor, 'registration-cancelled');
  await visitor.open('/admin/otp/register');
  expect(visitor.seen.text).toMatch(/現在のトークン情報（シリアル番号） 未登録/);
});
