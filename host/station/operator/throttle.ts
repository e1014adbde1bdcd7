import type { Dialect } from '@fobkit/store';
import type { RegistryTransaction } from '../registry/parts.ts';
import { OperatorError } from './operator-error.ts';

/** So many wrong passwords cost nothing. */
const FREE = 3;
const LONGEST_MS = 5 * 60_000;
const FORGOTTEN_MS = 24 * 3_600_000;

/** How long to wait after so many wrong passwords in a row: 1 s, 2 s, 4 s … 5 min; never for good. */
export function waitAfter(failures: number): number {
  return failures < FREE ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** Math.min(failures - FREE, 20));
}

/**
 * Counts a try before it is looked at, so that many at once cost as much as one after the other.
 *
 * @throws OperatorError `throttled`
 */
export async function countTry(
  db: RegistryTransaction,
  dialect: Dialect,
  name: string,
  now: number,
): Promise<void> {
  await db
    .deleteFrom('sign_in_failure')
    .where('last_unix_ms', '<', now - FORGOTTEN_MS)
    .execute();
  const found = await db
    .selectFrom('sign_in_failure')
    .selectAll()
    .where('name', '=', name)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  const wait = waitAfter(found?.failures ?? 0);
  // A clock that was set back does not make it longer.
  const left = Math.min(wait, (found?.last_unix_ms ?? now) + wait - now);
  if (left > 0) {
    const seconds = Math.ceil(left / 1000);
    throw new OperatorError('throttled', `too many wrong passwords: wait for ${seconds} s`);
  }
  await db
    .insertInto('sign_in_failure')
    .values({ name, failures: 1, last_unix_ms: now })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({
        failures: eb('sign_in_failure.failures', '+', 1),
        last_unix_ms: now,
      })),
    )
    .execute();
}

export async function forgetTries(db: RegistryTransaction, name: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('name', '=', name).execute();
}
