import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type CardQuestion, isCardSymbol } from '../domain/customer-card.ts';
import type { SessionStage, SessionView, WhyOver } from '../domain/views.ts';
import type { BankParts, BankTransaction } from './parts.ts';
import type { BankSessionTable } from './schema.ts';

const TOKEN_BYTES = 32;
/** A session's end is written anew when it has moved by so much. */
const TOUCH_MS = 30_000;
/** The end of a session that a suspension has ended: whoever had it is told so. */
const BY_SUSPENSION = 0;

export type SessionRow = Selectable<BankSessionTable>;

/** Whose session it is to be. */
export interface SessionOwner {
  readonly contractId: string;
  readonly userId?: string;
  /** Serial of the client certificate. */
  readonly certificate?: string;
  readonly stage: SessionStage;
}

/** Begins a session; gives its token, of which only a hash is kept. */
export async function beginSession(
  parts: BankParts,
  db: BankTransaction,
  owner: SessionOwner,
  now: number,
): Promise<string> {
  const token = Buffer.from(parts.randomBytes(TOKEN_BYTES)).toString('base64url');
  const oldest = now - parts.settings.longestSessionSeconds * 1000;
  await db
    .deleteFrom('bank_session')
    .where('ends_unix_ms', '<=', now)
    .where((is) =>
      is.or([is('ends_unix_ms', '<>', BY_SUSPENSION), is('begun_unix_ms', '<=', oldest)]),
    )
    .execute();
  await db
    .insertInto('bank_session')
    .values({
      token_hash: hashOfToken(token),
      contract_id: owner.contractId,
      user_id: owner.userId ?? null,
      certificate: owner.certificate ?? null,
      stage: owner.stage,
      begun_unix_ms: now,
      ends_unix_ms: now + parts.settings.sessionSeconds * 1000,
    })
    .execute();
  return token;
}

/** Undefined when it is over or never was; it is over when its certificate was revoked. */
export async function findSession(
  parts: Pick<BankParts, 'isRevoked'>,
  db: Pick<BankTransaction, 'selectFrom'>,
  token: string,
  now: number,
): Promise<SessionRow | undefined> {
  const found = await db
    .selectFrom('bank_session')
    .selectAll()
    .where('token_hash', '=', hashOfToken(token))
    .where('ends_unix_ms', '>', now)
    .executeTakeFirst();
  const { certificate = null } = found ?? {};
  return certificate !== null && parts.isRevoked(certificate) ? undefined : found;
}

/** It is used: its end moves on. */
export async function touchSession(
  parts: BankParts,
  db: BankTransaction,
  session: SessionRow,
  now: number,
): Promise<void> {
  const { sessionSeconds, longestSessionSeconds } = parts.settings;
  const last = session.begun_unix_ms + longestSessionSeconds * 1000;
  const ends = Math.min(last, now + sessionSeconds * 1000);
  if (ends - session.ends_unix_ms < TOUCH_MS) return;
  await db
    .updateTable('bank_session')
    .set({ ends_unix_ms: ends })
    .where('token_hash', '=', session.token_hash)
    .where('ends_unix_ms', '<>', BY_SUSPENSION)
    .execute();
}

export async function setStage(
  db: BankTransaction,
  { token_hash }: SessionRow,
  stage: SessionStage,
): Promise<void> {
  await db
    .updateTable('bank_session')
    .set({ stage })
    .where('token_hash', '=', token_hash)
    .execute();
}

export async function endSession(db: BankTransaction, token: string): Promise<SessionRow[]> {
  return await db
    .deleteFrom('bank_session')
    .where('token_hash', '=', hashOfToken(token))
    .returningAll()
    .execute();
}

/** Whether a suspension has ended it, or time or a logout. */
export async function whyOver(
  db: Pick<BankTransaction, 'selectFrom'>,
  token: string,
): Promise<WhyOver> {
  const found = await db
    .selectFrom('bank_session')
    .select('ends_unix_ms')
    .where('token_hash', '=', hashOfToken(token))
    .executeTakeFirst();
  return found?.ends_unix_ms === BY_SUSPENSION ? 'login-suspended' : 'session-over';
}

/** All of one person's, who is suspended. */
export async function suspendSessionsOf(
  db: BankTransaction,
  contractId: string,
  userId: string | null,
): Promise<void> {
  await db
    .updateTable('bank_session')
    .set({ ends_unix_ms: BY_SUSPENSION })
    .where('contract_id', '=', contractId)
    .where('user_id', userId === null ? 'is' : '=', userId)
    .execute();
}

/** All of one person's. */
export async function endSessionsOf(
  db: BankTransaction,
  contractId: string,
  userId: string | null,
): Promise<void> {
  await db
    .deleteFrom('bank_session')
    .where('contract_id', '=', contractId)
    .where('user_id', userId === null ? 'is' : '=', userId)
    .execute();
}

/** All of the administrator's but the one with this token. */
export async function endOtherSessions(
  db: BankTransaction,
  contractId: string,
  token: string,
): Promise<void> {
  await db
    .deleteFrom('bank_session')
    .where('contract_id', '=', contractId)
    .where('user_id', 'is', null)
    .where('token_hash', '!=', hashOfToken(token))
    .execute();
}

export function sessionView(session: SessionRow, question: string | null): SessionView {
  const asked = session.stage === 'card' ? questionOf(question) : undefined;
  return {
    kind: session.user_id === null ? 'administrator' : 'user',
    stage: session.stage,
    contractId: session.contract_id,
    ...(session.user_id === null ? {} : { userId: session.user_id }),
    ...(session.certificate === null ? {} : { certificate: session.certificate }),
    ...(asked === undefined ? {} : { question: asked }),
    endsAt: session.ends_unix_ms,
  };
}

export function questionOf(column: string | null): CardQuestion | undefined {
  const [one, other, ...more] = column ?? '';
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  return isCardSymbol(one) && isCardSymbol(other) ? [one, other] : undefined;
}

function hashOfToken(token: string): string {
  return createHash('sha256').update(token.slice(0, 256)).digest('hex');
}
