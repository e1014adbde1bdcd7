import type { HostClock } from '../clock.ts';
import { systemClock } from '../system-clock.ts';

/** The machine's time. */
export const nodeClock: HostClock = systemClock;
