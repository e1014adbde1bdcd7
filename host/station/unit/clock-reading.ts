import { type CallOptions, type HostClock } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import type { StationFob } from '../run/port.ts';
import type { ClockReading } from './unit.ts';

/** What several looks at a fob's clock tell, in milliseconds. */
export interface ClockLooks {
  /** The shortest time that a question and its answer took. */
  readonly roundTripMs: number;
  /** When the fob was asked in that look, by the host's time that only runs forward. */
  readonly atMs: number;
  /** Absent while the clock is not set or lost. */
  readonly reading?: ClockReading;
}

/** Looks whose shortest round trip counts: the others waited somewhere. */
const LOOKS = 4;
/** A tick of the fob, and one of the host's clock. */
const GRAIN_MS = 1 + 1000 / TICKS_PER_SECOND;

/**
 * Reads a fob's clock beside the host's. Of several looks the one with the shortest round trip
 * counts; the fob read its clock somewhere within it, so that the middle is off by half of it at
 * most: that and the grain of the two clocks is the jitter.
 */
export async function lookAtClock(
  fob: Pick<StationFob, 'getStatus'>,
  clock: Pick<HostClock, 'now' | 'unixMs'>,
  options: CallOptions = {},
): Promise<ClockLooks> {
  let roundTripMs = Infinity;
  let atMs = clock.now();
  let reading: ClockReading | undefined;
  for (let look = 0; look < LOOKS; look++) {
    const sentAt = clock.now();
    const status = await fob.getStatus(options);
    const tookMs = clock.now() - sentAt;
    if (tookMs >= roundTripMs) continue;
    roundTripMs = tookMs;
    atMs = sentAt + tookMs / 2;
    const readUnixMs = clock.unixMs() - tookMs / 2;
    if (status.clock !== undefined) {
      const offsetMs = (status.clock * 1000) / TICKS_PER_SECOND - readUnixMs;
      reading = { readUnixMs, offsetMs, jitterMs: tookMs / 2 + GRAIN_MS };
    }
  }
  return { roundTripMs, atMs, ...(reading === undefined ? {} : { reading }) };
}
