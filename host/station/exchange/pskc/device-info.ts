import type { TokenRecord } from '../token-record.ts';
import type { Findings } from './finding.ts';
import { readDate } from './key-policy.ts';
import type { XmlElement } from './xml-element.ts';
import { checkChildren, child, childText } from './xml-read.ts';

/** What of a DeviceInfo goes into a record (RFC 6030 §4.3.1). */
export type DeviceInfo = Pick<
  TokenRecord,
  'manufacturer' | 'model' | 'issueNumber' | 'deviceId' | 'user' | 'startDate' | 'expiryDate'
> & { readonly serial?: string };

const KNOWN = [
  'Manufacturer',
  'SerialNo',
  'Model',
  'IssueNo',
  'DeviceBinding',
  'StartDate',
  'ExpiryDate',
  'UserId',
];

export function readDevice(keyPackage: XmlElement, findings: Findings): DeviceInfo {
  const element = child(keyPackage, 'DeviceInfo');
  if (element === undefined) return {};
  findings.serial = childText(element, 'SerialNo');
  checkChildren(element, KNOWN, findings);
  const startDate = readDate(element, 'StartDate', findings);
  const expiryDate = readDate(element, 'ExpiryDate', findings);
  return {
    ...text(element, 'SerialNo', 'serial'),
    ...text(element, 'Manufacturer', 'manufacturer'),
    ...text(element, 'Model', 'model'),
    ...text(element, 'IssueNo', 'issueNumber'),
    ...text(element, 'UserId', 'user'),
    ...binding(element, findings),
    ...(startDate === undefined ? {} : { startDate }),
    ...(expiryDate === undefined ? {} : { expiryDate }),
  };
}

function text<Field extends string>(
  of: XmlElement,
  name: string,
  field: Field,
): Partial<Record<Field, string>> {
  const found = childText(of, name);
  const one: Partial<Record<Field, string>> = {};
  if (found !== undefined) one[field] = found;
  return one;
}

/** The number of a chip. */
export const BINDING = /^(?:[0-9a-f]{2}){1,32}$/;

/** RFC 6030 §4.3.1: an identifier that the device is known by when keys are asked for. */
function binding(of: XmlElement, findings: Findings): { readonly deviceId?: string } {
  const found = childText(of, 'DeviceBinding');
  if (found === undefined) return {};
  if (BINDING.test(found)) return { deviceId: found };
  findings.warnOnce(of, 'DeviceBinding', 'no number of a chip in lower-case hex: ignored');
  return {};
}
