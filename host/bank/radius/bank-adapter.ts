import type { StaffActor } from '../domain/actor.ts';
import type { Bank } from '../domain/bank.ts';
import { certificateOwner } from '../domain/certificate-name.ts';
import type { RadiusBank, RadiusVerdict } from './radius-bank.ts';

const BY_REALM = /^(?<userId>[A-Za-z0-9][\w.-]{0,19})@(?<contractId>[0-9]{6,10})$/;

/** As much of the bank as is asked. */
export type AskedBank = Pick<Bank, 'bankCode' | 'codes'>;

/** Whom the bank does not know: its answer, and its work, is that of a wrong code. */
const NOBODY = { contractId: '', userId: '' };

/**
 * The bank as the RADIUS front sees it. A User-Name is `userId@contractId`, or the name in the
 * user's certificate, `1234561303-userId`. Password and code are judged as one: nobody learns which
 * of them was wrong.
 */
export function radiusBank(bank: AskedBank): RadiusBank {
  return {
    async verifyUser({ user, client, code, password }) {
      const of = userOf(user, bank.bankCode);
      const actor: StaffActor = { kind: 'system', name: `radius ${client}` };
      const proof = { code, ...(password === undefined ? {} : { password }) };
      return verdictOf(await bank.codes.verify(actor, of, proof));
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
