import { policyNumbers } from '../kernel/policy-numbers.ts';
import type { ContractView, ResyncOffer } from '../domain/views.ts';
import type { Policy } from '../policy/policy.ts';
import { codeKindOf } from '../verify/motion.ts';
import type { OpenBooks } from './bank-books.ts';
import { parametersOf } from './judge.ts';

/** Which registered tokens two codes in a row put right; those that answer challenges are not. */
export function resyncOffers(
  { contract, tokenRows }: Pick<OpenBooks, 'contract' | 'tokenRows'>,
  policy: Policy,
): Required<Pick<ContractView, 'resync'>> {
  const resync = contract.registrations.flatMap(({ serial }): readonly ResyncOffer[] => {
    const row = tokenRows.get(serial);
    if (row === undefined) return [];
    const { motion } = codeKindOf(parametersOf(row));
    const { mode } = parametersOf(row);
    if (mode === 'ocra' || policyNumbers(policy, motion).byHandBehind < 0) return [];
    return [{ serial, of: mode === 'hotp' ? 'counter' : 'clock' }];
  });
  return { resync };
}
