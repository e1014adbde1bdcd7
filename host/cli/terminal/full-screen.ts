import type { Output } from './output.ts';

const ESC = '\u001b[';
const ENTER = `${ESC}?1049h${ESC}?25l${ESC}2J`;
const LEAVE = `${ESC}?25h${ESC}?1049l`;

/**
 * The whole terminal, as long as it is taken; what stood there before comes back when it is given
 * back, and at the latest when the process ends. Only lines that changed are written, so that
 * nothing flickers.
 */
export class FullScreen {
  readonly #out: Output;
  #shown: readonly string[] = [];
  #size = '';
  #taken = false;
  readonly #leave = (): void => {
    this.close();
  };

  constructor(out: Output) {
    this.#out = out;
  }

  open(): void {
    if (this.#taken) return;
    this.#taken = true;
    process.on('exit', this.#leave);
    this.#out.write(ENTER);
  }

  /** @param lines No more than rows, none wider than the screen. */
  draw(lines: readonly string[]): void {
    if (!this.#taken) return;
    const size = `${String(this.#out.width)}×${String(this.#out.height)}`;
    const before = size === this.#size ? this.#shown : undefined;
    const changed = lines.flatMap((line, row) =>
      before?.[row] === line ? [] : [`${ESC}${String(row + 1)};1H${line}${ESC}K`],
    );
    const below =
      lines.length < (before?.length ?? 0) ? `${ESC}${String(lines.length + 1)};1H${ESC}J` : '';
    const orders = `${before === undefined ? `${ESC}2J` : ''}${changed.join('')}${below}`;
    if (orders !== '') this.#out.write(orders);
    this.#shown = lines;
    this.#size = size;
  }

  bell(): void {
    if (this.#taken) this.#out.write('\u0007');
  }

  close(): void {
    if (!this.#taken) return;
    this.#taken = false;
    process.off('exit', this.#leave);
    this.#out.write(LEAVE);
  }
}
