import { ByteReader, ByteWriter } from '@fobkit/protocol';

/** A slot as flash keeps it. A HOTP counter stands beside it, since it changes with each code. */
export interface SlotRecord {
  /** 15 bytes, filled with zeros. */
  readonly name: Uint8Array;
  /** 40 bytes, filled with zeros. */
  readonly secret: Uint8Array;
  /** Bit 0: eight digits; bit 1: Enter; bit 2: token id. */
  readonly config: number;
  /** 13 bytes. */
  readonly tokenId: Uint8Array;
  /** Of TOTP, in seconds. */
  readonly interval: number;
}

export const NAME_BYTES = 15;
export const SECRET_BYTES = 40;
export const TOKEN_ID_BYTES = 13;

export function encodeSlot(slot: SlotRecord): Uint8Array {
  return new ByteWriter()
    .bytes(slot.name)
    .bytes(slot.secret)
    .u8(slot.config)
    .bytes(slot.tokenId)
    .u64le(slot.interval)
    .finish();
}

const SLOT_BYTES = NAME_BYTES + SECRET_BYTES + 1 + TOKEN_ID_BYTES + 8;

/** Undefined for a record of another length, which this firmware never wrote. */
export function decodeSlot(bytes: Uint8Array): SlotRecord | undefined {
  if (bytes.length !== SLOT_BYTES) return undefined;
  const reader = new ByteReader(bytes);
  return {
    name: reader.take(NAME_BYTES).slice(),
    secret: reader.take(SECRET_BYTES).slice(),
    config: reader.u8(),
    tokenId: reader.take(TOKEN_ID_BYTES).slice(),
    interval: reader.u64le(),
  };
}
