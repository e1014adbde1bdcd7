import { findPolicy, lostWindows, parsePolicy, policies, type Policy } from '@fobkit/bank/policy';
import { profiles } from '@fobkit/emulator';
import type { FleetFileEnv } from '@fobkit/fleet';
import { UsageError } from '@fobkit/protocol';
import { suggestion } from '@fobkit/store/yaml';

/** What a fleet file may name: fob types and the bank's policies. */
export const fleetEnv: FleetFileEnv = {
  profileOf: (name) => profiles.find((profile) => profile.name === name),
  profileNames: profiles.map(({ name }) => name),
  policyFaults: (policy, codes) => {
    const read = policyOf(policy);
    if ('faults' in read) return read.faults;
    return codes?.mode === 'totp' ? lostWindows(read, codes.stepSeconds) : [];
  },
};

/** The policy that a file tells, by a name or as data. @throws UsageError for one that is none */
export function readyPolicy(told: unknown): Policy {
  const read = policyOf(told);
  if (!('faults' in read)) return read;
  throw new UsageError(read.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}

function policyOf(told: unknown): ReturnType<typeof parsePolicy> {
  if (typeof told !== 'string') return parsePolicy(told);
  const names = policies.map(({ name }) => name);
  const message = `there is no policy ${told.slice(0, 60)}; ${suggestion(told, names)}`;
  return findPolicy(told) ?? { faults: [{ path: 'policy', message }] };
}
