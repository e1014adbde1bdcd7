import { expect, test } from 'vitest';
import type { SentenceId } from '../../../../../host/bank/domain/sentences.ts';
import { CONFIRMATION, CONTRACT, LOGIN_CODE } from '../../store/support.ts';
import { OpenedBank, says } from '../opened-bank.ts';
import { toMain, type Visitor } from '../support.ts';

const here = new OpenedBank();
const YAMADA = { userId: 'yamada', name: '山田', password: 'himitsu44' };

async function at(path: string): Promise<Visitor> {
  const visitor = here.web.visitor();
  await toMain(visitor, here.card);
  await visitor.open(path);
  return visitor;
}

test('利用者情報の新規登録: the user is among the users, and his password on no page', async () => {
  const visitor = await at('/admin/users/new');
  await visitor.send({ ...YAMADA, confirmation: 'kakunin99' });
  says(visitor, 'confirmation-wrong', 'confirmation');
  expect(visitor.seen.html).toContain('value="yamada"');
  expect(visitor.seen.html).not.toContain(YAMADA.password);
  await visitor.send({ ...YAMADA, confirmation: CONFIRMATION });
  says(visitor, 'user-added');
  expect(visitor.seen.html).toContain('href="/admin/users/edit/yamada"');
});

test.each<[Partial<typeof YAMADA>, SentenceId, string]>([
  [{ userId: 'tanaka' }, 'user-exists', 'userId'],
  [{ userId: '-' }, 'user-id-form', 'userId'],
  [{ name: ' ' }, 'user-name-form', 'name'],
  [{ password: 'abc' }, 'user-password-form', 'password'],
])('what is wrong with a user stands at its field: %j', async (change, sentence, field) => {
  const visitor = await at('/admin/users/new');
  await visitor.send({ ...YAMADA, ...change, confirmation: CONFIRMATION });
  says(visitor, sentence, field);
});

test('利用者情報の編集: the name that he has stands there, and is changed', async () => {
  const visitor = await at('/admin/users/edit/tanaka');
  expect(visitor.seen.html).toContain('value="田中"');
  await visitor.send({ name: '田中太郎', password: '', confirmation: CONFIRMATION });
  says(visitor, 'user-changed');
  expect(visitor.seen.text).toContain('田中太郎');
  await visitor.open('/admin/users/edit/nobody');
  says(visitor, 'user-unknown');
});

test('ご契約先認証情報変更: typed twice alike, the new login code is the one that opens', async () => {
  const visitor = await at('/admin/secrets');
  const empty = { newConfirmation: '', newConfirmation2: '', confirmation: CONFIRMATION };
  await visitor.send({ ...empty, newLoginCode: 'atarashii1', newLoginCode2: 'atarashii2' });
  says(visitor, 'new-login-code-again', 'newLoginCode2');
  await visitor.send({ ...empty, newLoginCode: '', newLoginCode2: '' });
  says(visitor, 'nothing-to-change');
  await visitor.send({ ...empty, newLoginCode: 'atarashii1', newLoginCode2: 'atarashii1' });
  says(visitor, 'secrets-changed');
  const again = here.web.visitor();
  await again.open('/admin/login/id');
  await again.send({ contractId: CONTRACT, loginCode: LOGIN_CODE });
  says(again, 'login-wrong');
  await again.send({ contractId: CONTRACT, loginCode: 'atarashii1' });
  expect(again.seen.path).toBe('/admin/card');
});
