import type { Findings } from './finding.ts';
import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';

/** The first child of a name; of PSKC unless told otherwise. */
export function child(
  of: XmlElement | undefined,
  name: string,
  namespace: string = NS.pskc,
): XmlElement | undefined {
  return of?.children.find((it) => it.name === name && it.namespace === namespace);
}

export function children(of: XmlElement, name: string): readonly XmlElement[] {
  return of.children.filter((it) => it.name === name && it.namespace === NS.pskc);
}

/** Text of a child without the white space around it; undefined if absent or empty. */
export function childText(of: XmlElement | undefined, name: string): string | undefined {
  const text = child(of, name)?.text.trim();
  return text === '' ? undefined : text;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes of base64 text, white space anywhere in it; undefined if it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const packed = text.replace(/[ \t\r\n]+/g, '');
  return BASE64.test(packed) ? new Uint8Array(Buffer.from(packed, 'base64')) : undefined;
}

/** An integer between two bounds, both included; undefined if it is none. */
export function integer(text: string, least: number, most: number): number | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?[0-9]{1,19}$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return value >= least && value <= most ? value : undefined;
}

const REPEATED: readonly string[] = ['KeyPackage', 'KeyUsage'];
const TEXTS: readonly string[] = [
  'Manufacturer',
  'SerialNo',
  'Model',
  'IssueNo',
  'DeviceBinding',
  'StartDate',
  'ExpiryDate',
  'UserId',
  'Issuer',
  'FriendlyName',
  'KeyUsage',
  'NumberOfTransactions',
  'PlainValue',
  'ValueMAC',
];

/**
 * Says what a parent has that PSKC 1.0 does not have there. What belongs to another namespace may
 * be ignored (RFC 6030 §4.2), what belongs to PSKC's own may not: it would mean something.
 */
export function checkChildren(of: XmlElement, known: readonly string[], findings: Findings): void {
  for (const it of of.children) {
    if (it.namespace === NS.pskc) {
      if (it.name === 'Extensions') extensions(it, findings);
      else if (known.includes(it.name)) checkKnown(it, of, findings);
      else findings.fault(it, it.name, `PSKC 1.0 has no such element in ${of.name}`);
    } else if (it.namespace !== NS.ds || it.name !== 'Signature')
      findings.warnOnce(it, it.name, `of the namespace ${it.namespace}: ignored`);
  }
}

/** Says of what readers would read differently: a second one, and text with elements in it. */
export function checkKnown(it: XmlElement, of: XmlElement, findings: Findings): void {
  if (!REPEATED.includes(it.name) && of.children.find((other) => same(other, it)) !== it) {
    findings.fault(it, it.name, `a second one in ${of.name}`);
  }
  if (TEXTS.includes(it.name) && it.children.length > 0) {
    findings.fault(it, it.name, 'has elements in its text');
  }
}

function same(one: XmlElement, other: XmlElement): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}

function extensions(of: XmlElement, findings: Findings): void {
  for (const it of of.children) {
    if (it.namespace === NS.fobkit) continue;
    findings.warnOnce(it, 'Extensions', `${it.name} of the namespace ${it.namespace}: ignored`);
  }
}
