import type { Claim } from './unit.ts';

/** Overwrites the secrets of a claim, when the work on it is over. */
export function releaseClaim({ seed, nextTransportKey, transportKey }: Claim): void {
  seed.wipe();
  nextTransportKey.wipe();
  transportKey?.wipe();
}
