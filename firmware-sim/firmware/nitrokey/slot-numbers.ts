import { NITROKEY_SLOT_BASE, NITROKEY_SLOT_COUNT } from '@fobkit/protocol';
import type { NitrokeyProduct } from '../product.ts';

export type SlotKind = 'hotp' | 'totp';

/** The kind of the slot of that number; undefined when the firmware takes it for none. */
export function slotKindOf(product: NitrokeyProduct, number: number): SlotKind | undefined {
  return (['hotp', 'totp'] as const).find((kind) => {
    const base = NITROKEY_SLOT_BASE[kind];
    return number >= base && number < base + countOf(product, kind);
  });
}

/** Whether codes of that slot are only verified, never told. */
export function isVerifySlot({ verifySlot }: NitrokeyProduct, number: number): boolean {
  return verifySlot && number === NITROKEY_SLOT_BASE.hotp + NITROKEY_SLOT_COUNT.hotp;
}

/** Every number that the firmware takes. */
export function slotNumbers(product: NitrokeyProduct): readonly number[] {
  return (['hotp', 'totp'] as const).flatMap((kind) =>
    Array.from({ length: countOf(product, kind) }, (_, index) => NITROKEY_SLOT_BASE[kind] + index),
  );
}

function countOf({ verifySlot, faults }: NitrokeyProduct, kind: SlotKind): number {
  const own = NITROKEY_SLOT_COUNT[kind] + (kind === 'hotp' && verifySlot ? 1 : 0);
  return own + (faults.slotOffByOne ? 1 : 0);
}
