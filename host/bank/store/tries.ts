import { charge, isSuspended, type LoginTries, NO_TRIES, refund } from '../domain/login-tries.ts';
import type { Refused } from '../domain/reply.ts';
import type { Command } from './command.ts';
import type { BankParts } from './parts.ts';

/** Who is tried: an administrator, or a user of a contract. Known or not: nobody learns which. */
export interface Tried {
  readonly contractId: string;
  readonly userId?: string;
  /** By the login method that the contract does not have: nothing is right there, nobody is shut out. */
  readonly isOtherDoor?: boolean;
}

/** Tries of those who are not known are kept for so long, and so are all that came to nothing. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Counts a try before it is looked at. Refused: it is not looked at. */
export async function chargeTry(
  parts: BankParts,
  { db, now }: Pick<Command, 'db' | 'now'>,
  who: Tried,
  rules = parts.settings.login,
): Promise<Refused | undefined> {
  const key = keyOf(who);
  const tries = await lockTries(parts, db, key, now);
  const charged = charge(tries, rules, now);
  if (charged.kind === 'suspended') return { outcome: 'refused', sentence: 'login-suspended' };
  if (charged.kind === 'wait') {
    const { retryAfter } = charged;
    if (charged.tries !== undefined) await writeTries(db, key, charged.tries);
    return { outcome: 'refused', sentence: 'login-too-soon', retryAfter };
  }
  await writeTries(db, key, charged.tries);
  return undefined;
}

/** It was right: its charge is taken back. */
export async function refundTry(parts: BankParts, { db, now }: Command, who: Tried): Promise<void> {
  const key = keyOf(who);
  await writeTries(db, key, refund(await lockTries(parts, db, key, now)));
}

/** Logged in for good, or the suspension is lifted: all is forgotten. */
export async function forgetTries({ db }: Pick<Command, 'db'>, who: Tried): Promise<void> {
  await db.deleteFrom('login_tries').where('who', '=', keyOf(who)).execute();
}

export async function isSuspendedNow(
  parts: BankParts,
  db: Pick<Command['db'], 'selectFrom'>,
  who: Tried,
): Promise<boolean> {
  const found = await db
    .selectFrom('login_tries')
    .select('wrong')
    .where('who', '=', keyOf(who))
    .executeTakeFirst();
  return isSuspended({ wrong: found?.wrong ?? 0, at: 0 }, parts.settings.login);
}

/** How somebody is known among those who were tried. */
export function keyOf({ contractId, userId, isOtherDoor = false }: Tried): string {
  const key = userId === undefined ? contractId : `${contractId}/${userId}`;
  return isOtherDoor ? `other door ${key}` : key;
}

async function lockTries(
  parts: BankParts,
  db: Command['db'],
  key: string,
  now: number,
): Promise<LoginTries> {
  const inserted = await db
    .insertInto('login_tries')
    .values({ who: key, wrong: 0, at_unix_ms: now })
    .onConflict((conflict) => conflict.column('who').doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) await forgetOld(parts, db, now);
  const found = await db
    .selectFrom('login_tries')
    .select(['wrong', 'at_unix_ms'])
    .where('who', '=', key)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  return found === undefined ? NO_TRIES : { wrong: found.wrong, at: found.at_unix_ms };
}

async function writeTries(db: Command['db'], who: string, tries: LoginTries): Promise<void> {
  const row = { wrong: tries.wrong, at_unix_ms: tries.at };
  await db
    .insertInto('login_tries')
    .values({ who, ...row })
    .onConflict((conflict) => conflict.column('who').doUpdateSet(row))
    .execute();
}

/** What suspends somebody stays, however old. */
async function forgetOld(parts: BankParts, db: Command['db'], now: number): Promise<void> {
  await db
    .deleteFrom('login_tries')
    .where('at_unix_ms', '<', now - KEPT_MS)
    .where('wrong', '<', parts.settings.login.lockAfter)
    .execute();
}
