// The package brings no types; those who compile this file from elsewhere find ours only so.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./cli-progress.d.ts" />
import { SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

/** Long work that a person watches. */
export interface Progress {
  /** How much is done, of the total. */
  update(done: number, label: string): void;
  stop(): void;
}

/** A bar on a terminal; where it is none, a line for each tenth that is new. */
export function startProgress(out: Output, total: number): Progress {
  return out.drawsBars ? bar(out, total) : lines(out, total);
}

function bar(out: Output, total: number): Progress {
  const single = new SingleBar({
    format: '{bar} {percentage}%  {label}',
    stream: out.notes,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  single.start(total, 0, { label: '' });
  return {
    update(done, label) {
      single.update(done, { label });
    },
    stop() {
      single.stop();
    },
  };
}

function lines(out: Output, total: number): Progress {
  let told = -1;
  return {
    update(done, label) {
      const tenth = Math.floor((10 * done) / total);
      if (tenth > told) out.note(label);
      told = Math.max(told, tenth);
    },
    stop: () => undefined,
  };
}
