import type { Algorithm, OtpMode } from '@fobkit/protocol';

/** A low-battery text and the charge below which it is shown before each code. */
export interface LowBatteryText {
  /** Shown when the remaining charge, in percent, is below this. */
  readonly belowPercent: number;
  /** LCD text; `{d}` becomes the whole percent left, one digit. */
  readonly text: string;
}

export type MenuPage = 'time' | 'battery' | 'serial';

/** What the press of the button does to the LCD. */
export interface DisplayRules {
  /** `press`: a code on each press; `always`: the current code all the time; `app`: as `always`, with a mode switch that shows the serial label. */
  readonly style: 'press' | 'always' | 'app';
  /** How long a pressed code stays, in seconds. */
  readonly onSeconds: number;
  /** Whether a second press while the code is on turns it off. */
  readonly secondPressTurnsOff: boolean;
  readonly countdown: 'none' | 'bars' | 'seconds';
  /** How long the low-battery text stands before the code, in seconds. */
  readonly lowBatterySeconds: number;
}

/**
 * What a fob type's firmware is configured with: the constants that a maker changes from one
 * product to the next, in one place. The parts of the fob are not here but in the profile.
 */
export interface Product {
  /** Fobkit's own, which is what absence means too. */
  readonly protocol?: 'fobkit';
  /** Name of the fob type: GetInfo tells it, refusals name it. */
  readonly model: string;
  readonly firmwareVersion: string;
  readonly modes: readonly OtpMode[];
  readonly algorithms: readonly Algorithm[];
  readonly minDigits: number;
  readonly maxDigits: number;
  /** Accepted time steps in seconds, or any from 1 to 3600. */
  readonly steps: readonly number[] | 'any';
  readonly display: DisplayRules;
  /** Information menu on a long press; absent where the fob has none. */
  readonly menu?: { readonly holdSeconds: number; readonly pages: readonly MenuPage[] };
  readonly lowBattery: readonly LowBatteryText[];
  /** End of life: by presses, and the text that stands for it. By date it comes with the seed. */
  readonly endOfLife: { readonly presses?: number; readonly text: string };
  readonly clock: {
    /** How far SetClock may move a loaded fob's clock forward, in seconds, over its whole life between wipes. */
    readonly adjustLimitSeconds: number;
    /** Largest trim that the oscillator takes, in parts per billion, either sign. */
    readonly trimLimitPpb: number;
  };
  /** What the serial label must look like, as a regular expression source over the whole label. */
  readonly serialPattern: string;
}

/** What a Nitrokey's firmware is configured with, and which faults of real firmware it has. */
export interface NitrokeyProduct {
  readonly protocol: 'nitrokey-pro';
  readonly model: string;
  /** `0.11`: major and minor version, as GetStatus tells them. */
  readonly firmwareVersion: string;
  /** Whether the fourth HOTP slot is there, by which codes are verified. */
  readonly verifySlot: boolean;
  /** How long the smart card takes for a PIN, in milliseconds; the token is busy meanwhile. */
  readonly cardMilliseconds: number;
  readonly faults: {
    /** The slot number behind the last HOTP slot and behind the last TOTP slot pass for good ones. */
    readonly slotOffByOne: boolean;
    /** Codes of commands whose answers carry a wrong CRC. */
    readonly wrongCrc: readonly number[];
  };
}
