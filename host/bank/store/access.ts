import type { Actor, CustomerActor } from '../domain/actor.ts';
import type { Refused } from '../domain/reply.ts';
import { isConfirmation } from '../domain/typed-text.ts';
import { type Command, inCommand } from './command.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { findSession, suspendSessionsOf, touchSession, whyOver } from './sessions.ts';
import { chargeTry, isSuspendedNow, refundTry, suspendLogin, type Tried } from './tries.ts';

/** What is to be done in the command of whoever has confirmed. */
export interface Confirmed {
  readonly refund: (command: Command) => Promise<void>;
}

/** Who an open session is of. */
export interface Access {
  readonly contractId: string;
  /** Undefined: the administrator. */
  readonly userId?: string;
  /** For the record. */
  readonly actor: string;
}

export function isRefused(found: object): found is Refused {
  return 'outcome' in found && found.outcome === 'refused';
}

/** Whose session it is, if it is open and of this kind; it is used with that. */
export async function accessOf(
  parts: BankParts,
  { db, now }: Pick<Command, 'db' | 'now'>,
  actor: CustomerActor,
  kind: CustomerActor['kind'],
): Promise<Access | Refused> {
  const session = await findSession(parts, db, actor.session, now);
  if (session === undefined) {
    return { outcome: 'refused', sentence: await whyOver(db, actor.session) };
  }
  if (session.stage !== 'open') return { outcome: 'refused', sentence: 'out-of-order' };
  const { contract_id: contractId, user_id } = session;
  if ((user_id === null) !== (kind === 'administrator') || actor.kind !== kind) {
    return { outcome: 'refused', sentence: 'not-yours' };
  }
  await touchSession(parts, db, session, now);
  const name = customerName(contractId, user_id);
  return { contractId, actor: name, ...(user_id === null ? {} : { userId: user_id }) };
}

/**
 * ご契約先確認暗証番号, before a command of an administrator. It is counted as wrong first; whoever it
 * is right for carries its `refund` out in the command itself. In a turn of `inTurn`.
 */
export async function confirm(
  parts: BankParts,
  actor: CustomerActor,
  confirmation: string,
): Promise<Refused | Confirmed> {
  if (!isConfirmation(confirmation)) return { outcome: 'refused', sentence: 'confirmation-form' };
  const charged = await inCommand(parts, async (command) => {
    const access = await accessOf(parts, command, actor, 'administrator');
    if (isRefused(access)) return access;
    const refused = await chargeTry(parts, command, triedBy(access));
    if (refused !== undefined) return refused;
    const { confirmation: hashed } = await command.db
      .selectFrom('contract')
      .select('confirmation')
      .where('contract_id', '=', access.contractId)
      .executeTakeFirstOrThrow();
    return { access, hashed };
  });
  if (isRefused(charged)) return charged;
  const { access, hashed } = charged;
  if (
    await parts.passwords.matches(confirmation, hashed, ownerOf.confirmation(access.contractId))
  ) {
    return { refund: (command) => refundTry(parts, command, triedBy(access)) };
  }
  return await inCommand(parts, async (command): Promise<Refused> => {
    const subject = access.contractId;
    command.note(access.actor, {
      kind: 'confirmation.refused',
      subject,
      facts: { contract: subject },
    });
    if (!(await isSuspendedNow(parts, command.db, triedBy(access)))) {
      return { outcome: 'refused', sentence: 'confirmation-wrong' };
    }
    await suspendLogin(parts, command, { contractId: subject });
    await suspendSessionsOf(command.db, subject, null);
    command.note('system', { kind: 'login.suspended', subject, facts: { contract: subject } });
    return { outcome: 'refused', sentence: 'login-suspended' };
  });
}

/** Work with passwords for an open session: in a turn of its contract's. */
export async function inTurn<T>(
  parts: BankParts,
  actor: CustomerActor,
  work: (contractId: string) => Promise<T>,
): Promise<T | Refused> {
  const { database, clock, turns } = parts;
  const session = await findSession(parts, database.read, actor.session, clock.unixMs());
  if (session === undefined) {
    return { outcome: 'refused', sentence: await whyOver(database.read, actor.session) };
  }
  const { contract_id: contractId } = session;
  return await turns.inside.run(contractId, () => work(contractId));
}

function triedBy({ contractId }: Access): Tried {
  return { contractId, isConfirmation: true };
}

/** The name for the record of a user, or of the administrator. */
export function customerName(contractId: string, userId: string | null): string {
  return userId === null ? `administrator:${contractId}` : `user:${contractId}/${userId}`;
}

/** The name for the record of whoever is no customer. */
export function staffName(actor: Exclude<Actor, CustomerActor>): string {
  return `${actor.kind}:${actor.name.slice(0, 64).toWellFormed()}`;
}
