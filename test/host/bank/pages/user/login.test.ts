import { expect, test } from 'vitest';
import { SENTENCES } from '../../../../../host/bank/domain/sentences.ts';
import { CONTRACT, USER_PASSWORD } from '../../store/support.ts';
import { OpenedBank } from '../opened-bank.ts';

const here = new OpenedBank();

test('a user does not learn which of the three was wrong', async () => {
  const texts: string[] = [];
  for (const change of [{ contractId: '999999' }, { userId: 'nobody' }, { password: 'abc123' }]) {
    const visitor = here.web.visitor();
    await visitor.open('/login');
    const typed = { contractId: CONTRACT, userId: 'tanaka', password: USER_PASSWORD };
    await visitor.send({ ...typed, ...change });
    texts.push(visitor.seen.text);
  }
  expect(new Set(texts).size).toBe(1);
  const { ja } = SENTENCES['user-login-wrong'];
  expect(texts[0]?.split(ja), 'said once').toHaveLength(2);
  expect(texts[0]).not.toContain('ご契約先暗証番号');
});
