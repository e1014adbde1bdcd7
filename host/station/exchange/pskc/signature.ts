import { SignedXml } from 'xml-crypto';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import type { Findings } from './finding.ts';
import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { parseXml } from './xml-element.ts';
import { XmlFault } from './xml-fault.ts';
import { child } from './xml-read.ts';

/** SHA-1 no longer proves who signed. */
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SIGNATURES = [RSA_SHA256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'] as const;
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const DIGESTS = [SHA256, 'http://www.w3.org/2001/04/xmlenc#sha512'] as const;
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

export interface SignatureOptions {
  readonly signers?: readonly string[];
  readonly requireSignature?: boolean;
}

/**
 * The container to read: of a signed file what was signed, parsed anew from the signed bytes, so
 * that nothing beside it is ever looked at.
 * @throws XmlFault: wrong, foreign, or missing though wanted
 */
export function verifiedContainer(
  root: XmlElement,
  text: string,
  options: SignatureOptions,
  findings: Findings,
): XmlElement {
  const signatures = signaturesIn(root);
  const [signature] = signatures;
  if (signature === undefined) {
    if (options.requireSignature !== true) return root;
    throw new XmlFault(root.line, root.column, 'the file is not signed, and a signature is wanted');
  }
  const refuse = (message: string): XmlFault =>
    new XmlFault(signature.line, signature.column, `Signature: ${message}`);
  if (signatures.length > 1) throw refuse('more than one in the file');
  const signers = options.signers ?? [];
  if (signers.length === 0) {
    if (options.requireSignature === true) throw refuse('no certificate was given to check it by');
    findings.warnOnce(
      signature,
      'Signature',
      'not checked: no certificate was given to check it by',
    );
    return root;
  }
  if (signature.namespace !== NS.ds) throw refuse(`it is not of the namespace ${NS.ds}`);
  checkMethods(signature, refuse);
  for (const signer of signers) {
    const signed = signedText(text, signer);
    if (signed === undefined) continue;
    const container = parseXml(signed);
    if (container.name !== root.name || container.namespace !== root.namespace) {
      throw refuse('it covers a part of the file only');
    }
    return withPlaces(container, root);
  }
  throw refuse('wrong: the file was changed, or another than the given certificates signed it');
}

function signaturesIn(element: XmlElement): readonly XmlElement[] {
  const own = element.children.filter(
    (it) =>
      it.name.toLowerCase() === 'signature' &&
      [NS.ds, NS.pskc, ''].some((ns) => ns === it.namespace),
  );
  return [...own, ...element.children.filter((it) => !own.includes(it)).flatMap(signaturesIn)];
}

function checkMethods(signature: XmlElement, refuse: (message: string) => XmlFault): void {
  const info = child(signature, 'SignedInfo', NS.ds);
  const references = info?.children.filter((it) => it.name === 'Reference') ?? [];
  const [reference] = references;
  if (info === undefined || reference === undefined || references.length !== 1) {
    throw refuse('one SignedInfo with one Reference wanted');
  }
  const transforms = child(reference, 'Transforms', NS.ds)?.children ?? [];
  const checks: readonly (readonly [XmlElement | undefined, readonly string[]])[] = [
    [child(info, 'SignatureMethod', NS.ds), SIGNATURES],
    [child(info, 'CanonicalizationMethod', NS.ds), [EXCLUSIVE, INCLUSIVE]],
    [child(reference, 'DigestMethod', NS.ds), DIGESTS],
    ...transforms.map((it) => [it, [ENVELOPED, EXCLUSIVE, INCLUSIVE]] as const),
  ];
  for (const [element, allowed] of checks) {
    const algorithm = element?.attributes.get('Algorithm') ?? 'missing';
    if (!allowed.includes(algorithm)) {
      throw refuse(
        `${element?.name ?? 'an algorithm'} ${algorithm} proves nothing or is unknown here`,
      );
    }
  }
}

/** The canonical text that a signer signed; undefined if the signature is not theirs or wrong. */
function signedText(text: string, signer: string): string | undefined {
  const verifier = new SignedXml({
    publicCert: signer,
    // The key in the file is the word of whoever wrote it.
    getCertFromKeyInfo: () => null,
  });
  try {
    const document = new DOMParser({ onError: () => undefined }).parseFromString(
      text,
      'application/xml',
    );
    const [node] = document.getElementsByTagNameNS(NS.ds, 'Signature');
    if (node === undefined) return undefined;
    verifier.loadSignature(new XMLSerializer().serializeToString(node));
    return verifier.checkSignature(text) ? verifier.getSignedReferences()[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Canonical text has other lines: the elements get the places that they have in the file. */
function withPlaces(signed: XmlElement, original: XmlElement): XmlElement {
  const originals = original.children.filter((it) => it.namespace !== NS.ds);
  if (
    originals.length !== signed.children.length &&
    signed.children.length !== original.children.length
  ) {
    return signed;
  }
  const places =
    signed.children.length === original.children.length ? original.children : originals;
  return {
    ...signed,
    line: original.line,
    column: original.column,
    children: signed.children.map((it, index) => {
      const place = places[index];
      return place === undefined ? it : withPlaces(it, place);
    }),
  };
}

export interface PskcSigner {
  /** RSA, PEM. */
  readonly key: string;
  /** PEM; it goes into the file. */
  readonly certificate: string;
}

/** A file with an enveloped signature over all of it (RFC 6030 §7). */
export function signContainer(text: string, signer: PskcSigner): string {
  const signed = new SignedXml({
    privateKey: signer.key,
    publicCert: signer.certificate,
    signatureAlgorithm: RSA_SHA256,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signed.addReference({
    xpath: '/*',
    uri: '',
    isEmptyUri: true,
    transforms: [ENVELOPED, EXCLUSIVE],
    digestAlgorithm: SHA256,
  });
  signed.computeSignature(text, { prefix: 'ds' });
  // Into the text as it is: written anew by a parser, references to characters would be lost.
  const end = text.lastIndexOf('</');
  return `${text.slice(0, end)}${signed.getSignatureXml()}${text.slice(end)}`;
}
