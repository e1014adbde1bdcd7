import type { Findings } from './finding.ts';
import type { ValueOpener } from './value-opener.ts';
import type { XmlElement } from './xml-element.ts';
import { base64Bytes, checkChildren, child, integer } from './xml-read.ts';

/** xs:long as far as JavaScript counts exactly, and xs:int. */
export const LONG = { least: 0, most: Number.MAX_SAFE_INTEGER } as const;
export const INT = { least: -(2 ** 31), most: 2 ** 31 - 1 } as const;

const VALUE = ['PlainValue', 'EncryptedValue', 'ValueMAC'];

/** The bytes of a Secret, plain or encrypted; undefined if absent or a fault was found. */
export function readBytes(
  data: XmlElement | undefined,
  field: string,
  opener: ValueOpener,
  findings: Findings,
): Uint8Array | undefined {
  const found = findValue(data, field, findings);
  if (found === undefined) return undefined;
  const { holder, plain, sealed } = found;
  if (sealed !== undefined) return opener.open(sealed, holder, field);
  const bytes = plain === undefined ? undefined : base64Bytes(plain.text);
  if (bytes === undefined) findings.fault(plain ?? holder, field, 'PlainValue is no base64');
  return bytes;
}

interface Value {
  readonly holder: XmlElement;
  /** One of the two. */
  readonly plain: XmlElement | undefined;
  readonly sealed: XmlElement | undefined;
}

/** Undefined if absent or a fault was found. */
function findValue(
  data: XmlElement | undefined,
  field: string,
  findings: Findings,
): Value | undefined {
  const holder = child(data, field);
  if (holder === undefined) return undefined;
  checkChildren(holder, VALUE, findings);
  const plain = child(holder, 'PlainValue');
  const sealed = child(holder, 'EncryptedValue');
  if ((plain === undefined) !== (sealed === undefined)) return { holder, plain, sealed };
  findings.fault(holder, field, 'one PlainValue or one EncryptedValue wanted');
  return undefined;
}

/** A number, plain or encrypted (RFC 6030 §4.2); undefined if absent or a fault was found. */
export function readNumber(
  data: XmlElement | undefined,
  field: string,
  bounds: { readonly least: number; readonly most: number },
  reader: { readonly opener: ValueOpener; readonly findings: Findings },
): number | undefined {
  const found = findValue(data, field, reader.findings);
  if (found === undefined) return undefined;
  const { holder, plain, sealed } = found;
  let value: number | undefined;
  if (plain !== undefined) value = integer(plain.text, bounds.least, bounds.most);
  else if (sealed !== undefined) {
    const bytes = reader.opener.open(sealed, holder, field);
    if (bytes === undefined) return undefined;
    value = numberOfBytes(bytes, bounds);
  }
  if (value === undefined) {
    const message = `no whole number from ${bounds.least} to ${bounds.most}`;
    reader.findings.fault(plain ?? holder, field, message);
  }
  return value;
}

/**
 * RFC 6030 §4.2 has 4 or 8 bytes, most significant first; files also have decimal digits, which as
 * bytes would be numbers far beyond any counter.
 */
function numberOfBytes(
  bytes: Uint8Array,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  if (bytes.length === 0 || bytes.length > 20) return undefined;
  if (bytes.every((byte) => byte >= 0x30 && byte <= 0x39)) {
    return integer(String.fromCharCode(...bytes), least, most);
  }
  if (bytes.length > 8) return undefined;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  // Two’s complement where the number may be negative and has its full length.
  if (least < 0 && bytes.length >= 4) value = BigInt.asIntN(bytes.length * 8, value);
  const number = Number(value);
  return number >= least && number <= most ? number : undefined;
}
