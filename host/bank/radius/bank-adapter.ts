import type { StaffActor } from '../domain/actor.ts';
import type { Bank } from '../domain/bank.ts';
import { certificateOwner } from '../domain/certificate-name.ts';
import type { RadiusAttempt, RadiusBank, RadiusVerdict } from './radius-bank.ts';

const BY_REALM = /^(?<userId>[A-Za-z0-9][\w.-]{0,19})@(?<contractId>[0-9]{6,10})$/;

/** As much of the bank as is asked. */
export type AskedBank = Pick<Bank, 'bankCode' | 'codes'> & {
  readonly login: Pick<Bank['login'], 'user' | 'logout'>;
};

/** Whom the bank does not know: its answer, and its work, is that of a wrong code. */
const NOBODY = { contractId: '', userId: '' };

/**
 * The bank as the RADIUS front sees it. A User-Name is `userId@contractId`, or the name in the
 * user's certificate, `1234561303-userId`.
 */
export function radiusBank(bank: AskedBank): RadiusBank {
  return {
    async verifyUser(attempt) {
      const of = userOf(attempt.user, bank.bankCode);
      if (!(await passwordIsRight(bank, of, attempt))) return 'reject';
      const actor: StaffActor = { kind: 'system', name: `radius ${attempt.client}` };
      const reply = await bank.codes.verify(actor, of, { code: attempt.code });
      return verdictOf(reply);
    },
  };
}

function verdictOf(reply: Awaited<ReturnType<Bank['codes']['verify']>>): RadiusVerdict {
  if (reply.outcome === 'done') return 'accept';
  return reply.sentence === 'code-next' ? 'challenge' : 'reject';
}

function userOf(name: string, bankCode: string): { contractId: string; userId: string } {
  const { contractId, userId } = BY_REALM.exec(name)?.groups ?? {};
  if (contractId !== undefined && userId !== undefined) return { contractId, userId };
  const owner = certificateOwner(name);
  if (owner?.userId === undefined || owner.bankCode !== bankCode) return NOBODY;
  return { contractId: owner.contractId, userId: owner.userId };
}

/** The password is judged by a login that is over at once, with its counters and its lock. */
async function passwordIsRight(
  { login }: AskedBank,
  { contractId, userId }: { readonly contractId: string; readonly userId: string },
  { password }: RadiusAttempt,
): Promise<boolean> {
  if (password === undefined) return true;
  const reply = await login.user({ by: 'id', contractId }, { userId, password });
  if (reply.outcome === 'refused') return false;
  await login.logout(reply.session);
  return true;
}
