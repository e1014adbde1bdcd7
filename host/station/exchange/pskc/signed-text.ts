import { createHash, createPublicKey, verify } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import type { Element, Node } from '@xmldom/xmldom';
import { C14nCanonicalization, ExclusiveCanonicalization } from 'xml-crypto';
import { NS } from './names.ts';
import { EXCLUSIVE } from './signature-method.ts';
import type { Canonical, SignatureMethod } from './signature-method.ts';

/**
 * The canonical text that a signer signed (XML Signature §3.2): what its digest is of. Undefined if
 * the signature is not theirs or the text was changed. xml-crypto’s own check takes minutes for a
 * lot, so that of it only the canonical forms are used here.
 */
export function signedText(
  text: string,
  method: SignatureMethod,
  signer: string,
): string | undefined {
  const document = new DOMParser({
    onError: () => undefined,
    normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
  }).parseFromString(text.replace(/^\uFEFF/, ''), 'application/xml');
  const root = document.documentElement;
  const [signature] = document.getElementsByTagNameNS(NS.ds, 'Signature');
  const [info] = signature?.getElementsByTagNameNS(NS.ds, 'SignedInfo') ?? [];
  if (root === null || signature === undefined || info === undefined) return undefined;
  if (signature.parentNode !== root || info.parentNode !== signature) return undefined;
  emptyNamespaces(root);
  const signedInfo = canonical(method.infoCanonical, info);
  root.removeChild(signature);
  const container = canonical(method.referenceCanonical, root);
  const digest = createHash(method.digestHash).update(container, 'utf8').digest();
  if (!digest.equals(method.digest)) return undefined;
  const key = createPublicKey(signer);
  if (key.asymmetricKeyType !== 'rsa') return undefined;
  const right = verify(method.signatureHash, Buffer.from(signedInfo), key, method.value);
  return right ? container : undefined;
}

function canonical(form: Canonical, element: Element): string {
  const made = form === EXCLUSIVE ? new ExclusiveCanonicalization() : new C14nCanonicalization();
  return made.process(element, { ancestorNamespaces: inScope(element) });
}

/** The canonical forms write no namespace as the empty one, where this DOM has null. */
function emptyNamespaces(element: Element): void {
  if (element.namespaceURI === null) Reflect.set(element, 'namespaceURI', '');
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (isElement(at)) emptyNamespaces(at);
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

/** The namespaces that an element has of its ancestors, the nearest of each prefix. */
function inScope(element: Element): { prefix: string; namespaceURI: string }[] {
  const found = new Map<string, string>();
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    for (const { prefix, localName, name, value } of at.attributes) {
      const declared = name === 'xmlns' ? '' : prefix === 'xmlns' ? (localName ?? '') : undefined;
      if (declared !== undefined && !found.has(declared)) found.set(declared, value);
    }
  }
  return [...found].map(([prefix, namespaceURI]) => ({ prefix, namespaceURI }));
}
