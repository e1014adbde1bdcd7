import { UsageError } from '@fobkit/protocol';
import type { NitrokeyProduct } from '../firmware/product.ts';
import type { CrystalParameters } from '../hardware/crystal.ts';
import type { Face } from '../hardware/face.ts';
import type { FlashParameters } from '../hardware/flash.ts';
import type { Profile, ProfileParts } from './profile.ts';

/**
 * A token of another maker as data. It has what `wire`, its firmware and a drawing need, and no
 * part that the real one lacks: no LCD, no cell, no button.
 */
export interface TokenProfile {
  /** Kebab-case; what `--profile` takes. */
  readonly name: string;
  readonly title: { readonly en: string; readonly ja: string };
  /** Where its figures were read, and which are assumed. */
  readonly source: string;
  readonly wire: 'usb';
  readonly product: NitrokeyProduct;
  readonly parts: Partial<ProfileParts> & {
    /** Of the chip: all that it counts time by. */
    readonly crystal: CrystalParameters;
    readonly flash: FlashParameters;
  };
  readonly face: Face;
}

/** A fob type: a fob that speaks fobkit's protocol, or a token of another maker. */
export type FobType = Profile | TokenProfile;

export function isTokenProfile(type: FobType): type is TokenProfile {
  return type.product.protocol === 'nitrokey-pro';
}

/** The type as one of a fob that speaks fobkit's protocol. @throws UsageError when it is not. */
export function fobProfile(type: FobType): Profile {
  if (!isTokenProfile(type)) return type;
  throw new UsageError(
    `${type.name} is a token of another maker, and does not speak this protocol`,
  );
}
