import { findPolicy, lostWindows, parsePolicy } from '@fobkit/bank';
import { findProfile, profiles } from '@fobkit/firmware-sim';
import type { FleetFileEnv } from '@fobkit/fleet';

/** A fleet file's surroundings: the fob types of the emulator, the bank's judgement of policies. */
export const fileEnv: FleetFileEnv = {
  profileOf: findProfile,
  profileNames: profiles.map(({ name }) => name),
  policyFaults: (policy, codes) => {
    if (typeof policy === 'string' && findPolicy(policy) === undefined) {
      return [{ path: '', message: `there is no policy ${policy}` }];
    }
    const read = typeof policy === 'string' ? parsePolicy({ base: policy }) : parsePolicy(policy);
    if ('faults' in read) return read.faults;
    return codes?.mode === 'totp' ? lostWindows(read, codes.stepSeconds) : [];
  },
};
