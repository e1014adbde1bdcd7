import { WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { expectHead, skipItem } from './cbor-reader.ts';
import { Major } from './cbor-writer.ts';
import { message, type MessageOf, optional, required } from './message.ts';
import { statusCodes } from './status.ts';
import { bytes, oneOf, uint } from './types.ts';

/** The version of this protocol: GetInfo tells it, each envelope carries it. */
export const PROTOCOL_VERSION = 1;

/** Bytes of the host's choice that tell its requests apart; the fob echoes them. */
export const TAG_LENGTH = 8;

const MAX_PAYLOAD = 960;

/** docs/protocol/03-messages.md §3.2. */
export const requestEnvelope = message('request-envelope', {
  version: required(0, uint(255)),
  command: required(1, uint(0xffff)),
  tag: required(2, bytes(TAG_LENGTH)),
  payload: required(3, bytes(0, MAX_PAYLOAD)),
});
export type RequestEnvelope = MessageOf<typeof requestEnvelope>;

/** docs/protocol/03-messages.md §3.2. `payload` is absent when the status is not `ok`. */
export const replyEnvelope = message('reply-envelope', {
  version: required(0, uint(255)),
  command: required(1, uint(0xffff)),
  tag: required(2, bytes(TAG_LENGTH)),
  payload: optional(3, bytes(0, MAX_PAYLOAD)),
  status: required(4, oneOf(statusCodes)),
});
export type ReplyEnvelope = MessageOf<typeof replyEnvelope>;

/** The parts of an envelope that keep their meaning in every version of the protocol. */
export interface EnvelopeOutline {
  readonly version: number;
  readonly tag: Uint8Array;
}

/**
 * The version and tag of an envelope whose other fields may be those of a version to come.
 *
 * @throws WireError when even these are not there.
 */
export function outlineEnvelope(envelope: Uint8Array): EnvelopeOutline {
  const reader = new ByteReader(envelope);
  const count = expectHead(reader, Major.map);
  let version: number | undefined;
  let tag: Uint8Array | undefined;
  for (let i = 0; i < count && tag === undefined; i++) {
    const key = expectHead(reader, Major.unsigned);
    if (key === 0) version = expectHead(reader, Major.unsigned);
    else if (key === 2) tag = bytes(TAG_LENGTH).read(reader);
    else skipItem(reader);
  }
  if (version === undefined || tag === undefined) {
    throw new WireError('missing', 'an envelope lacks its version or tag');
  }
  return { version, tag };
}
