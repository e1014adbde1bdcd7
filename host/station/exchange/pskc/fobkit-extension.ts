import type { TokenRecord } from '../token-record.ts';
import type { Findings } from './finding.ts';
import { NS } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { children, integer } from './xml-read.ts';

/**
 * What PSKC has no word for, and our own namespace has (RFC 6030 §4.2 lets others ignore it). A
 * reader that ignores `T0` counts from 1970: the writer warns of that.
 */
export type ExtensionFields = Pick<TokenRecord, 'realm' | 'resolver'> & { readonly t0?: number };

export const EXTENSION = { t0: 'T0', realm: 'Realm', resolver: 'Resolver' } as const;

/** Seconds up to the year 5138, as eleven digits say them. */
export const T0 = { least: 0, most: 99_999_999_999 } as const;

export function readExtensions(key: XmlElement, findings: Findings): ExtensionFields {
  const ours = children(key, 'Extensions')
    .flatMap((it) => it.children)
    .filter((it) => it.namespace === NS.fobkit);
  const fields: { t0?: number; realm?: string; resolver?: string } = {};
  for (const it of ours) {
    const text = it.text.trim();
    if (it.name === EXTENSION.realm) fields.realm = text;
    else if (it.name === EXTENSION.resolver) fields.resolver = text;
    else if (it.name === EXTENSION.t0) {
      const t0 = integer(text, T0.least, T0.most);
      if (t0 === undefined) findings.fault(it, 'T0', 'no unix time in seconds');
      else fields.t0 = t0;
    } else findings.warnOnce(it, 'Extensions', `${it.name} is of a later fobkit: ignored`);
  }
  return fields;
}
