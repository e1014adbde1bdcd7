/** Packet codes that this server knows (RFC 2865 §3, RFC 5997). */
export const RADIUS_CODES = {
  accessRequest: 1,
  accessAccept: 2,
  accessReject: 3,
  accessChallenge: 11,
  statusServer: 12,
} as const;

/** Attribute types that this server reads or writes (RFC 2865 §5, RFC 3579 §3, RFC 2548). */
export const RADIUS_ATTRIBUTES = {
  userName: 1,
  userPassword: 2,
  chapPassword: 3,
  replyMessage: 18,
  state: 24,
  vendorSpecific: 26,
  proxyState: 33,
  eapMessage: 79,
  messageAuthenticator: 80,
} as const;

export interface RadiusAttribute {
  readonly type: number;
  /** Where the value begins in the packet. */
  readonly at: number;
  readonly value: Uint8Array;
}

/** A packet whose lengths add up; nothing in it is believed yet. */
export interface RadiusPacket {
  readonly code: number;
  readonly identifier: number;
  /** 16 bytes. */
  readonly authenticator: Uint8Array;
  readonly attributes: readonly RadiusAttribute[];
  /** The packet without the padding that may follow it. */
  readonly bytes: Uint8Array;
}

export const HEADER_LENGTH = 20;
const AUTHENTICATOR_AT = 4;
const MOST_LENGTH = 4096;
/** Each costs work; real requests have a dozen. */
const MOST_ATTRIBUTES = 200;

/** The packet in a datagram (RFC 2865 §3); undefined when its lengths do not add up. */
export function readPacket(datagram: Uint8Array): RadiusPacket | undefined {
  if (datagram.length < HEADER_LENGTH) return undefined;
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  const length = view.getUint16(2);
  if (length < HEADER_LENGTH || length > MOST_LENGTH || length > datagram.length) return undefined;
  // A Buffer's own `slice` would share its memory.
  const bytes = Uint8Array.from(datagram.subarray(0, length));
  const attributes = readAttributes(bytes);
  if (attributes === undefined) return undefined;
  return {
    code: view.getUint8(0),
    identifier: view.getUint8(1),
    authenticator: bytes.slice(AUTHENTICATOR_AT, HEADER_LENGTH),
    attributes,
    bytes,
  };
}

function readAttributes(bytes: Uint8Array): readonly RadiusAttribute[] | undefined {
  const attributes: RadiusAttribute[] = [];
  let at = HEADER_LENGTH;
  while (at < bytes.length) {
    const type = bytes[at];
    const length = bytes[at + 1];
    if (type === undefined || length === undefined || length < 2) return undefined;
    if (at + length > bytes.length || attributes.length === MOST_ATTRIBUTES) return undefined;
    attributes.push({ type, at: at + 2, value: bytes.slice(at + 2, at + length) });
    at += length;
  }
  return attributes;
}

/** Every value of one attribute, in order. */
export function valuesOf(packet: RadiusPacket, type: number): readonly Uint8Array[] {
  return packet.attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
}
