import { type Device, FobDevice, provision, type Rig } from '@fobkit/client';
import type { RunWish } from '@fobkit/emulator';

/** 2027-01-01T00:00:00Z */
export const NEW_YEAR = 1_798_761_600;

export function wish(
  wanted: Partial<Omit<RunWish, 'given'>> & { others?: [string, string][] } = {},
): RunWish {
  const { profile = 'shinkin-hardware', seed = 7, others = [] } = wanted;
  const fobs = others.map(([name, type]) => [name, { profile: type }] as const);
  return { profile, seed, given: { time: NEW_YEAR, others: new Map(fobs) } };
}

export function fobOf(device: Device): FobDevice {
  if (device instanceof FobDevice) return device;
  throw new TypeError('no fob of fobkit');
}

/** Loads a seed by the rig's factory key. */
export async function load(
  rig: Rig,
  device: Device,
  purpose: 'test' | 'production' = 'test',
): Promise<void> {
  const request = {
    seed: new Uint8Array(20).fill(3),
    transportKey: await rig.factoryKey(),
    parameters: {
      mode: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      stepSeconds: 30,
      t0: 0,
      serialLabel: 'SKTH00000017',
      purpose,
    },
  } as const;
  await provision(fobOf(device), request, { clock: rig.clock });
}
