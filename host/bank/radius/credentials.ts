import radius from 'radius';
import * as v from 'valibot';
import { HEADER_LENGTH, RADIUS_ATTRIBUTES, type RadiusPacket, valuesOf } from './packet.ts';

/** What a request proves its user by. */
export type Credentials =
  | { readonly kind: 'pap'; readonly user: string; readonly password: string }
  /** A method that never shows the code: the bank cannot judge it. */
  | { readonly kind: 'eap'; readonly identifier: number }
  | { readonly kind: 'chap' }
  /** Not one name and one password. */
  | { readonly kind: 'incomplete' };

/** Vendor 311 has MS-CHAP's attributes (RFC 2548 §2). */
const MICROSOFT = 311;
const MS_CHAP_TYPES: ReadonlySet<number> = new Set([1, 11, 25]);

const CONTROLS = /\p{Cc}/u;
/** The user as the bank may show it, and a password in whole characters. */
const Decoded = v.object({
  attributes: v.object({
    'User-Name': v.pipe(v.string(), v.minLength(1), v.maxLength(253)),
    'User-Password': v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  }),
});

/** Reads name and PAP password of a request whose Message-Authenticator is right. */
export function readCredentials(request: RadiusPacket, secret: Uint8Array): Credentials {
  const eap = valuesOf(request, RADIUS_ATTRIBUTES.eapMessage)[0];
  if (eap !== undefined) return { kind: 'eap', identifier: eap[1] ?? 0 };
  if (usesChap(request)) return { kind: 'chap' };
  const decoded = decode(request, secret);
  if (decoded === undefined) return { kind: 'incomplete' };
  const { 'User-Name': user, 'User-Password': password } = decoded.attributes;
  if (CONTROLS.test(user)) return { kind: 'incomplete' };
  return { kind: 'pap', user, password };
}

function usesChap(request: RadiusPacket): boolean {
  if (valuesOf(request, RADIUS_ATTRIBUTES.chapPassword).length > 0) return true;
  return valuesOf(request, RADIUS_ATTRIBUTES.vendorSpecific).some((value) => {
    if (value.length < 5) return false;
    const vendor = new DataView(value.buffer, value.byteOffset).getUint32(0);
    return vendor === MICROSOFT && MS_CHAP_TYPES.has(value[4] ?? 0);
  });
}

/** The library sees only the attributes that are wanted: it stumbles over vendors' own formats. */
function decode(
  request: RadiusPacket,
  secret: Uint8Array,
): v.InferOutput<typeof Decoded> | undefined {
  const wanted = request.attributes.filter(
    ({ type }) => type === RADIUS_ATTRIBUTES.userName || type === RADIUS_ATTRIBUTES.userPassword,
  );
  const packet = Buffer.concat([
    request.bytes.subarray(0, HEADER_LENGTH),
    ...wanted.map(({ type, value }) => Buffer.from([type, value.length + 2, ...value])),
  ]);
  packet.writeUInt16BE(packet.length, 2);
  try {
    const decoded = v.safeParse(Decoded, radius.decode({ packet, secret: Buffer.from(secret) }));
    return decoded.success ? decoded.output : undefined;
  } catch {
    // It throws for a password of a wrong length.
    return undefined;
  }
}
