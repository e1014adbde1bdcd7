import { TICKS_PER_SECOND } from '@fobkit/protocol';

export function secondsToTicks(seconds: number): number {
  return seconds * TICKS_PER_SECOND;
}

export function ticksToSeconds(ticks: number): number {
  return Math.floor(ticks / TICKS_PER_SECOND);
}

export function millisecondsToTicks(milliseconds: number): number {
  return Math.ceil((milliseconds * TICKS_PER_SECOND) / 1000);
}

/** A moment of `uptime()` that will come, or NEVER. A timer is a value that is asked, not a callback. */
export type Deadline = number;
export const NEVER: Deadline = Number.MAX_SAFE_INTEGER;
