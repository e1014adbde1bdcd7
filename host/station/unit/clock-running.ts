import { delay, type HostClock } from '@fobkit/client';
import type { StationFob } from '../run/port.ts';
import { lookAtClock } from './clock-reading.ts';
import type { ClockReading } from './unit.ts';

/** A look at a fob's clock, with the host's time that only runs forward: that may not jump. */
export interface ClockMoment {
  readonly atMs: number;
  readonly reading: ClockReading;
}

export interface WatchedClock {
  readonly fob: Pick<StationFob, 'getStatus'>;
  readonly clock: Pick<HostClock, 'now' | 'unixMs' | 'after'>;
  readonly signal: AbortSignal;
}

/** More than any crystal is off by that still swings as it should. */
const MOST_OFF = 0.01;
/** So many times as long as the two looks may be wrong: then a clock that stands still is seen. */
const TIMES = 4;
const LOOKS = 3;
/** Whole milliseconds that are whole ticks of the fob too. */
const PAUSE_MS = 125;

/**
 * Looks at a clock again, late enough to tell whether it has gone on as the host's did.
 *
 * @returns What is wrong with it; undefined when it runs, or when the link is too slow to tell.
 */
export async function clockRunFault(
  { fob, clock, signal }: WatchedClock,
  first: ClockMoment,
): Promise<string | undefined> {
  let doubtMs = 2 * first.reading.jitterMs;
  for (let look = 0; look < LOOKS; look++) {
    const missingMs = first.atMs + TIMES * doubtMs - clock.now();
    if (missingMs > 0) await delay(clock, Math.ceil(missingMs / PAUSE_MS) * PAUSE_MS, signal);
    const { reading, atMs } = await lookAtClock(fob, clock, { signal });
    if (reading === undefined) return 'its clock was lost while it was loaded';
    const passedMs = atMs - first.atMs;
    const movedMs = toldMs(reading) - toldMs(first.reading);
    doubtMs = first.reading.jitterMs + reading.jitterMs;
    if (passedMs < 2 * doubtMs) continue;
    if (Math.abs(movedMs - passedMs) <= doubtMs + MOST_OFF * passedMs) return undefined;
    return `its clock went on by ${String(Math.round(movedMs))} ms in ${String(Math.round(passedMs))} ms`;
  }
  return undefined;
}

function toldMs({ readUnixMs, offsetMs }: ClockReading): number {
  return readUnixMs + offsetMs;
}
