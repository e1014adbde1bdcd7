import { Draw, FleetDice } from './fleet-dice.ts';
import type { FleetSpec } from './fleet-spec.ts';

const SECRET_BYTES = { SHA1: 20, SHA256: 32, SHA512: 64 } as const;
/** 32-bit words kept for the secret of each fob that an owner may come to have. */
const SECRET_WORDS = 16;

/** The test seed of a fob: drawn, and as long as its hash's output (RFC 6238 §5.1). */
export function fleetSecret({ codes, seed }: FleetSpec, fob: number, generation = 0): Uint8Array {
  const dice = new FleetDice(seed, fob, Draw.secret);
  const secret = new Uint8Array(SECRET_BYTES[codes.algorithm]);
  for (let i = 0; i < secret.length; i++) {
    const word = dice.roll(generation * SECRET_WORDS + (i >>> 2));
    secret[i] = word >>> (8 * (i & 3));
  }
  return secret;
}
