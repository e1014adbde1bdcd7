import type { ChannelPrimitives } from '@fobkit/protocol';
import { NO_CELL } from '../hardware/battery-parameters.ts';
import { Battery } from '../hardware/battery.ts';
import { Button, NO_BUTTON } from '../hardware/button.ts';
import { Crystal, drawCalibrationPpb } from '../hardware/crystal.ts';
import { Flash } from '../hardware/flash.ts';
import { Lcd, NO_LCD } from '../hardware/lcd.ts';
import type { PartState } from '../hardware/part-state.ts';
import { Rng } from '../hardware/rng.ts';
import { Rtc } from '../hardware/rtc.ts';
import { Thermometer } from '../hardware/thermometer.ts';
import type { FobType } from '../profile/fob-type.ts';

/** The parts of one fob, as a board is populated. */
export interface Parts {
  readonly crystal: Crystal;
  readonly rtc: Rtc;
  readonly flash: Flash;
  readonly lcd: Lcd;
  readonly button: Button;
  readonly battery: Battery;
  readonly thermometer: Thermometer;
  readonly rng: Rng;
  readonly crypto: ChannelPrimitives;
}

/** Populates a board from a profile; `seed` draws what differs from one fob to the next. */
export function makeParts({ parts }: FobType, seed: number, crypto: ChannelPrimitives): Parts {
  const dice = new Rng(seed);
  const crystal = new Crystal(parts.crystal, drawCalibrationPpb(parts.crystal, dice));
  return {
    crystal,
    rtc: new Rtc(crystal),
    flash: new Flash(parts.flash),
    lcd: new Lcd(parts.lcd ?? NO_LCD),
    button: new Button(parts.button ?? NO_BUTTON, dice.uint32()),
    battery: new Battery(parts.battery ?? NO_CELL),
    thermometer: new Thermometer(),
    rng: dice.fork(),
    crypto,
  };
}

/** The parts that remember something, by the name under which a snapshot keeps them. */
export const KEEPERS = [
  'crystal',
  'rtc',
  'flash',
  'lcd',
  'button',
  'battery',
  'thermometer',
  'rng',
] as const;

export type PartsState = Readonly<Record<(typeof KEEPERS)[number], PartState>>;

export function saveParts(parts: Parts): PartsState {
  return {
    crystal: parts.crystal.save(),
    rtc: parts.rtc.save(),
    flash: parts.flash.save(),
    lcd: parts.lcd.save(),
    button: parts.button.save(),
    battery: parts.battery.save(),
    thermometer: parts.thermometer.save(),
    rng: parts.rng.save(),
  };
}

/** @throws PartStateError when a part cannot take what was kept of it. */
export function loadParts(parts: Parts, state: PartsState): void {
  for (const name of KEEPERS) parts[name].load(state[name]);
}
