import { copyBytes } from '../bytes/copy.ts';
import { UsageError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';

/** Bytes of the nonce of INIT, by which a host knows its own reply ([HID-15]). */
export const HID_NONCE_SIZE = 8;

/** Bytes of the reply to INIT ([HID-16]). */
export const HID_INIT_REPLY_SIZE = 17;

/** Version of the framing that INIT tells: that of CTAPHID ([HID-16]). */
export const HID_INTERFACE_VERSION = 2;

/** Capability bits that INIT tells: WINK, LOCK, and no CTAP1 messages ([HID-16]). */
export const HID_CAPABILITIES = 0x0b;

/** What a fob answers to INIT (docs/protocol/01-hid-framing.md §1.5). */
export interface HidInitReply {
  /** The 8 bytes of the request. */
  readonly nonce: Uint8Array;
  /** The channel to use from now on. */
  readonly cid: number;
  readonly interfaceVersion: number;
  /** Version of the firmware: major, minor, build, a byte each. */
  readonly firmware: readonly [number, number, number];
  readonly capabilities: number;
}

export function encodeHidInitReply(reply: HidInitReply): Uint8Array {
  if (reply.nonce.length !== HID_NONCE_SIZE) throw new UsageError('the nonce of INIT has 8 bytes');
  const writer = new ByteWriter(HID_INIT_REPLY_SIZE);
  writer.bytes(reply.nonce).u32be(reply.cid).u8(reply.interfaceVersion);
  for (const part of reply.firmware) writer.u8(part);
  return writer.u8(reply.capabilities).finish();
}

/** Further bytes, which a later version may add, are ignored. Throws `WireError` 'truncated'. */
export function decodeHidInitReply(payload: Uint8Array): HidInitReply {
  const reader = new ByteReader(payload);
  return {
    nonce: copyBytes(reader.take(HID_NONCE_SIZE)),
    cid: reader.u32be(),
    interfaceVersion: reader.u8(),
    firmware: [reader.u8(), reader.u8(), reader.u8()],
    capabilities: reader.u8(),
  };
}
