import { expect, test } from 'vitest';
import { SENTENCES } from '../../../../host/bank/domain/sentences.ts';
import { BY_ID, LOGIN_CODE, LOGIN_RULES, opened } from '../store/support.ts';
import { cardAnswer, webBank } from './support.ts';

test('whoever is suspended while he is logged in is told so, and the way out', async () => {
  const web = await webBank(LOGIN_RULES);
  const card = await opened(web.bank);
  const visitor = web.visitor();
  await visitor.open('/admin/login/id');
  await visitor.send({ contractId: BY_ID.contractId, loginCode: LOGIN_CODE });
  await visitor.send(cardAnswer(card, visitor.seen));
  await visitor.send({});
  for (let at = 0; at < 4; at++) await web.bank.login.administrator(BY_ID, 'machigai9');
  const { text } = await visitor.open('/admin');
  expect(text).toContain(SENTENCES['login-suspended'].ja);
  expect(text).toContain('停止・解除依頼書');
  expect(text).not.toContain(SENTENCES['session-over'].ja);
  await web.close();
});
