import { drawLcdText, type Fob, type LcdView, pictureOf, visibleView } from '@fobkit/emulator';

/** What an eye sees of an emulated fob now. */
export class TestLcd {
  readonly #fob: () => Fob;

  constructor(fob: () => Fob) {
    this.#fob = fob;
  }

  /** The main line as it can be read, broken segments included; empty when the LCD is off. */
  get text(): string {
    return this.view.rows[0] ?? '';
  }

  /** Segments, rows, time bars. */
  get view(): LcdView {
    return this.#fob().view;
  }

  /** The glass drawn in characters. Codes of a production fob are masked. */
  get drawing(): string {
    const fob = this.#fob();
    return drawLcdText(visibleView(fob), fob.profile.face);
  }

  /** A picture of the whole fob. Codes of a production fob are masked. */
  svg(side: 'front' | 'back' = 'front'): string {
    return pictureOf(this.#fob(), side);
  }
}
