import { nodeClock } from '@fobkit/client/node';
import { worldMsOf } from '../sim/sims.ts';

/** What a fob's clock is compared with. */
export interface Reference {
  readonly name: 'world time' | "the host's clock" | 'the given time';
  /** Milliseconds since 1970. */
  unixMs(): number;
}

/**
 * The world time of the fob's rig when it is emulated on this machine, else the host's clock;
 * `at`, in unix seconds, stands instead of both.
 */
export async function referenceFor(
  deviceId: string | undefined,
  at: number | undefined,
): Promise<Reference> {
  if (at !== undefined) return running('the given time', at * 1000);
  const worldMs = deviceId === undefined ? undefined : await worldMsOf(deviceId);
  if (deviceId === undefined || worldMs === undefined) {
    return { name: "the host's clock", unixMs: () => nodeClock.unixMs() };
  }
  // World time may stand still; then two readings are the same.
  const again = await worldMsOf(deviceId);
  if (again === worldMs) return { name: 'world time', unixMs: () => worldMs };
  return running('world time', again ?? worldMs);
}

/** Goes on from a moment that was so when it was read. */
function running(name: Reference['name'], unixMs: number): Reference {
  const read = nodeClock.now();
  return { name, unixMs: () => unixMs + nodeClock.now() - read };
}
