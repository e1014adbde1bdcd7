import { type SeedLoad, TICKS_PER_SECOND } from '@fobkit/protocol';
import { Fob } from '../fob/fob.ts';
import type { Profile } from '../profile/profile.ts';

/** 2000-01-01: any day will do. */
const START = 10_957 * 86_400 * TICKS_PER_SECOND;
/** Its ticks are the world's. */
const EXACT = { tolerancePpb: 0, ageingPpbPerYear: 0, parabolaPpb: 0, turnoverDeciCelsius: 250 };

/** What a whole fob of a fleet's type is made with, to see what it does. */
export interface BenchFob {
  readonly profile: Profile;
  readonly token: SeedLoad;
  /** Unix ticks at which it is made, its clock set and its seed loaded. */
  readonly madeAt: number;
}

/** A whole fob of that type on a button that does not bounce. */
export function makeBenchFob({ profile, token, madeAt }: BenchFob): Fob {
  const button = { bounceMilliseconds: 0, maxBounces: 0 };
  const fob = new Fob({
    profile: { ...profile, parts: { ...profile.parts, button } },
    deviceId: new Uint8Array(8),
    batchKey: new Uint8Array(32),
    worldTicks: madeAt,
    seed: 1,
  });
  fob.parts.rtc.set(madeAt);
  fob.firmware?.core.memory.loadToken(token, true);
  fob.firmware?.wake();
  return fob;
}

/** One with an exact clock and its type's usual token. */
export function usualBenchFob(profile: Profile, stepSeconds: number): Fob {
  const parts = { ...profile.parts, crystal: EXACT };
  const token = usualToken(profile, stepSeconds);
  return makeBenchFob({ profile: { ...profile, parts }, token, madeAt: START });
}

function usualToken({ product, preset, serial }: Profile, stepSeconds: number): SeedLoad {
  const token = {
    seed: Uint8Array.from({ length: 20 }, (_, i) => i + 1),
    algorithm: preset?.algorithm ?? 'SHA1',
    digits: preset?.digits ?? product.minDigits,
    serialLabel: serial.example,
    purpose: 'test',
  } as const;
  return preset?.mode === 'hotp'
    ? { ...token, mode: 'hotp', counter: 0 }
    : { ...token, mode: 'totp', stepSeconds, t0: 0 };
}
