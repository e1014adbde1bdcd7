import { expect, test } from 'vitest';
import { CONTRACT, LOGIN_CODE } from '../../store/support.ts';
import { OpenedBank, says } from '../opened-bank.ts';
import { cardAnswer } from '../support.ts';

const here = new OpenedBank();

test.each([
  ['a wrong login code', { contractId: CONTRACT, loginCode: 'anshou99' }],
  ['a contract of nobody', { contractId: '999999', loginCode: LOGIN_CODE }],
  ['nothing', { contractId: '', loginCode: '' }],
])('%s gets the same sentence', async (_, typed) => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  await visitor.send(typed);
  says(visitor, 'login-wrong', 'loginCode');
});

test('a full-width contract ID is taken', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  await visitor.send({ contractId: '１２３４５６', loginCode: LOGIN_CODE });
  expect(visitor.seen.path).toBe('/admin/card');
});

test('the card: one digit, then wrong ones; the same positions are asked', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
  const right = cardAnswer(here.card, visitor.seen);
  const other = (cell = ''): string => String((Number(cell) + 1) % 100).padStart(2, '0');
  await visitor.send({ cell1: '1', cell2: '2' });
  says(visitor, 'card-form', 'cells');
  await visitor.send({ cell1: other(right['cell1']), cell2: right['cell2'] ?? '' });
  says(visitor, 'card-wrong', 'cells');
  expect(cardAnswer(here.card, visitor.seen)).toEqual(right);
  await visitor.send(right);
  expect(visitor.seen.path).toBe('/admin/notice');
});

test('too many wrong login codes suspend the login', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  for (let time = 0; time < 10; time++) {
    here.web.clock.pass(60);
    await visitor.send({ contractId: CONTRACT, loginCode: 'anshou99' });
  }
  says(visitor, 'login-suspended');
  await visitor.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
  says(visitor, 'login-suspended');
});

test('where tries come too soon, it is said how long to wait', async () => {
  const visitor = here.web.visitor();
  await visitor.open('/admin/login/id');
  for (let time = 0; time < 4; time++) {
    await visitor.send({ contractId: CONTRACT, loginCode: 'anshou99' });
  }
  says(visitor, 'login-too-soon');
  expect(visitor.seen.text).toContain('（あと2秒）');
});
