import type { SeedLoad } from '@fobkit/protocol';
import { createGuardrails, generateSync } from 'otplib';

const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1 });
const NAMES = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;

/** The code of a loaded seed at a moving factor, as otplib computes it. */
export function otplibCode(load: SeedLoad, counter: number): string {
  const { seed, digits } = load;
  if (digits !== 6 && digits !== 7 && digits !== 8)
    throw new Error(`otplib has no ${digits} digits`);
  return generateSync({
    strategy: 'hotp',
    secret: seed,
    algorithm: NAMES[load.algorithm],
    digits,
    counter,
    guardrails,
  });
}
