import type { Policy } from './policy.ts';

/** A policy as a file has it; its numbers are those of `Policy`. */
export type PolicyWords = Omit<Policy, 'lockAfter'> & { readonly lockAfter: number | 'never' };

/** What a file would say for a policy: `readPolicy` reads the same one from it. */
export function policyWords(policy: Policy): PolicyWords {
  return { ...policy, lockAfter: policy.lockAfter === 0 ? 'never' : policy.lockAfter };
}
