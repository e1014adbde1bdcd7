import { expect, test } from 'vitest';
import { runPostgresTool } from '../../../../host/store/database/postgres-tools.ts';

test('a password with a % that encodes nothing is told with what to do, and not repeated', async () => {
  const asked = runPostgresTool('pg_dump', 'postgres://bench:50%off@127.0.0.1:1/x', []);
  const error: unknown = await asked.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'StoreError', code: 'denied' });
  expect(String(error)).toContain('write %25 for it');
  expect(String(error)).not.toContain('50%off');
});
