import type { HostClock } from './clock.ts';

/** The machine's time, in Node and in a browser: the only place where the client touches it. */
export const systemClock: HostClock = {
  now: () => performance.now(),
  unixMs: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
