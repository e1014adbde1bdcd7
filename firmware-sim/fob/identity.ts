import { batchKeyId, type ChannelPrimitives, deriveTransportKey } from '@fobkit/protocol';

/** What the chip maker burns into a fob: its number and the key that follows from its batch. */
export interface Identity {
  /** 8 bytes. */
  readonly deviceId: Uint8Array;
  /** Transport key of the blank fob, 32 bytes. */
  readonly factoryKey: Uint8Array;
  /** 4 bytes. */
  readonly factoryKeyId: Uint8Array;
}

export function burnIdentity(
  crypto: ChannelPrimitives,
  deviceId: Uint8Array,
  batchKey: Uint8Array,
): Identity {
  return {
    deviceId,
    factoryKey: deriveTransportKey(crypto, batchKey, deviceId),
    factoryKeyId: batchKeyId(crypto, batchKey),
  };
}
