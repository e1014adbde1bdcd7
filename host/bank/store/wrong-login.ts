import type { Refused } from '../domain/reply.ts';
import type { Command } from './command.ts';
import type { BankParts } from './parts.ts';
import { suspendSessionsOf } from './sessions.ts';
import { isSuspendedNow, type Tried } from './tries.ts';

/**
 * After a wrong password: puts it on record, and suspends after the last that is looked at. Names
 * that nobody has are not on record: a password that was typed in their place would stay for good.
 */
export async function wrongLogin(
  parts: BankParts,
  command: Command,
  { tried, isKnown }: { readonly tried: Tried; readonly isKnown: boolean },
): Promise<Refused> {
  const { contractId, userId, isOtherDoor = false } = tried;
  const subject = isKnown ? contractId : 'nobody';
  const facts = { user: isKnown ? (userId ?? null) : null };
  command.note('system', { kind: 'login.refused', subject, facts });
  return isKnown && !isOtherDoor
    ? await suspendedAfter(parts, command, tried, 'login-wrong')
    : await saidAfter(parts, command, tried);
}

/** After a wrong password or card answer: whether it was the last that is looked at. */
export async function suspendedAfter(
  parts: BankParts,
  command: Command,
  tried: Tried,
  otherwise: 'login-wrong' | 'card-wrong',
): Promise<Refused> {
  if (!(await isSuspendedNow(parts, command.db, tried))) {
    return { outcome: 'refused', sentence: otherwise };
  }
  const { contractId, userId } = tried;
  await suspendSessionsOf(command.db, contractId, userId ?? null);
  const facts = { user: userId ?? null };
  command.note('system', { kind: 'login.suspended', subject: contractId, facts });
  return { outcome: 'refused', sentence: 'login-suspended' };
}

/** Nobody is suspended, and it says the same. */
async function saidAfter(parts: BankParts, { db }: Command, tried: Tried): Promise<Refused> {
  const isLast = await isSuspendedNow(parts, db, tried);
  return { outcome: 'refused', sentence: isLast ? 'login-suspended' : 'login-wrong' };
}
