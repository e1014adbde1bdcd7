import { MAX_DIGITS, MIN_DIGITS, parseOcraSuite } from '@fobkit/protocol';
import type { Algorithm, OcraSuite, OtpMode } from '@fobkit/protocol';
import type { Findings } from './finding.ts';
import { PROFILE } from './names.ts';
import type { XmlElement } from './xml-element.ts';
import { checkChildren, child, integer } from './xml-read.ts';

/** What Algorithm and AlgorithmParameters of a Key say (RFC 6030 §4.3.4, §10). */
export interface KeyParameters {
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly checkDigits?: boolean;
  readonly suite?: OcraSuite;
}

/** Where the profiles leave the length open (RFC 4226 §5.3). */
const DEFAULT_DIGITS = 6;
const HASH = /^(?:(?:hmac|hotp|totp)[-_ ]?)?sha[-_]?(1|256|512)$/i;

/** Undefined if a fault was found. */
export function readParameters(key: XmlElement, findings: Findings): KeyParameters | undefined {
  const profile = readProfile(key, findings);
  const parameters = child(key, 'AlgorithmParameters');
  if (parameters !== undefined) {
    checkChildren(parameters, ['Suite', 'ChallengeFormat', 'ResponseFormat'], findings);
  }
  const response = readResponse(parameters, findings);
  if (profile === undefined || response === undefined) return undefined;
  const { checkDigits } = response;
  const check = checkDigits === undefined ? {} : { checkDigits };
  if (profile.mode === 'ocra') {
    const suite = readOcra(profile.suite, parameters, key, findings);
    if (suite === undefined) return undefined;
    if (response.digits !== undefined && response.digits !== suite.digits) {
      const message = `Length is ${response.digits}, and the suite has ${suite.digits} digits`;
      findings.fault(parameters ?? key, 'ResponseFormat', message);
      return undefined;
    }
    const { algorithm, digits } = suite;
    return { mode: 'ocra', algorithm, digits, suite, ...check };
  }
  const algorithm = readHash(parameters, findings);
  if (algorithm === undefined) return undefined;
  if (response.digits === undefined) {
    findings.warn(key, 'ResponseFormat', `missing: ${DEFAULT_DIGITS} digits are taken`);
  }
  return { mode: profile.mode, algorithm, digits: response.digits ?? DEFAULT_DIGITS, ...check };
}

/** Other spellings than the RFC's: drafts’ `…pskc#totp`, `…#OCRA-1:…`, upper case, a bare name. */
const SPELLED = /(?:^|[:#/])(hotp|totp|ocra)$/i;
const DRAFT_OCRA = /#(OCRA-1:.+)$/i;

function readProfile(
  key: XmlElement,
  findings: Findings,
): { readonly mode: OtpMode; readonly suite?: string } | undefined {
  const uri = (key.attributes.get('Algorithm') ?? '').trim();
  if (uri === PROFILE.hotp) return { mode: 'hotp' };
  if (uri === PROFILE.totp) return { mode: 'totp' };
  if (uri === PROFILE.ocra) return { mode: 'ocra' };
  const suite = DRAFT_OCRA.exec(uri)?.[1];
  const spelled = suite === undefined ? SPELLED.exec(uri)?.[1]?.toLowerCase() : 'ocra';
  if (spelled === 'hotp' || spelled === 'totp' || spelled === 'ocra') {
    findings.warnOnce(key, 'Algorithm', `${uri} is read as ${PROFILE[spelled]}`);
    return suite === undefined ? { mode: spelled } : { mode: spelled, suite };
  }
  const message = uri === '' ? 'missing' : `${uri}: HOTP, TOTP and OCRA are read here`;
  findings.fault(key, 'Algorithm', message);
  return undefined;
}

function readHash(parameters: XmlElement | undefined, findings: Findings): Algorithm | undefined {
  const suite = child(parameters, 'Suite');
  if (suite === undefined) return 'SHA1';
  const text = suite.text.trim();
  // privacyIDEA exports the hash as an attribute, and its own import then takes SHA-1.
  const attribute = suite.attributes.get('hashalgo')?.trim();
  const said = text === '' ? (attribute ?? '') : text;
  if (text === '' && attribute !== undefined) {
    findings.warnOnce(suite, 'Suite', 'the hash is read from privacyIDEA’s attribute hashalgo');
  }
  if (said === '') return 'SHA1';
  switch (HASH.exec(said)?.[1]) {
    case '1':
      return 'SHA1';
    case '256':
      return 'SHA256';
    case '512':
      return 'SHA512';
    default:
      findings.fault(suite, 'Suite', `${said}: SHA1, SHA256 and SHA512 are known here`);
      return undefined;
  }
}

function readOcra(
  draft: string | undefined,
  parameters: XmlElement | undefined,
  key: XmlElement,
  findings: Findings,
): OcraSuite | undefined {
  const element = child(parameters, 'Suite');
  const text = draft ?? element?.text.trim() ?? '';
  try {
    return parseOcraSuite(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not readable';
    findings.fault(element ?? key, 'Suite', text === '' ? 'an OCRA key wants its suite' : why);
    return undefined;
  }
}

function readResponse(
  parameters: XmlElement | undefined,
  findings: Findings,
): { readonly digits?: number; readonly checkDigits?: boolean } | undefined {
  const response = child(parameters, 'ResponseFormat');
  if (response === undefined) return {};
  const encoding = response.attributes.get('Encoding')?.trim() ?? 'DECIMAL';
  if (encoding.toUpperCase() !== 'DECIMAL') {
    findings.fault(response, 'ResponseFormat', `Encoding ${encoding}: fobs show DECIMAL only`);
    return undefined;
  }
  const digits = integer(response.attributes.get('Length') ?? '', MIN_DIGITS, MAX_DIGITS);
  if (digits === undefined) {
    const message = `Length of ${MIN_DIGITS} to ${MAX_DIGITS} digits wanted`;
    findings.fault(response, 'ResponseFormat', message);
    return undefined;
  }
  const check = response.attributes.get('CheckDigits')?.trim().toLowerCase();
  if (check === undefined || check === 'false' || check === '0') return { digits };
  if (check === 'true' || check === '1') return { digits, checkDigits: true };
  findings.fault(response, 'ResponseFormat', `CheckDigits ${check}: true or false wanted`);
  return undefined;
}
