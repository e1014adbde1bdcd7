import type { Output } from '../terminal/output.ts';
import { drawFob } from './draw-fob.ts';

/** Tells the play: its acts, what was seen, and the fob itself. */
export class Narrator {
  readonly #out: Output;
  #act = 0;

  constructor(out: Output) {
    this.#out = out;
  }

  act(title: string): void {
    this.#act++;
    this.#out.print(`\n${this.#out.paint.bold(`${String(this.#act)}  ${title}`)}`);
  }

  /** Something that was found, with its name. */
  saw(name: string, what: string): void {
    this.#out.print(`   ${this.#out.paint.dim(name.padEnd(11))} ${what}`);
  }

  /** Something that had to be so, and is. */
  held(what: string): void {
    this.#out.print(`   ${this.#out.paint.green('✓')} ${what}`);
  }

  fob(lcd: string): void {
    this.#out.print(this.#out.paint.cyan(drawFob(lcd)));
  }
}

/** The play stops where something is not as it has to be. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the demonstration failed: ${what}`);
}
