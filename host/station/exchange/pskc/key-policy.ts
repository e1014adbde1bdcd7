import type { OtpMode } from '@fobkit/protocol';
import type { TokenPolicy } from '../token-record.ts';
import { LONG } from './data-value.ts';
import { parseDateTime } from './date-time.ts';
import type { Findings } from './finding.ts';
import { KEY_USAGES, NS, PIN_ATTRIBUTES } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { checkKnown, child, children, integer } from './xml-read.ts';

/** A Policy (RFC 6030 §5), its dates apart. */
export interface KeyPolicy {
  readonly startDate?: number;
  readonly expiryDate?: number;
  readonly policy?: TokenPolicy;
}

const KNOWN = ['StartDate', 'ExpiryDate', 'PINPolicy', 'KeyUsage', 'NumberOfTransactions'];

/** RFC 6030 §5: what is not understood of a policy forbids the use of its key. */
export function readPolicy(
  key: XmlElement,
  mode: OtpMode | undefined,
  findings: Findings,
): KeyPolicy {
  const element = child(key, 'Policy');
  if (element === undefined) return {};
  for (const it of element.children) {
    if (it.namespace === NS.pskc && KNOWN.includes(it.name)) {
      checkKnown(it, element, findings);
      continue;
    }
    const message = `${it.name} is not understood here, so the key must not be used (RFC 6030 §5)`;
    findings.fault(it, 'Policy', message);
  }
  const startDate = readDate(element, 'StartDate', findings);
  const expiryDate = readDate(element, 'ExpiryDate', findings);
  const keyUsage = readUsage(element, mode, findings);
  const transactions = readTransactions(element, findings);
  const pinPolicy = readPin(element, findings);
  const policy = {
    ...(keyUsage.length === 0 ? {} : { keyUsage }),
    ...(transactions === undefined ? {} : { numberOfTransactions: transactions }),
    ...(pinPolicy === undefined ? {} : { pinPolicy }),
  };
  return {
    ...(startDate === undefined ? {} : { startDate }),
    ...(expiryDate === undefined ? {} : { expiryDate }),
    ...(Object.keys(policy).length === 0 ? {} : { policy }),
  };
}

/** A date in unix seconds; undefined if absent or a fault was found. */
export function readDate(
  of: XmlElement | undefined,
  name: string,
  findings: Findings,
): number | undefined {
  const element = child(of, name);
  if (element === undefined) return undefined;
  const date = parseDateTime(element.text);
  if (date === undefined)
    findings.fault(element, name, 'no date and time like 2030-01-31T00:00:00Z');
  else if (!/(Z|[+-]\d\d:\d\d)\s*$/.test(element.text)) {
    findings.warnOnce(element, name, 'a time without a zone is taken as UTC');
  }
  return date;
}

function readUsage(
  policy: XmlElement,
  mode: OtpMode | undefined,
  findings: Findings,
): readonly string[] {
  const elements = children(policy, 'KeyUsage');
  const usages = elements.map((it) => it.text.trim());
  const [first] = elements;
  if (first === undefined) return usages;
  const unknown = usages.find((usage) => !KEY_USAGES.some((known) => known === usage));
  if (unknown !== undefined) {
    const message = `KeyUsage ${unknown} is not understood here, so the key must not be used`;
    findings.fault(first, 'Policy', message);
    return usages;
  }
  const wanted = mode === 'ocra' ? ['CR', 'OTP'] : ['OTP'];
  if (mode !== undefined && !usages.some((usage) => wanted.includes(usage))) {
    const message = `KeyUsage ${usages.join(', ')} does not allow one-time passwords`;
    findings.fault(first, 'Policy', message);
  }
  return usages;
}

function readTransactions(policy: XmlElement, findings: Findings): number | undefined {
  const element = child(policy, 'NumberOfTransactions');
  if (element === undefined) return undefined;
  const value = integer(element.text, LONG.least, LONG.most);
  if (value === undefined) findings.fault(element, 'Policy', 'NumberOfTransactions is no number');
  return value;
}

function readPin(
  policy: XmlElement,
  findings: Findings,
): Readonly<Record<string, string>> | undefined {
  const element = child(policy, 'PINPolicy');
  if (element === undefined) return undefined;
  const pin: Record<string, string> = {};
  for (const [name, value] of element.attributes) {
    if (PIN_ATTRIBUTES.some((known) => known === name)) pin[name] = value;
    else {
      const message = `PINPolicy ${name} is not understood here, so the key must not be used`;
      findings.fault(element, 'Policy', message);
    }
  }
  const [unknown] = element.children;
  if (unknown !== undefined) {
    const message = `PINPolicy ${unknown.name} is not understood here, so the key must not be used`;
    findings.fault(unknown, 'Policy', message);
  }
  return pin;
}
