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

/** The chip of a fob to be: burnt anew from its batch key, or as it was burnt before. */
export type ChipBurn =
  | {
      /** 8 bytes. */
      readonly deviceId: Uint8Array;
      /** 32 bytes: the key of the batch from which the fob's factory key follows. */
      readonly batchKey: Uint8Array;
    }
  | { readonly identity: Identity };

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

/** The identity that a chip has, or that is now burnt into it. */
export function identityOf(burn: ChipBurn, crypto: ChannelPrimitives): Identity {
  if ('identity' in burn) return burn.identity;
  return burnIdentity(crypto, burn.deviceId, burn.batchKey);
}
