import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { HEADER_LENGTH, RADIUS_ATTRIBUTES, type RadiusPacket } from './packet.ts';

const LENGTH = 16;
const AUTHENTICATOR_AT = 4;

export type MessageAuthenticatorCheck = 'right' | 'wrong' | 'absent';

/**
 * Whether a request was made by who has the secret (RFC 3579 §3.2), in constant time. A request
 * without it can be forged by who sees one reply (CVE-2024-3596); two of them are wrong.
 */
export function checkMessageAuthenticator(
  request: RadiusPacket,
  secret: Uint8Array,
): MessageAuthenticatorCheck {
  const [given, another] = request.attributes.filter(
    ({ type }) => type === RADIUS_ATTRIBUTES.messageAuthenticator,
  );
  if (given === undefined) return 'absent';
  if (another !== undefined || given.value.length !== LENGTH) return 'wrong';
  const signed = request.bytes.slice();
  signed.fill(0, given.at, given.at + LENGTH);
  return timingSafeEqual(hmac(signed, secret), given.value) ? 'right' : 'wrong';
}

/**
 * Signs a reply in place whose first attribute is an empty Message-Authenticator: that attribute
 * over the request's authenticator, then the Response Authenticator over both (RFC 2865 §3).
 */
export function signReply(reply: Uint8Array, request: RadiusPacket, secret: Uint8Array): void {
  const at = HEADER_LENGTH + 2;
  reply.set(request.authenticator, AUTHENTICATOR_AT);
  reply.fill(0, at, at + LENGTH);
  reply.set(hmac(reply, secret), at);
  const response = createHash('md5').update(reply).update(secret).digest();
  reply.set(response, AUTHENTICATOR_AT);
}

function hmac(bytes: Uint8Array, secret: Uint8Array): Uint8Array {
  return createHmac('md5', secret).update(bytes).digest();
}
