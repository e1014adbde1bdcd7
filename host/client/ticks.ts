import { TICKS_PER_SECOND } from '@fobkit/protocol';

/** Unix time in milliseconds as ticks, the nearest one. */
export function ticksOfUnixMs(unixMs: number): number {
  return Math.round((unixMs * TICKS_PER_SECOND) / 1000);
}

/** Ticks as milliseconds, rounded down to whole ones. */
export function msOfTicks(ticks: number): number {
  return Math.floor((ticks * 1000) / TICKS_PER_SECOND);
}
