import type { CodeWindow, Policy } from '../policy.ts';

/** Idle time that opens no window farther than the normal one. */
export function neverWider(normal: CodeWindow): Policy['idle'] {
  return { afterDays: 0, behindSecondsPerDay: 0, aheadSecondsPerDay: 0, limit: normal };
}
