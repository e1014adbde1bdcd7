import { drawBar } from './bar.ts';
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
  const drawn = drawBar(out, total, {
    format: '{bar} {percentage}%  {label}',
    size: 24,
    texts: { label: '' },
  });
  return {
    update(done, label) {
      drawn.update(done, { label });
    },
    stop() {
      drawn.stop();
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
