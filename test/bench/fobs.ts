import { Fob, findProfile, type Profile } from '@fobkit/firmware-sim';
import type { SeedLoad } from '@fobkit/protocol';
import { nodePrimitives } from '@fobkit/client/node';
import { BATCH_KEY, RawHost, START } from '../support/raw-host.ts';

export function profileNamed(name: string): Profile {
  const profile = findProfile(name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  return profile;
}

/** The `n`-th blank fob of a fob type: each has its own device id and its own dice. */
export function blankFob(profile: Profile, n = 1): Fob {
  const deviceId = new Uint8Array(8);
  new DataView(deviceId.buffer).setUint32(4, n);
  return new Fob({
    profile,
    deviceId,
    batchKey: BATCH_KEY,
    worldTicks: START,
    seed: n,
    crypto: nodePrimitives,
  });
}

/** What a station would load into the `n`-th fob of a fob type: each has its own seed and label. */
export function usualLoad({ preset, serial, name }: Profile, n = 1): SeedLoad {
  if (preset === undefined) throw new Error(`the profile ${name} has no preset`);
  const { mode, algorithm, digits, stepSeconds } = preset;
  const seed = Uint8Array.from({ length: 20 }, (_, i) => (n >>> (8 * (i & 3))) ^ (17 * i));
  const serialLabel = serial.example.slice(0, -5) + String(n % 100_000).padStart(5, '0');
  const token = { seed, algorithm, digits, serialLabel, purpose: 'test' } as const;
  if (mode === 'totp') return { ...token, mode, stepSeconds, t0: 0 };
  return { ...token, mode: 'hotp', counter: 0 };
}

/** A fob with its seed in it and its clock set, off every wire. */
export function loadedFob(profile: Profile, n = 1, load = usualLoad(profile, n)): Fob {
  const fob = blankFob(profile, n);
  const host = new RawHost(fob);
  host.provision(load);
  host.wire.unplug();
  return fob;
}
