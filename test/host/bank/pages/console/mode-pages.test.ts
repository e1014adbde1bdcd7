import { expect, test } from 'vitest';
import { CONTRACT, OPERATOR } from '../../store/support.ts';
import { OpenedBank, says } from '../opened-bank.ts';
import { toMain } from '../support.ts';

const here = new OpenedBank();

async function mode(): Promise<string | undefined> {
  return (await here.web.bank.operator.contract(OPERATOR, CONTRACT))?.mode;
}

test.each(['/admin/otp/start', '/admin/otp/mode'])(
  '%s: the mode is for the administrator to choose, and without a choice it is asked for',
  async (path) => {
    const visitor = here.web.visitor();
    if (path === '/admin/otp/start') await toMain(visitor, here.card);
    else await (await here.started()).send({}, '/admin/logout');
    await toMain(visitor, here.card);
    const before = await mode();
    await visitor.open(path);
    expect(visitor.seen.html).not.toContain('checked');
    await visitor.send({});
    says(visitor, 'mode-form', 'mode');
    expect(await mode()).toBe(before);
  },
);

test('the warning before a change is a page that one comes back to', async () => {
  const visitor = await here.started('same');
  await visitor.open('/admin/otp/mode');
  await visitor.send({ mode: 'different' });
  expect(visitor.seen).toMatchObject({ status: 200, path: '/admin/otp/mode/different' });
  says(visitor, 'mode-change-warning');
  expect(await mode()).toBe('same');
  await visitor.open('/admin');
  await visitor.open('/admin/otp/mode/different');
  await visitor.send({});
  says(visitor, 'mode-changed');
  expect(await mode()).toBe('different');
});

test('a change to the mode that is set says so', async () => {
  const visitor = await here.started('same');
  await visitor.open('/admin/otp/mode');
  await visitor.send({ mode: 'same' });
  says(visitor, 'mode-unchanged', 'mode');
});

test('as long as nothing is registered, after a change of the mode too, the main page says so', async () => {
  const visitor = await here.registered();
  await visitor.open('/admin');
  expect(visitor.seen.html).not.toContain('href="/admin/otp/register"');
  await visitor.open('/admin/otp/mode/different');
  await visitor.send({});
  await visitor.open('/admin');
  says(visitor, 'no-token');
  expect(visitor.seen.html).toContain('href="/admin/otp/register"');
});
