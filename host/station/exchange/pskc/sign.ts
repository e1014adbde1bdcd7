import { SignedXml } from 'xml-crypto';
import { ENVELOPED, EXCLUSIVE, RSA_SHA256, SHA256 } from './signature-method.ts';

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
