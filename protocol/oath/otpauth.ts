import { decodeBase32, encodeBase32 } from '../bytes/base32.ts';
import { UsageError } from '../bytes/errors.ts';
import { MAX_DIGITS, MIN_DIGITS } from './parameters.ts';
import type { Algorithm, OtpParameters } from './parameters.ts';
import { Secret } from './secret.ts';

/** What an `otpauth:` URI says: how to compute codes, and for whom. */
export interface OtpauthKey {
  readonly parameters: OtpParameters;
  /** The part of the label behind the issuer; may be empty. */
  readonly account: string;
  /** The issuer parameter, or else the part of the label before the colon. */
  readonly issuer: string | undefined;
}

/** Range of each number, and what an absent one means. */
const NUMBERS = {
  digits: { absent: 6, least: MIN_DIGITS, most: MAX_DIGITS },
  period: { absent: 30, least: 1, most: 0xffff_ffff },
  counter: { absent: 0, least: 0, most: Number.MAX_SAFE_INTEGER },
} as const;
type NumberParameter = keyof typeof NUMBERS;

const PARAMETERS = ['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter'] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Parameters of apps that say how an entry looks, never what its codes are; they are skipped. */
const DECORATIONS: readonly string[] = ['image', 'icon', 'color'];

/**
 * Parses an `otpauth:` URI (docs/protocol/07-codes.md §7.7). `UsageError` names the field at fault
 * and never quotes a value, since the URI is a seed.
 */
export function parseOtpauth(uri: string): OtpauthKey {
  const parts = /^otpauth:\/\/([^/?#]*)\/([^?#]*)\?([^#]*)$/i.exec(uri);
  if (parts === null) throw refused('uri', 'not otpauth://TYPE/LABEL?PARAMETERS');
  if (/[^\x21-\x7e]/.test(uri)) throw refused('uri', 'has characters that must be percent-encoded');
  const [, type = '', label = '', query = ''] = parts;
  const mode = type.toLowerCase();
  if (mode !== 'totp' && mode !== 'hotp') throw refused('type', 'not totp or hotp');
  const fields = readQuery(query);
  const { prefix, account } = readLabel(label);
  refuseField(fields, mode === 'totp' ? 'counter' : 'period', `has no meaning for ${mode}`);
  if (mode === 'hotp' && !fields.has('counter')) throw refused('counter', 'missing');
  return {
    parameters: {
      mode,
      algorithm: readAlgorithm(fields.get('algorithm')),
      digits: readNumber(fields, 'digits'),
      stepSeconds: readNumber(fields, 'period'),
      t0: 0,
      counter: readNumber(fields, 'counter'),
      secret: readSecret(fields.get('secret')),
    },
    account,
    issuer: fields.get('issuer') ?? prefix,
  };
}

/**
 * The `otpauth:` URI of a key, every parameter written out; `parseOtpauth` gives the key back.
 * `UsageError` for what such a URI cannot say: OCRA, a T0 other than 0, a name with a
 * colon or with a space in front.
 */
export function formatOtpauth({ parameters, account, issuer }: OtpauthKey): string {
  const { mode } = parameters;
  if (mode === 'ocra') throw refused('type', 'ocra has no otpauth: form');
  if (parameters.t0 !== 0) throw refused('t0', 'an otpauth: URI has no T0 other than 0');
  const name = encodeName('account', account);
  const secret = parameters.secret.reveal();
  const fields = [
    `secret=${encodeBase32(secret)}`,
    ...(issuer === undefined ? [] : [`issuer=${encodeName('issuer', issuer)}`]),
    `algorithm=${parameters.algorithm}`,
    `digits=${String(inRange('digits', parameters.digits))}`,
    mode === 'totp'
      ? `period=${String(inRange('period', parameters.stepSeconds))}`
      : `counter=${String(inRange('counter', parameters.counter))}`,
  ];
  secret.fill(0);
  const label = issuer === undefined ? name : `${encodeName('issuer', issuer)}:${name}`;
  return `otpauth://${mode}/${label}?${fields.join('&')}`;
}

function readQuery(query: string): Map<Parameter, string> {
  const fields = new Map<Parameter, string>();
  for (const [index, pair] of query.split('&').entries()) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (DECORATIONS.includes(name)) continue;
    const parameter = PARAMETERS.find((known) => known === name);
    if (parameter === undefined) {
      // Its name stays out of the message: where an "=" is missing, it may be the secret.
      throw refused(`parameter ${String(index + 1)}`, 'not known');
    }
    if (equals < 0) throw refused(parameter, 'has no value');
    if (fields.has(parameter)) throw refused(parameter, 'given twice');
    fields.set(parameter, decodePercent(parameter, pair.slice(equals + 1)));
  }
  return fields;
}

/** Google's label: an account, or an issuer, a colon (plain or %3A), spaces and an account. */
function readLabel(label: string): { prefix: string | undefined; account: string } {
  const text = decodePercent('label', label);
  const colon = text.indexOf(':');
  if (colon < 0) return { prefix: undefined, account: text };
  return { prefix: text.slice(0, colon), account: text.slice(colon + 1).replace(/^ +/, '') };
}

function readSecret(text: string | undefined): Secret {
  if (text === undefined) throw refused('secret', 'missing');
  const bytes = secretBytes(text);
  if (bytes.length === 0) throw refused('secret', 'empty');
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}

function secretBytes(text: string): Uint8Array {
  try {
    return decodeBase32(text);
  } catch (error) {
    throw refused('secret', error instanceof UsageError ? error.message : 'not base32');
  }
}

/** SHA1, SHA-1, HmacSHA1 and their like for 256 and 512, in either case. */
function readAlgorithm(text: string | undefined): Algorithm {
  if (text === undefined) return 'SHA1';
  switch (/^(?:hmac-?)?sha-?(1|256|512)$/i.exec(text)?.[1]) {
    case '1':
      return 'SHA1';
    case '256':
      return 'SHA256';
    case '512':
      return 'SHA512';
    default:
      throw refused('algorithm', 'not SHA1, SHA256 or SHA512');
  }
}

function readNumber(fields: ReadonlyMap<Parameter, string>, name: NumberParameter): number {
  const text = fields.get(name);
  if (text === undefined) return NUMBERS[name].absent;
  return inRange(name, /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN);
}

function inRange(name: NumberParameter, value: number): number {
  const { least, most } = NUMBERS[name];
  if (!Number.isInteger(value) || value < least || value > most) {
    throw refused(name, `not a whole number from ${String(least)} to ${String(most)}`);
  }
  return value;
}

function refuseField(fields: ReadonlyMap<Parameter, string>, name: Parameter, why: string): void {
  if (fields.has(name)) throw refused(name, why);
}

function decodePercent(field: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused(field, 'broken percent-encoding');
  }
}

function encodeName(field: string, name: string): string {
  if (/^ |:/.test(name)) throw refused(field, 'has a colon or a space in front');
  try {
    return encodeURIComponent(name);
  } catch {
    throw refused(field, 'has a lone surrogate');
  }
}

function refused(field: string, why: string): UsageError {
  return new UsageError(`otpauth ${field}: ${why}`);
}
