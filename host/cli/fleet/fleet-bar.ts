import { formatSpan } from '../terminal/moment.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';

/** Shares done, fob-days a second, time left. */
export interface FleetBar {
  update(shares: number, fobDays: number): void;
  /** Told beside the counts, as how many workers there are. */
  aside(text: string): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere a line for each tenth. `now` is in milliseconds. */
export function fleetBar(
  out: Output,
  { shares: total, now }: { readonly shares: number; readonly now: () => number },
): FleetBar {
  const bar = startProgress(out, total);
  const started = now();
  let done = 0;
  let fobDays = 0;
  let aside = '';
  const draw = (): void => {
    const seconds = Math.max(0.001, (now() - started) / 1000);
    const left = done === 0 ? '' : `, ${formatSpan((seconds * (total - done)) / done)} left`;
    const rate = `${(fobDays / seconds / 1e6).toFixed(1)} M fob-days/s`;
    const more = aside === '' ? '' : `, ${aside}`;
    bar.update(done, `${String(done)} of ${String(total)} parts, ${rate}${left}${more}`);
  };
  return {
    update(shares, passed) {
      done = shares;
      fobDays = passed;
      draw();
    },
    aside(text) {
      if (text === aside) return;
      aside = text;
      draw();
    },
    stop() {
      bar.stop();
    },
  };
}
