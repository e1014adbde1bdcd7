import { type RigLcd, toHex } from '@fobkit/protocol';
import { faceSvg } from '../hardware/face-svg.ts';
import { maskView } from '../hardware/lcd-mask.ts';
import type { LcdView } from '../hardware/lcd.ts';
import type { Fob } from './fob.ts';
import type { Noted } from './occurrence.ts';

// What others than the one who pressed may see of a fob: no code of a production fob.

export function visibleView({ purpose, view }: Fob): LcdView {
  return purpose === 'production' ? maskView(view) : view;
}

/** Of a text every character goes: with a broken segment a digit reads as a letter. */
export function visibleNoted({ purpose }: Fob, noted: Noted): Noted {
  if (noted.kind !== 'lcd' || purpose !== 'production') return noted;
  return { ...noted, text: '•'.repeat([...noted.text].length) };
}

export function lcdOf(fob: Fob): RigLcd {
  const { on, rows, bars, seconds } = visibleView(fob);
  return {
    deviceId: toHex(fob.identity.deviceId),
    on,
    rows,
    masked: fob.purpose === 'production',
    ...(bars === undefined ? {} : { bars }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** A picture of one of its sides, SVG. */
export function pictureOf(fob: Fob, side: 'front' | 'back'): string {
  const { serialLabel } = fob;
  return faceSvg({
    face: fob.profile.face,
    view: visibleView(fob),
    side,
    model: fob.profile.product.model,
    deviceId: toHex(fob.identity.deviceId),
    buttonDown: fob.parts.button.isDown(),
    ...(serialLabel === undefined ? {} : { serialLabel }),
  });
}
