import type { Findings } from './finding.ts';
import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { parseXml } from './xml-element.ts';
import { readMethod } from './signature-method.ts';
import { signedText } from './signed-text.ts';
import { XmlFault } from './xml-fault.ts';

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
    const { signers = [], requireSignature = signers.length > 0 } = options;
    if (!requireSignature) return root;
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
  if (!root.children.includes(signature)) throw refuse('it is no child of the KeyContainer');
  const method = readMethod(signature, root, refuse);
  for (const signer of signers) {
    const signed = signedText(text, method, signer);
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
