import type { HostClock } from '../clock.ts';

/** The machine's time: the only place where the client touches it. */
export const nodeClock: HostClock = {
  now: () => performance.now(),
  unixMs: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
