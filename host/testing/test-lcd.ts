import { drawLcdText, faceSvg, type Fob, type LcdView, maskView } from '@fobkit/emulator';
import { toHex } from '@fobkit/protocol';

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
    return drawLcdText(this.#visible(), this.#fob().profile.face);
  }

  /** A picture of the whole fob. Codes of a production fob are masked. */
  svg(side: 'front' | 'back' = 'front'): string {
    const fob = this.#fob();
    const { serialLabel } = fob;
    return faceSvg({
      face: fob.profile.face,
      view: this.#visible(),
      side,
      model: fob.profile.product.model,
      deviceId: toHex(fob.identity.deviceId),
      buttonDown: fob.parts.button.isDown(),
      ...(serialLabel === undefined ? {} : { serialLabel }),
    });
  }

  #visible(): LcdView {
    const { purpose, view } = this.#fob();
    return purpose === 'production' ? maskView(view) : view;
  }
}
