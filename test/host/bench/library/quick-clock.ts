import type { HostClock } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';

/** The machine's time, passing so many times as fast from now on. */
export function quickClock(times: number): HostClock {
  const from = { now: nodeClock.now(), unixMs: nodeClock.unixMs() };
  const passed = (): number => (nodeClock.now() - from.now) * times;
  return {
    now: () => from.now + passed(),
    unixMs: () => Math.round(from.unixMs + passed()),
    after: (ms, run) => nodeClock.after(ms / times, run),
  };
}
