// The package brings no types; those who compile this file from elsewhere find ours only so.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./cli-progress.d.ts" />
import { SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

type Texts = Readonly<Record<string, string>>;

export interface BarLook {
  /** With `{bar}`, `{percentage}`, `{value}`, `{total}` and the names of the texts. */
  readonly format: string;
  /** Columns of the bar itself. */
  readonly size: number;
  /** Each text that the format names, as it is at first. */
  readonly texts: Texts;
}

/** A bar on a terminal, which is gone when it is stopped. */
export interface Bar {
  update(done: number, texts: Texts): void;
  stop(): void;
}

export function drawBar(out: Output, total: number, { format, size, texts }: BarLook): Bar {
  const bar = new SingleBar({
    format,
    stream: out.notes,
    barsize: size,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  bar.start(total, 0, texts);
  return bar;
}
