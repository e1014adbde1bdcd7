import radius from 'radius';
import { signReply } from './message-authenticator.ts';
import { RADIUS_ATTRIBUTES, type RadiusPacket, valuesOf } from './packet.ts';

export type ReplyCode = 'Access-Accept' | 'Access-Reject' | 'Access-Challenge';

export interface RadiusReply {
  readonly code: ReplyCode;
  /** What the user is shown: at most 253 bytes of UTF-8. */
  readonly message?: string;
  readonly state?: Uint8Array;
  /** EAP packet of at most 253 bytes. */
  readonly eap?: Uint8Array;
}

/**
 * A signed reply. Message-Authenticator comes first: behind it the chosen prefixes of
 * CVE-2024-3596 do not fit. Proxy-State goes back unchanged and in order (RFC 2865 §5.33).
 */
export function encodeReply(
  reply: RadiusReply,
  request: RadiusPacket,
  secret: Uint8Array,
): Uint8Array {
  const attributes: [string | number, string | Buffer][] = [
    [RADIUS_ATTRIBUTES.messageAuthenticator, Buffer.alloc(16)],
  ];
  if (reply.message !== undefined) attributes.push(['Reply-Message', reply.message]);
  if (reply.state !== undefined)
    attributes.push([RADIUS_ATTRIBUTES.state, Buffer.from(reply.state)]);
  if (reply.eap !== undefined) {
    attributes.push([RADIUS_ATTRIBUTES.eapMessage, Buffer.from(reply.eap)]);
  }
  for (const value of valuesOf(request, RADIUS_ATTRIBUTES.proxyState)) {
    attributes.push([RADIUS_ATTRIBUTES.proxyState, Buffer.from(value)]);
  }
  const encoded = radius.encode({
    code: reply.code,
    identifier: request.identifier,
    authenticator: Buffer.from(request.authenticator),
    secret: Buffer.from(secret),
    attributes,
  });
  const bytes = Uint8Array.from(encoded);
  signReply(bytes, request, secret);
  return bytes;
}
