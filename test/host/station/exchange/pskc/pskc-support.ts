import { readFileSync } from 'node:fs';
import { Secret } from '@fobkit/protocol';
import { expect } from 'vitest';
import { ExchangeError } from '../../../../../host/station/exchange/exchange-error.ts';
import type {
  ExchangeFault,
  ReadTokens,
} from '../../../../../host/station/exchange/exchange-error.ts';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import type { PskcReadOptions } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';

export const URN = 'urn:ietf:params:xml:ns:keyprov:pskc';
const VECTORS = new URL('../../../../vectors/pskc/', import.meta.url);

export function vector(name: string): string {
  return readFileSync(new URL(name, VECTORS), 'utf8');
}

export const secret = (text: string): Secret => new Secret(new TextEncoder().encode(text));
export const secretHex = (hex: string): Secret => new Secret(Buffer.from(hex, 'hex'));
/** That of all figures but the second (RFC 4226 App. D). */
export const SEED = '12345678901234567890';
export const SEED64 = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=';

export function seedText({ seed }: TokenRecord): string {
  return Buffer.from(seed.reveal()).toString('latin1');
}

/** A record with its seed in the open, to compare. */
export function open(token: TokenRecord): unknown {
  return { ...token, seed: Buffer.from(token.seed.reveal()).toString('hex') };
}

/** The faults that a file is refused with as a whole. */
export function refusal(
  source: string | Uint8Array,
  options?: PskcReadOptions,
): readonly ExchangeFault[] {
  try {
    readPskc(source, options);
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError);
    if (error instanceof ExchangeError) return error.faults;
  }
  throw new Error('the file was read');
}

export const messages = (faults: readonly ExchangeFault[]): string =>
  faults.map(({ field, message }) => `${field ?? ''}: ${message}`).join('\n');

/** The one token of a file without faults. */
export function only({ tokens, faults }: ReadTokens): TokenRecord {
  expect(messages(faults)).toBe('');
  const [token] = tokens;
  if (token === undefined || tokens.length !== 1) throw new Error(`${tokens.length} tokens`);
  return token;
}

/** What is said of a file none of whose keys is taken, each fault with its line. */
export function fault(text: string): string {
  const { tokens, faults } = readPskc(text);
  expect(tokens).toEqual([]);
  for (const it of faults) expect(it.line).toBeGreaterThan(0);
  return messages(faults);
}

export const warning = (text: string): string => messages(readPskc(text).warnings);

interface Parts {
  readonly container?: string;
  readonly before?: string;
  readonly device?: string;
  readonly algorithm?: string;
  readonly id?: string;
  readonly parameters?: string;
  readonly secret?: string;
  readonly data?: string;
  readonly key?: string;
}

/** A file of one TOTP key, written by hand, with parts exchanged. */
export function file(parts: Parts = {}): string {
  const container = parts.container ?? `Version="1.0" xmlns="${URN}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer ${container} xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
${parts.before ?? ''}
${keyPackage(parts)}
</KeyContainer>
`;
}

export function keyPackage(parts: Parts = {}): string {
  return `<KeyPackage>
${parts.device ?? '<DeviceInfo><SerialNo>FK0001</SerialNo></DeviceInfo>'}
<Key Id="${parts.id ?? 'FK0001'}" Algorithm="${parts.algorithm ?? `${URN}:totp`}">
${parts.parameters ?? '<AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>'}
<Data>${parts.secret ?? `<Secret><PlainValue>${SEED64}</PlainValue></Secret>`}
${parts.data ?? '<TimeInterval><PlainValue>30</PlainValue></TimeInterval>'}</Data>
${parts.key ?? ''}
</Key></KeyPackage>`;
}

/** A file whose Secret has one CipherValue, made here by the primitives of the specification. */
export function sealed(
  algorithm: string,
  data: Uint8Array,
  options: { key?: string; mac?: string; method?: string } = {},
): string {
  return file({
    before: `<EncryptionKey>${options.key ?? '<ds:KeyName>k</ds:KeyName>'}</EncryptionKey>${options.method ?? ''}`,
    secret: `<Secret><EncryptedValue><xenc:EncryptionMethod Algorithm="${algorithm}"/><xenc:CipherData><xenc:CipherValue>${Buffer.from(data).toString('base64')}</xenc:CipherValue></xenc:CipherData></EncryptedValue>${options.mac ?? ''}</Secret>`,
  });
}
