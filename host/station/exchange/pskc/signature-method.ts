import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import type { XmlFault } from './xml-fault.ts';
import { base64Bytes, child } from './xml-read.ts';

/** SHA-1 no longer proves who signed. */
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** By the names of node:crypto. */
const SIGNATURES = {
  [RSA_SHA256]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
} as const;
const DIGESTS = {
  [SHA256]: 'sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
} as const;
const CANONICAL = { [EXCLUSIVE]: EXCLUSIVE, [INCLUSIVE]: INCLUSIVE } as const;

export type Canonical = typeof EXCLUSIVE | typeof INCLUSIVE;

/** How a signature over a whole container was made. */
export interface SignatureMethod {
  readonly signatureHash: 'sha256' | 'sha512';
  readonly digestHash: 'sha256' | 'sha512';
  readonly infoCanonical: Canonical;
  readonly referenceCanonical: Canonical;
  readonly digest: Uint8Array;
  readonly value: Uint8Array;
}

/**
 * Takes one form alone: one reference, to the whole container, by the enveloped transform and a
 * canonical form without comments.
 * @throws XmlFault: any other form
 */
export function readMethod(
  signature: XmlElement,
  root: XmlElement,
  refuse: (message: string) => XmlFault,
): SignatureMethod {
  const infos = signature.children.filter((it) => it.name === 'SignedInfo');
  const [info] = infos;
  const references = info?.children.filter((it) => it.name === 'Reference') ?? [];
  const [reference] = references;
  if (info === undefined || reference === undefined || infos.length + references.length !== 2) {
    throw refuse('one SignedInfo with one Reference wanted');
  }
  const known = <Value>(
    element: XmlElement | undefined,
    table: Readonly<Record<string, Value>>,
  ): Value => {
    const algorithm = element?.attributes.get('Algorithm') ?? 'missing';
    const value = Object.hasOwn(table, algorithm) ? table[algorithm] : undefined;
    if (value === undefined || element === undefined || element.children.length > 0) {
      const name = element?.name ?? 'an algorithm';
      throw refuse(`${name} ${algorithm} proves nothing or is unknown here`);
    }
    return value;
  };
  const [enveloped, canonical, ...more] = child(reference, 'Transforms', NS.ds)?.children ?? [];
  known(enveloped, { [ENVELOPED]: true });
  if (more.length > 0) throw refuse('too many transforms');
  const digest = base64Bytes(child(reference, 'DigestValue', NS.ds)?.text ?? '');
  const value = base64Bytes(child(signature, 'SignatureValue', NS.ds)?.text ?? '');
  if (digest === undefined || value === undefined) throw refuse('its values are no base64');
  const method = {
    signatureHash: known(child(info, 'SignatureMethod', NS.ds), SIGNATURES),
    infoCanonical: known(child(info, 'CanonicalizationMethod', NS.ds), CANONICAL),
    referenceCanonical: canonical === undefined ? INCLUSIVE : known(canonical, CANONICAL),
    digestHash: known(child(reference, 'DigestMethod', NS.ds), DIGESTS),
    digest,
    value,
  };
  const id = root.attributes.get('Id');
  const uri = reference.attributes.get('URI');
  if (uri !== '' && (id === undefined || uri !== `#${id}`)) {
    throw refuse('it covers a part of the file only');
  }
  return method;
}
