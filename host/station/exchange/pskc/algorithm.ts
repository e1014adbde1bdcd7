import { NS } from './names.ts';

/** How a value is encrypted, and what proves it whole. */
export interface CipherMethod {
  readonly uri: string;
  /** `cbc` proves nothing: it wants a ValueMAC. `rsa` likewise, but for OAEP. */
  readonly kind: 'cbc' | 'gcm' | 'wrap' | 'rsa-1.5' | 'rsa-oaep';
  /** Its name in node:crypto. */
  readonly node: string;
  /** 0 for RSA. */
  readonly keyBytes: number;
  readonly blockBytes: number;
  readonly authentic: boolean;
}

const sizes = [128, 192, 256] as const;
const kind = (kind: CipherMethod['kind'], blockBytes: number, authentic: boolean) => ({
  kind,
  blockBytes,
  authentic,
});

/** RFC 6030 §6.1 and the ciphers of XML Encryption 1.1 that node:crypto has. */
export const CIPHERS: readonly CipherMethod[] = [
  ...sizes.flatMap((bits) => [
    {
      uri: `${NS.xenc}aes${bits}-cbc`,
      ...kind('cbc', 16, false),
      node: `aes-${bits}-cbc`,
      keyBytes: bits / 8,
    },
    {
      uri: `${NS.xenc11}aes${bits}-gcm`,
      ...kind('gcm', 1, true),
      node: `aes-${bits}-gcm`,
      keyBytes: bits / 8,
    },
    {
      uri: `${NS.xenc}kw-aes${bits}`,
      ...kind('wrap', 8, true),
      node: `id-aes${bits}-wrap`,
      keyBytes: bits / 8,
    },
    {
      uri: `${NS.xenc11}kw-aes-${bits}-pad`,
      ...kind('wrap', 1, true),
      node: `id-aes${bits}-wrap-pad`,
      keyBytes: bits / 8,
    },
  ]),
  {
    uri: `${NS.xenc}tripledes-cbc`,
    ...kind('cbc', 8, false),
    node: 'des-ede3-cbc',
    keyBytes: 24,
  },
  { uri: `${NS.xenc}rsa-1_5`, ...kind('rsa-1.5', 1, false), node: '', keyBytes: 0 },
  { uri: `${NS.xenc}rsa-oaep-mgf1p`, ...kind('rsa-oaep', 1, true), node: 'sha1', keyBytes: 0 },
];

/** A keyed hash by its name in node:crypto. */
export interface HashMethod {
  readonly uri: string;
  readonly hash: string;
  readonly bytes: number;
}

const HMACS: readonly HashMethod[] = [
  { uri: `${NS.ds}hmac-sha1`, hash: 'sha1', bytes: 20 },
  ...[224, 256, 384, 512].map((bits) => ({
    uri: `http://www.w3.org/2001/04/xmldsig-more#hmac-sha${bits}`,
    hash: `sha${bits}`,
    bytes: bits / 8,
  })),
];

/** The RFC's figures write `rsa_1_5`; XML Encryption writes `rsa-1_5`. Files write either case. */
export function findCipher(uri: string): CipherMethod | undefined {
  const wanted = uri.trim().toLowerCase().replace('rsa_1_5', 'rsa-1_5');
  return CIPHERS.find((cipher) => cipher.uri === wanted);
}

export function findHmac(uri: string): HashMethod | undefined {
  const name = fragment(uri).replace('hmac-sha-', 'hmac-sha');
  // The namespace that SHA-2 belongs to is often mistaken (xmldsig, xmlenc, pkcs-5).
  return HMACS.find((method) => fragment(method.uri) === name);
}

function fragment(uri: string): string {
  return uri.trim().toLowerCase().replace(/^.*#/, '');
}
