import type { LcdFrame, LcdPort } from './env.ts';
import { type Deadline, NEVER } from './ticks.ts';

/** What is on the LCD and until when; screens that follow one another wait in a row. */
export interface Screen {
  /**
   * `code`: a code stands there, which only a person who pressed may see. `code-due`: a place in
   * the row for a code that is computed when its turn comes.
   */
  readonly kind: 'code' | 'code-due' | 'text' | 'menu';
  readonly frame: LcdFrame;
  /** Moving factor of a code; of a code that is due, the counter that is kept for it. */
  readonly factor?: number | undefined;
  /** How long it stands, in ticks; NEVER for a screen that another one ends. */
  readonly ticks: number;
}

export interface DisplayState {
  readonly shown?: Screen | undefined;
  readonly until: Deadline;
  readonly next: readonly Screen[];
}

const DARK: DisplayState = { until: NEVER, next: [] };

/** Shows screens one after the other, each for its time, and then turns the LCD off. */
export class Display {
  readonly #lcd: LcdPort;
  state: DisplayState = DARK;

  constructor(lcd: LcdPort) {
    this.#lcd = lcd;
  }

  get shown(): Screen | undefined {
    return this.state.shown;
  }

  /** When the screen that stands there ends. */
  get deadline(): Deadline {
    return this.state.until;
  }

  /** Shows `screens` from `uptime` on, in place of whatever was there. */
  show(screens: readonly Screen[], uptime: number): void {
    const [first, ...next] = screens;
    if (first === undefined) {
      this.off();
      return;
    }
    const until = first.ticks === NEVER ? NEVER : uptime + first.ticks;
    this.state = { shown: first, until, next };
    this.#lcd.show(first.frame);
  }

  /**
   * Goes on to the next screen when the one that stands there has had its time; `make` computes
   * the screen of a code that is due.
   */
  turn(uptime: number, make: (due: Screen) => Screen): void {
    const { next, until } = this.state;
    if (uptime < until) return;
    const [first, ...rest] = next;
    this.show(first?.kind === 'code-due' ? [make(first), ...rest] : next, until);
  }

  /** Puts back what stood there before the LCD was tested. */
  showAgain(): void {
    const shown = this.state.shown;
    if (shown === undefined) this.#lcd.off();
    else this.#lcd.show(shown.frame);
  }

  off(): void {
    this.state = DARK;
    this.#lcd.off();
  }
}
