import type { HostClock } from './clock.ts';

/** A timer that is set for longer fires at once. */
const LONGEST_MS = 0x7fff_ffff;

/** The machine's time, in Node and in a browser: the only place where the client touches it. */
export const systemClock: HostClock = {
  now: () => performance.now(),
  unixMs: () => Date.now(),
  after(ms, run) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (left: number): void => {
      const then =
        left > LONGEST_MS
          ? () => {
              wait(left - LONGEST_MS);
            }
          : run;
      timer = setTimeout(then, Math.min(left, LONGEST_MS));
    };
    wait(ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
