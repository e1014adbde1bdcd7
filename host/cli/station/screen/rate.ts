import type { LotCounts } from '@fobkit/station';
import type { Sample, ScreenState } from './screen-state.ts';

/** The rate is that of the last ten minutes: breaks before them do not matter. */
const WINDOW_MS = 600_000;
/** Fewer tell nothing yet. */
const LEAST_DONE = 2;
const HOUR_MS = 3_600_000;

/** The samples with another one; of those before the window only the last is kept. */
export function sampled(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const all = samples.at(-1)?.done === next.done ? samples : [...samples, next];
  const inside = all.findIndex(({ ms }) => ms > next.ms - WINDOW_MS);
  return inside <= 1 ? all : all.slice(inside - 1);
}

/** Units done in an hour, of all stations together; 0 while too few are done to tell. */
export function ratePerHour({ samples, seen }: Pick<ScreenState, 'samples' | 'seen'>): number {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return 0;
  const done = last.done - first.done;
  const ms = seen.ms - Math.max(first.ms, seen.ms - WINDOW_MS);
  return done < LEAST_DONE || ms <= 0 ? 0 : (done * HOUR_MS) / ms;
}

/** Units that still want a fob. */
export function unitsLeft({ unused, working }: LotCounts): number {
  return unused + working;
}

/** Milliseconds until the lot is done; undefined while the rate is not known. */
export function msLeft(
  state: Pick<ScreenState, 'samples' | 'seen' | 'counts'>,
): number | undefined {
  const rate = ratePerHour(state);
  return rate === 0 ? undefined : (unitsLeft(state.counts) * HOUR_MS) / rate;
}
