import type { Findings } from './finding.ts';
import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';

const NAMES = [
  'KeyContainer EncryptionKey MACMethod MACKey MACKeyReference KeyPackage DeviceInfo Manufacturer',
  'SerialNo Model IssueNo DeviceBinding StartDate ExpiryDate UserId CryptoModuleInfo Id Key Issuer',
  'AlgorithmParameters Suite ChallengeFormat ResponseFormat KeyProfileId KeyReference FriendlyName',
  'Data Secret Counter Time TimeInterval TimeDrift PlainValue EncryptedValue ValueMAC Policy',
  'PINPolicy KeyUsage NumberOfTransactions Extensions KeyName X509Data X509Certificate',
  'EncryptionMethod CipherData CipherValue DerivedKey KeyDerivationMethod MasterKeyName',
  'PBKDF2-params Salt Specified IterationCount KeyLength PRF',
]
  .join(' ')
  .split(' ');
const ATTRIBUTES = [
  'Version',
  'Id',
  'Algorithm',
  'Encoding',
  'Length',
  'Min',
  'Max',
  'CheckDigits',
];

const properNames = new Map(NAMES.map((name) => [name.toLowerCase(), name]));
const properAttributes = new Map(ATTRIBUTES.map((name) => [name.toLowerCase(), name]));

/** What is known of who wrote a file, by how it is written. */
export interface Dialect {
  readonly container: XmlElement;
  /** The file has what only privacyIDEA writes, whose TimeDrift is in seconds. */
  readonly privacyIdea: boolean;
}

/**
 * A container in the words of RFC 6030. privacyIDEA writes all names in lower case; Feitian's files
 * and drafts of the RFC have Device for KeyPackage and KeyId, KeyAlgorithm for Id, Algorithm.
 */
export function toRfc(root: XmlElement, findings: Findings): Dialect {
  let container = root;
  const lowered = root.name === 'keycontainer';
  if (lowered) {
    findings.warnOnce(root, 'KeyContainer', 'all names are in lower case, as privacyIDEA exports');
    container = properCase(root);
  }
  if (container.namespace === NS.pskcDraft) {
    findings.warnOnce(root, 'KeyContainer', `the namespace ${NS.pskcDraft} of a draft is read`);
    container = inNamespace(container);
  }
  const privacyIdea = lowered || someSuiteHasHash(container);
  return { container: fromDraft(container, findings), privacyIdea };
}

function properCase(element: XmlElement): XmlElement {
  const attributes = [...element.attributes].map(([name, value]): [string, string] => [
    properAttributes.get(name) ?? name,
    value,
  ]);
  return {
    ...element,
    name: properNames.get(element.name) ?? element.name,
    attributes: new Map(attributes),
    // What Python calls nothing, privacyIDEA writes as a word.
    children: element.children
      .filter((it) => it.children.length !== 1 || it.children[0]?.text.trim() !== 'None')
      .map(properCase),
  };
}

function inNamespace(element: XmlElement): XmlElement {
  const namespace = element.namespace === NS.pskcDraft ? NS.pskc : element.namespace;
  return { ...element, namespace, children: element.children.map(inNamespace) };
}

function fromDraft(container: XmlElement, findings: Findings): XmlElement {
  if (!container.children.some(isDraft)) return container;
  return {
    ...container,
    children: container.children.map((it) => {
      if (!isDraft(it)) return it;
      const message = 'Device and KeyId are read as KeyPackage and Id, as Feitian writes them';
      findings.warnOnce(it, 'Device', message);
      return { ...it, name: 'KeyPackage', children: it.children.map(draftKey) };
    }),
  };
}

function isDraft(element: XmlElement): boolean {
  if (element.namespace !== NS.pskc) return false;
  if (element.name === 'Device') return true;
  const keys = element.children.filter((it) => it.name === 'Key');
  return element.name === 'KeyPackage' && keys.some((key) => key.attributes.has('KeyId'));
}

function draftKey(element: XmlElement): XmlElement {
  if (element.name === 'DeviceId') return { ...element, name: 'DeviceInfo' };
  if (element.name !== 'Key') return element;
  const attributes = new Map(element.attributes);
  const id = attributes.get('Id') ?? attributes.get('KeyId');
  const algorithm = attributes.get('Algorithm') ?? attributes.get('KeyAlgorithm');
  if (id !== undefined) attributes.set('Id', id);
  if (algorithm !== undefined) attributes.set('Algorithm', algorithm);
  return { ...element, attributes };
}

function someSuiteHasHash(container: XmlElement): boolean {
  return (
    (container.name === 'Suite' && container.attributes.has('hashalgo')) ||
    container.children.some(someSuiteHasHash)
  );
}
