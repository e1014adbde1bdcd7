// The certificate library wants this polyfill before it.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its key. */
export interface Issued {
  /** PEM. */
  readonly certificate: string;
  /** PKCS#8 in PEM. */
  readonly key: string;
}

export interface Validity {
  /** Unix milliseconds. */
  readonly from: number;
  readonly days: number;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** A peer's clock may be a little behind. */
const EARLIER_MS = 3_600_000;

/** A root of its own (RFC 5280): it signs what servers and clients show, and no other authority. */
export async function newRoot(name: string, validity: Validity): Promise<Issued> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name: [{ CN: [name] }],
      ...dates(validity),
      signingAlgorithm: P256,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: pem(certificate), key: await keyPem(keys.privateKey) };
}

/** What a certificate is for; `names` of a server: DNS names and addresses. */
export type Purpose =
  { readonly kind: 'client' } | { readonly kind: 'server'; readonly names: readonly string[] };

/** Issues a certificate under `root` for `name` (CN). */
export async function issue(
  root: Issued,
  name: string,
  purpose: Purpose,
  validity: Validity,
): Promise<Issued> {
  const issuer = new X509Certificate(root.certificate);
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    PemConverter.decodeFirst(root.key),
    P256,
    false,
    ['sign'],
  );
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: newSerial(),
      subject: [{ CN: [name] }],
      issuer: issuer.subject,
      ...dates(validity),
      signingAlgorithm: P256,
      signingKey,
      publicKey: keys.publicKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage[`${purpose.kind}Auth`]]),
        ...(purpose.kind === 'server'
          ? [new SubjectAlternativeNameExtension(alternatives(purpose.names))]
          : []),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        await AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: pem(certificate), key: await keyPem(keys.privateKey) };
}

function alternatives(names: readonly string[]): { type: 'dns' | 'ip'; value: string }[] {
  return names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value }));
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}

/** 127 random bits: positive in DER. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function dates({ from, days }: Validity): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(from - EARLIER_MS), notAfter: new Date(from + days * DAY_MS) };
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}
