import type { CampaignProgress } from '@fobkit/bench';
import { formatSpan } from '../../terminal/moment.ts';
import type { Output } from '../../terminal/output.ts';
import { startProgress } from '../../terminal/progress.ts';

/** Runs done, how many failed, runs a second, time left; and what else goes on. */
export interface CampaignBar {
  update(progress: CampaignProgress): void;
  /** What is told beside the counts, as how many workers there are. */
  aside(text: string): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere a line for each tenth. `now` is in milliseconds. */
export function campaignBar(out: Output, total: number, now: () => number): CampaignBar {
  const bar = startProgress(out, total);
  const started = now();
  let aside = '';
  let last: CampaignProgress = { runs: 0, failedRuns: 0, doing: 'running' };
  const draw = (): void => {
    bar.update(last.runs, labelOf(last, { total, seconds: (now() - started) / 1000, aside }));
  };
  return {
    update(progress) {
      last = progress;
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

function labelOf(
  { runs, failedRuns, doing }: CampaignProgress,
  { total, seconds, aside }: { total: number; seconds: number; aside: string },
): string {
  const rate = seconds > 0 ? runs / seconds : 0;
  const left = rate > 0 ? `, ${formatSpan((total - runs) / rate)} left` : '';
  const counts = `${String(runs)} of ${String(total)} runs, ${String(failedRuns)} failed`;
  const more = aside === '' ? '' : `, ${aside}`;
  if (doing === 'shrinking') return `${counts}, looking for the shortest that fail`;
  return `${counts}, ${rate.toFixed(rate < 10 ? 1 : 0)} runs/s${left}${more}`;
}
