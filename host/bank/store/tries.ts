import { charge, isSuspended, type LoginTries, NO_TRIES, refund } from '../domain/login-tries.ts';
import type { DomainEvent } from '../domain/decision.ts';
import type { Refused } from '../domain/reply.ts';
import type { Command } from './command.ts';
import type { BankParts } from './parts.ts';

/** Who is tried: an administrator, or a user of a contract. Known or not: nobody learns which. */
export interface Tried {
  readonly contractId: string;
  readonly userId?: string;
  /** By the login method that the contract does not have: nothing is right there, nobody is shut out. */
  readonly isOtherDoor?: boolean;
  /** There is nobody of that name. */
  readonly isUnknown?: boolean;
  /** Confirmations in an open session: whoever is outside neither counts nor slows them. */
  readonly isConfirmation?: boolean;
}

/** Tries that suspend nobody are kept for so long. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const AT_ONCE = 100;

/** Counts a try before it is looked at. Refused: it is not looked at. */
export async function chargeTry(
  parts: BankParts,
  { db, now, note }: Pick<Command, 'db' | 'now' | 'note'>,
  who: Tried,
  rules = parts.settings.login,
): Promise<Refused | undefined> {
  const tries = await lockTries(parts, db, who, now);
  const charged = charge(tries, rules, now);
  if (charged.kind === 'suspended') {
    await writeTries(db, who, charged.tries);
    if (charged.isTold) note('system', shutOut(who, charged.tries));
    return { outcome: 'refused', sentence: 'login-suspended' };
  }
  if (charged.kind === 'wait') {
    const { retryAfter } = charged;
    if (charged.tries !== undefined) await writeTries(db, who, charged.tries);
    return { outcome: 'refused', sentence: 'login-too-soon', retryAfter };
  }
  await writeTries(db, who, charged.tries);
  return undefined;
}

/** How often a suspended login was tried; names that nobody has are not on record. */
function shutOut({ contractId, userId, isUnknown = false }: Tried, tries: LoginTries): DomainEvent {
  return {
    kind: 'login.shut-out',
    subject: isUnknown ? 'nobody' : contractId,
    facts: { user: isUnknown ? null : (userId ?? null), tries: tries.refused },
  };
}

/** It was right: its charge is taken back. */
export async function refundTry(parts: BankParts, { db, now }: Command, who: Tried): Promise<void> {
  await writeTries(db, who, refund(await lockTries(parts, db, who, now)));
}

/** Logged in for good, or the suspension is lifted: all is forgotten. */
export async function forgetTries({ db }: Pick<Command, 'db'>, who: Tried): Promise<void> {
  const keys = [keyOf(who), keyOf({ ...who, isConfirmation: true })];
  await db.deleteFrom('login_tries').where('who', 'in', keys).execute();
}

/** As after the last wrong password: until all is forgotten. */
export async function suspendLogin(parts: BankParts, command: Command, who: Tried): Promise<void> {
  const { db, now } = command;
  await writeTries(db, who, { ...NO_TRIES, wrong: parts.settings.login.lockAfter, at: now });
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
  return isSuspended({ wrong: found?.wrong ?? 0 }, parts.settings.login);
}

/** How somebody is known among those who were tried. */
export function keyOf({ contractId, userId, isOtherDoor, isConfirmation }: Tried): string {
  const key = userId === undefined ? contractId : `${contractId}/${userId}`;
  if (isConfirmation === true) return `confirmation ${key}`;
  return isOtherDoor === true ? `other door ${key}` : key;
}

async function lockTries(
  parts: BankParts,
  db: Command['db'],
  who: Tried,
  now: number,
): Promise<LoginTries> {
  const key = keyOf(who);
  const inserted = await db
    .insertInto('login_tries')
    .values({ who: key, wrong: 0, at_unix_ms: now, known: knownOf(who) })
    .onConflict((conflict) => conflict.column('who').doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) {
    await forgetOld(parts, db, now);
    if (who.isUnknown === true) await forgetUnknown(parts, db, key);
  }
  const found = await db
    .selectFrom('login_tries')
    .select(['wrong', 'at_unix_ms', 'refused'])
    .where('who', '=', key)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (found === undefined) return NO_TRIES;
  const { wrong, at_unix_ms: at, refused } = found;
  return { wrong, at, refused };
}

async function writeTries(db: Command['db'], who: Tried, tries: LoginTries): Promise<void> {
  const { wrong, at, refused } = tries;
  const row = { wrong, at_unix_ms: at, refused, known: knownOf(who) };
  await db
    .insertInto('login_tries')
    .values({ who: keyOf(who), ...row })
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

/**
 * Names that nobody has are kept as those of customers are, so that a wait tells nothing; beyond the
 * bound the one goes that was tried the longest time ago. To see that, somebody makes so many tries,
 * each at the price of a password.
 */
async function forgetUnknown(parts: BankParts, db: Command['db'], latest: string): Promise<void> {
  const beyond = db
    .selectFrom('login_tries')
    .select('who')
    .where('known', '=', 0)
    .where('who', '<>', latest)
    .orderBy('at_unix_ms', 'desc')
    .offset(parts.settings.mostUnknownTried - 1)
    .limit(AT_ONCE)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate().skipLocked());
  await db.deleteFrom('login_tries').where('who', 'in', beyond).execute();
}

function knownOf({ isUnknown = false }: Tried): 0 | 1 {
  return isUnknown ? 0 : 1;
}
