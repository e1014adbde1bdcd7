import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { CipherMethod } from './algorithm.ts';
import type { Findings } from './finding.ts';
import { deriveKey, readPbkdf2 } from './key-derivation.ts';
import type { PskcKeys } from './keys.ts';
import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { secretKey } from './secret-key.ts';
import { base64Bytes, child } from './xml-read.ts';

/** The key of a container, as far as it could be had. */
export interface ContainerKey {
  readonly symmetric?: KeyObject;
  readonly privateKey?: KeyObject;
  /** The file names the certificate that it is encrypted for, and the private key is its own. */
  readonly certified: boolean;
}

/** What a file says its values are encrypted with (RFC 6030 §6). */
export function readContainerKey(
  container: XmlElement,
  keys: PskcKeys,
  findings: Findings,
): ContainerKey {
  const element = child(container, 'EncryptionKey');
  const derived = child(element, 'DerivedKey', NS.xenc11);
  if (derived !== undefined) return { ...derivedKey(derived, keys, findings), certified: false };
  const certificate = child(element, 'X509Data', NS.ds);
  if (element !== undefined && certificate !== undefined) {
    return forCertificate(certificate, keys, findings);
  }
  const unknown = element?.children.find((it) => it.name !== 'KeyName');
  if (unknown !== undefined) {
    findings.fault(unknown, 'EncryptionKey', `${unknown.name}: no way to a key that is known here`);
  }
  const names = element?.children.map((it) => it.text.trim()) ?? [];
  const named = names.map((name) => keys.named?.get(name)).find((it) => it !== undefined);
  const bytes = (named ?? keys.preShared)?.reveal();
  const privateKey = readPrivateKey(keys, element ?? container, findings);
  return {
    ...(bytes === undefined ? {} : { symmetric: secretKey(bytes) }),
    ...(privateKey === undefined ? {} : { privateKey }),
    certified: false,
  };
}

function derivedKey(
  derived: XmlElement,
  keys: PskcKeys,
  findings: Findings,
): { readonly symmetric?: KeyObject } {
  const parameters = readPbkdf2(derived, findings);
  if (parameters === undefined || keys.passphrase === undefined) return {};
  return { symmetric: secretKey(deriveKey(keys.passphrase, parameters)) };
}

function forCertificate(data: XmlElement, keys: PskcKeys, findings: Findings): ContainerKey {
  const privateKey = readPrivateKey(keys, data, findings);
  if (privateKey === undefined) return { certified: false };
  const element = child(data, 'X509Certificate', NS.ds);
  if (element === undefined) return { privateKey, certified: false };
  const certificate = parseCertificate(base64Bytes(element.text));
  if (certificate === undefined) {
    findings.fault(element, 'X509Certificate', 'no X.509 certificate');
    return { certified: false };
  }
  if (!certificate.publicKey.equals(createPublicKey(privateKey))) {
    const message = 'the file is encrypted for another certificate than that of the private key';
    findings.fault(element, 'X509Certificate', message);
    return { certified: false };
  }
  return { privateKey, certified: true };
}

function parseCertificate(bytes: Uint8Array | undefined): X509Certificate | undefined {
  try {
    return bytes === undefined ? undefined : new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

function readPrivateKey(
  { privateKey }: PskcKeys,
  at: XmlElement,
  findings: Findings,
): KeyObject | undefined {
  if (privateKey === undefined) return undefined;
  const message = 'the private key that was given is no RSA key in PEM';
  const bytes = privateKey.reveal();
  try {
    const key = createPrivateKey({
      key: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      format: 'pem',
    });
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // Why it is none could quote it.
  } finally {
    bytes.fill(0);
  }
  findings.fault(at, 'EncryptionKey', message);
  return undefined;
}

/** What is missing to open values of a cipher, as a sentence; undefined if nothing is. */
export function missingKey(
  key: ContainerKey,
  cipher: CipherMethod,
  container: XmlElement,
): string | undefined {
  if (cipher.kind === 'rsa-1.5' || cipher.kind === 'rsa-oaep') {
    return key.privateKey === undefined
      ? 'the file is encrypted for a certificate: give the private key'
      : undefined;
  }
  if (key.symmetric === undefined) return `the file is encrypted: give ${wanted(container)}`;
  const bytes = key.symmetric.symmetricKeySize ?? 0;
  if (bytes === cipher.keyBytes) return undefined;
  return `the key has ${bytes} bytes, and the file’s cipher (${cipher.node}) takes ${cipher.keyBytes}`;
}

function wanted(container: XmlElement): string {
  const element = child(container, 'EncryptionKey');
  const derived = child(element, 'DerivedKey', NS.xenc11);
  const name = (
    derived === undefined
      ? child(element, 'KeyName', NS.ds)
      : child(derived, 'MasterKeyName', NS.xenc11)
  )?.text.trim();
  const quoted = name === undefined || name === '' ? '' : ` “${name.slice(0, 64)}”`;
  return derived === undefined ? `its key${quoted}` : `its passphrase${quoted}`;
}
