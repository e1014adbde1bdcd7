import { pbkdf2Sync } from 'node:crypto';
import type { Secret } from '@fobkit/protocol';
import { findHmac } from './algorithm.ts';
import type { HashMethod } from './algorithm.ts';
import type { Findings } from './finding.ts';
import { NS, PBKDF2 } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { base64Bytes, child, integer } from './xml-read.ts';

/** What is accepted of a file: no work without end, no key that is none. */
export const PBKDF2_LIMITS = {
  iterations: { least: 1, most: 10_000_000 },
  saltBytes: { least: 1, most: 1024 },
  keyBytes: { least: 16, most: 32 },
} as const;
/** Below this many iterations a passphrase is searched fast (RFC 8018 §4.2). */
const FEW_ITERATIONS = 10_000;

/** PBKDF2 (RFC 8018 §5.2). */
export interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyBytes: number;
  readonly prf: HashMethod;
}

export function deriveKey(passphrase: Secret, parameters: Pbkdf2): Uint8Array {
  const bytes = passphrase.reveal();
  const { salt, iterations, keyBytes, prf } = parameters;
  const key = pbkdf2Sync(bytes, salt, iterations, keyBytes, prf.hash);
  bytes.fill(0);
  return key;
}

/** The parameters in a DerivedKey (RFC 6030 §6.2); undefined when faults were found. */
export function readPbkdf2(derivedKey: XmlElement, findings: Findings): Pbkdf2 | undefined {
  const method = child(derivedKey, 'KeyDerivationMethod', NS.xenc11);
  const algorithm = method?.attributes.get('Algorithm');
  if (method === undefined || algorithm === undefined) {
    findings.fault(derivedKey, 'KeyDerivationMethod', 'missing, or without Algorithm');
    return undefined;
  }
  if (!PBKDF2.some((uri) => uri === algorithm.trim().toLowerCase())) {
    findings.fault(method, 'KeyDerivationMethod', `unknown key derivation ${algorithm}`);
    return undefined;
  }
  const parameters = ofPkcs5(method, 'PBKDF2-params');
  const salt = base64Bytes(ofPkcs5(ofPkcs5(parameters, 'Salt'), 'Specified')?.text ?? '');
  const { iterations, saltBytes, keyBytes } = PBKDF2_LIMITS;
  if (salt === undefined || salt.length < saltBytes.least || salt.length > saltBytes.most) {
    findings.fault(parameters ?? method, 'Salt', `base64 of 1 to ${saltBytes.most} bytes wanted`);
    return undefined;
  }
  const count = number(parameters ?? method, 'IterationCount', iterations, findings);
  const length = number(parameters ?? method, 'KeyLength', keyBytes, findings);
  const prf = readPrf(parameters ?? method, findings);
  if (count === undefined || length === undefined || prf === undefined) return undefined;
  if (count < FEW_ITERATIONS) {
    const message = `${count} iterations protect a passphrase badly; ${FEW_ITERATIONS} or more do`;
    findings.warn(parameters ?? method, 'IterationCount', message);
  }
  return { salt, iterations: count, keyBytes: length, prf };
}

function number(
  parameters: XmlElement,
  name: string,
  bounds: { readonly least: number; readonly most: number },
  findings: Findings,
): number | undefined {
  const element = ofPkcs5(parameters, name);
  const value = integer(element?.text ?? '', bounds.least, bounds.most);
  if (value === undefined) {
    findings.fault(element ?? parameters, name, `${bounds.least} to ${bounds.most} wanted`);
  }
  return value;
}

function readPrf(parameters: XmlElement, findings: Findings): HashMethod | undefined {
  const element = ofPkcs5(parameters, 'PRF');
  const uri = element?.attributes.get('Algorithm') ?? '#hmac-sha1';
  const prf = findHmac(uri);
  if (prf === undefined) findings.fault(element ?? parameters, 'PRF', `unknown function ${uri}`);
  return prf;
}

/** PKCS #5 has its children without a namespace; files write them in one of three. */
function ofPkcs5(of: XmlElement | undefined, name: string): XmlElement | undefined {
  return of?.children.find(
    (it) => it.name === name && ['', NS.pkcs5, NS.xenc11, NS.pskc].includes(it.namespace),
  );
}
