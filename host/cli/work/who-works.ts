import { counted } from '../terminal/counted.ts';

export interface WhoWorksOptions {
  /** What starts a worker, as `fob fleet worker --queue postgres://bench@db/fobkit`. */
  readonly command: string;
  readonly aside: (text: string) => void;
  readonly note: (text: string) => void;
  /** In milliseconds. */
  readonly now: () => number;
}

const MINUTE_MS = 60_000;

/**
 * Told now and then how many work on a queue: tells it beside the progress, and by a line each minute
 * for which there was nobody, since work that nobody does is waited for without an end.
 */
export function whoWorks({
  command,
  aside,
  note,
  now,
}: WhoWorksOptions): (seen: { readonly workers: number; readonly threads: number }) => void {
  let alone: { readonly since: number; readonly minutes: number } | undefined;
  return ({ workers, threads }) => {
    if (workers > 0) {
      alone = undefined;
      aside(`${counted(workers, 'worker')} with ${counted(threads, 'thread')}`);
      return;
    }
    aside(`no worker yet: ${command}`);
    const { since, minutes } = (alone ??= { since: now(), minutes: 0 });
    const passed = Math.floor((now() - since) / MINUTE_MS);
    if (passed === minutes) return;
    note(`no worker for ${counted(passed, 'minute')}: start one by ${command}, or stop by Ctrl-C`);
    alone = { since, minutes: passed };
  };
}
