import type { Algorithm, OtpMode } from '@fobkit/protocol';
import type { Product } from '../firmware/product.ts';
import type { BatteryParameters } from '../hardware/battery-parameters.ts';
import type { ButtonParameters } from '../hardware/button.ts';
import type { CrystalParameters } from '../hardware/crystal.ts';
import type { Face } from '../hardware/face.ts';
import type { FlashParameters } from '../hardware/flash.ts';
import type { LcdParameters } from '../hardware/lcd.ts';

/** Load parameters that this fob type usually gets; what a station fills in by itself. */
export interface Preset {
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  readonly digits: number;
  /** Ignored for event-based codes. */
  readonly stepSeconds: number;
}

/** The parts that a fob type is built from. */
export interface ProfileParts {
  readonly crystal: CrystalParameters;
  readonly battery: BatteryParameters;
  readonly lcd: LcdParameters;
  readonly button: ButtonParameters;
  /** The flash of the common part where absent. */
  readonly flash?: FlashParameters;
}

/** A fob type as data: what its firmware is configured with, its parts, and how it looks. */
export interface Profile {
  /** Kebab-case; what `--profile` takes. */
  readonly name: string;
  readonly title: { readonly en: string; readonly ja: string };
  /** Where its figures were read, and which are assumed. */
  readonly source: string;
  /** `none`: seed fixed at the factory, no wire. `pads`: a programmer's contacts. `usb`: a plug. */
  readonly wire: 'none' | 'pads' | 'usb';
  readonly product: Product;
  readonly parts: ProfileParts;
  readonly face: Face;
  /** The serial label: its pattern over the whole label (the product's), and one that fits. */
  readonly serial: { readonly pattern: string; readonly example: string };
  readonly preset?: Preset;
}
