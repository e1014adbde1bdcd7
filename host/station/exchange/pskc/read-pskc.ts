import { ExchangeError } from '../exchange-error.ts';
import type { ReadTokens } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';
import { readContainerKey } from './container-key.ts';
import { toRfc } from './dialect.ts';
import { Findings } from './finding.ts';
import { readKeyPackage } from './key-package.ts';
import type { PskcKeys } from './keys.ts';
import { NS } from './names.ts';
import { verifiedContainer } from './signature.ts';
import { ValueOpener } from './value-opener.ts';
import type { XmlElement } from './xml-element.ts';
import { parseXml } from './xml-element.ts';
import { XmlFault } from './xml-fault.ts';
import type { XmlLimits } from './xml-guard.ts';
import { checkChildren, children } from './xml-read.ts';

export interface PskcReadOptions {
  /** For errors. */
  readonly file?: string;
  readonly keys?: PskcKeys;
  /** Unix seconds: keys that may not be used yet or any more are warned of. */
  readonly now?: number;
  /** Takes encrypted values whose file has no MAC, and says so. */
  readonly allowUnauthenticated?: boolean;
  /** Certificates or public keys (PEM), one of which must have signed the file. */
  readonly signers?: readonly string[];
  /**
   * Whether a file without a signature is refused; when there are signers if absent: whoever takes
   * the signature out of a file could change it too.
   */
  readonly requireSignature?: boolean;
  readonly limits?: XmlLimits;
}

/**
 * The tokens of a PSKC file (RFC 6030). Keys with faults are left out of the tokens and listed;
 * PIN keys and packages without a key are warned of.
 * @throws ExchangeError: not PSKC 1.0, not to be opened with the keys, not signed as wanted
 */
export function readPskc(source: string | Uint8Array, options: PskcReadOptions = {}): ReadTokens {
  const file = options.file ?? 'PSKC';
  const findings = new Findings();
  try {
    const text = decodeUtf8(source);
    const root = verifiedContainer(parseXml(text, options.limits), text, options, findings);
    return readContainer(root, options, findings);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const { line, column, message } = error;
    throw new ExchangeError(file, [{ line, column, message }]);
  }
}

function readContainer(root: XmlElement, options: PskcReadOptions, findings: Findings): ReadTokens {
  const file = options.file ?? 'PSKC';
  const { container, privacyIdea } = toRfc(root, findings);
  checkContainer(container);
  checkChildren(container, ['EncryptionKey', 'MACMethod', 'KeyPackage', 'Signature'], findings);
  const allowUnauthenticated = options.allowUnauthenticated ?? false;
  const key = readContainerKey(container, options.keys ?? {}, findings);
  const opener = new ValueOpener(container, key, { findings, allowUnauthenticated });
  const reader = { findings, opener, privacyIdea, allowUnauthenticated };
  const packages = children(container, 'KeyPackage');
  const tokens = packages.flatMap((it) => readKeyPackage(it, reader));
  refusals(opener, file, findings);
  if (opener.keyMissing) throw new ExchangeError(file, findings.faults);
  doubles(tokens, findings, container);
  dates(tokens, options.now, findings, container);
  return { tokens, faults: findings.faults, warnings: findings.warnings };
}

function checkContainer(container: XmlElement): void {
  const { line, column, name, namespace } = container;
  if (name !== 'KeyContainer') throw new XmlFault(line, column, `${name} is no KeyContainer`);
  if (namespace !== NS.pskc) {
    const message = `KeyContainer is of the namespace “${namespace}”, and PSKC is ${NS.pskc}`;
    throw new XmlFault(line, column, message);
  }
  const version = container.attributes.get('Version')?.trim();
  if (version !== '1.0') {
    const message = `KeyContainer has Version ${version ?? 'missing'}; 1.0 is read`;
    throw new XmlFault(line, column, message);
  }
  if (!container.children.some((it) => it.namespace === NS.pskc && it.name === 'KeyPackage')) {
    throw new XmlFault(line, column, 'KeyContainer has no KeyPackage');
  }
}

/** When nothing was opened it is the key; when something was, what failed has been changed. */
function refusals(opener: ValueOpener, file: string, findings: Findings): void {
  const [first] = opener.refused;
  if (first === undefined) return;
  if (opener.opened === 0) {
    const { line, column } = first.at;
    const message =
      'the key or passphrase is not that of this file, or the file was changed since it was made';
    throw new ExchangeError(file, [{ line, column, field: 'EncryptionKey', message }]);
  }
  for (const { at, field, serial } of opener.refused) {
    findings.serial = serial;
    findings.fault(at, field, 'changed since it was made: its ValueMAC or its checksum is wrong');
  }
  findings.serial = undefined;
}

function doubles(tokens: readonly TokenRecord[], findings: Findings, at: XmlElement): void {
  const keys = new Set<string>();
  const serials = new Set<string>();
  for (const { serial, keyId } of tokens) {
    const key = JSON.stringify([serial, keyId ?? serial]);
    findings.serial = serial;
    if (keys.has(key)) findings.fault(at, 'Key', 'the same serial and Id are in the file twice');
    else if (serials.has(serial)) {
      findings.warn(at, 'SerialNo', 'the device has more than one key in the file');
    }
    keys.add(key);
    serials.add(serial);
  }
  findings.serial = undefined;
}

function dates(
  tokens: readonly TokenRecord[],
  now: number | undefined,
  findings: Findings,
  at: XmlElement,
): void {
  if (now === undefined) return;
  for (const { serial, startDate, expiryDate } of tokens) {
    findings.serial = serial;
    if (expiryDate !== undefined && expiryDate < now) {
      findings.warn(at, 'ExpiryDate', 'the key may not be used any more');
    }
    if (startDate !== undefined && startDate > now) {
      findings.warn(at, 'StartDate', 'the key may not be used yet');
    }
  }
  findings.serial = undefined;
}

function decodeUtf8(source: string | Uint8Array): string {
  if (typeof source === 'string') return source;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch {
    throw new XmlFault(1, 1, 'the file is not UTF-8');
  }
}
