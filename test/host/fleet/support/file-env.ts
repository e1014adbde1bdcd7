import { findPolicy, parsePolicy } from '@fobkit/bank';
import { findProfile, profiles } from '@fobkit/firmware-sim';
import type { FleetFileEnv } from '@fobkit/fleet';

/** A fleet file's surroundings: the fob types of the emulator, the bank's judgement of policies. */
export const fileEnv: FleetFileEnv = {
  profileOf: findProfile,
  profileNames: profiles.map(({ name }) => name),
  policyFaults: (policy) => {
    if (typeof policy === 'string') {
      const message = `there is no policy ${policy}`;
      return findPolicy(policy) === undefined ? [{ path: '', message }] : [];
    }
    const read = parsePolicy(policy);
    return 'faults' in read ? read.faults : [];
  },
};
