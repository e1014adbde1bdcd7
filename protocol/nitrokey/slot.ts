import { UsageError } from '../bytes/errors.ts';

export type NitrokeySlotKind = 'hotp' | 'totp';

/** A place for a seed. */
export interface NitrokeySlot {
  readonly kind: NitrokeySlotKind;
  /** From 0. */
  readonly index: number;
}

/** How many places of each kind there are (report_protocol.h, hotp.h). */
export const NITROKEY_SLOT_COUNT = { hotp: 3, totp: 15 } as const;

/** Number of the first place of each kind on the wire. */
export const NITROKEY_SLOT_BASE = { hotp: 0x10, totp: 0x20 } as const;

/** Since firmware 0.9 a fourth HOTP place: codes are verified by it, and never told. */
export const NITROKEY_VERIFY_SLOT = 0x13;

/** Every place in the order of its number. */
export const nitrokeySlots: readonly NitrokeySlot[] = (['hotp', 'totp'] as const).flatMap((kind) =>
  Array.from({ length: NITROKEY_SLOT_COUNT[kind] }, (_, index) => ({ kind, index })),
);

/** Number of a place on the wire: 0x10 to 0x12, 0x20 to 0x2E. @throws UsageError outside these. */
export function nitrokeySlotNumber({ kind, index }: NitrokeySlot): number {
  if (!Number.isInteger(index) || index < 0 || index >= NITROKEY_SLOT_COUNT[kind]) {
    throw new UsageError(`${kind} slots go from 0 to ${String(NITROKEY_SLOT_COUNT[kind] - 1)}`);
  }
  return NITROKEY_SLOT_BASE[kind] + index;
}

/** `totp0`: what people write. */
export function formatNitrokeySlot({ kind, index }: NitrokeySlot): string {
  return `${kind}${String(index)}`;
}

/** Reads `hotp0` to `hotp2` and `totp0` to `totp14`. @throws UsageError */
export function parseNitrokeySlot(text: string): NitrokeySlot {
  const slot = nitrokeySlots.find((one) => formatNitrokeySlot(one) === text);
  if (slot !== undefined) return slot;
  throw new UsageError('a slot is one of hotp0 to hotp2 and totp0 to totp14');
}
