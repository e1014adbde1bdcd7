import fc from 'fast-check';
import type { Algorithm } from '@fobkit/protocol';
import { Secret, toHex } from '@fobkit/protocol';
import type {
  ReadFile,
  ReadTokensOptions,
} from '../../../../host/station/exchange/front/read-tokens.ts';
import { readTokens } from '../../../../host/station/exchange/front/read-tokens.ts';
import type { ExchangeFault } from '../../../../host/station/exchange/exchange-error.ts';
import { faultText } from '../../../../host/station/exchange/exchange-error.ts';
import type {
  TokenParameters,
  TokenRecord,
} from '../../../../host/station/exchange/token-record.ts';

/** The 20 bytes of RFC 4226 Appendix D. */
export const RFC_SEED = new TextEncoder().encode('12345678901234567890');
export const RFC_HEX = '3132333435363738393031323334353637383930';
export const RFC_BASE32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

export function token(fields: Partial<TokenRecord> = {}): TokenRecord {
  return {
    serial: 'SKTS00509641',
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    seed: new Secret(RFC_SEED),
    ...fields,
  };
}

export function read(text: string, options: Partial<ReadTokensOptions> = {}): ReadFile {
  return readTokens({ file: 'tokens.csv', bytes: new TextEncoder().encode(text), ...options });
}

/** A record whose seed can be compared. */
export function plain(record: TokenRecord): object {
  return { ...record, seed: toHex(record.seed.reveal()) };
}

export function texts(faults: readonly ExchangeFault[]): readonly string[] {
  return faults.map((fault) => faultText('tokens.csv', fault));
}

export const secretOf = (sizes: fc.Arbitrary<number>): fc.Arbitrary<Secret> =>
  sizes
    .chain((size) => fc.uint8Array({ minLength: size, maxLength: size }))
    .map((bytes) => new Secret(bytes));

/** Printable ASCII without blanks that no spreadsheet runs or shortens. */
export const serials = fc
  .stringMatching(/^[0-9A-Za-z!$%&()*./<>?[\]^_`{|}~][!-~]{0,31}$/)
  .filter((text) => !/^\d(?:[.,]\d+)?E\+\d+$/i.test(text));

/** Names with quotes, blanks inside, commas, and letters of many scripts. */
export const names = fc
  .oneof(
    fc.constantFrom('山田 太郎', "O'Brien", 'Müller, Jörg', 'a"b', '""', 'x;y', 'наталья', '🔑'),
    fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
  )
  .filter((name) => name === name.trim() && name !== '')
  .filter((name) => !/[\p{Cc}\p{Cs}]|^[=+\-@＝＋－＠]/u.test(name));

export const totp = (
  algorithms: readonly Algorithm[],
  digits: readonly number[],
  steps: readonly number[],
): fc.Arbitrary<TokenParameters> =>
  fc.record({
    mode: fc.constant('totp' as const),
    algorithm: fc.constantFrom(...algorithms),
    digits: fc.constantFrom(...digits),
    stepSeconds: fc.constantFrom(...steps),
  });

export const hotp = (
  algorithms: readonly Algorithm[],
  digits: readonly number[],
): fc.Arbitrary<TokenParameters> =>
  fc.record({
    mode: fc.constant('hotp' as const),
    algorithm: fc.constantFrom(...algorithms),
    digits: fc.constantFrom(...digits),
    counter: fc.oneof(
      fc.nat(),
      fc.maxSafeNat().map((counter) => counter - (counter % 2)),
    ),
  });

/** Several tokens, no serial and no seed twice. */
export function filesOf(one: fc.Arbitrary<TokenRecord>): fc.Arbitrary<readonly TokenRecord[]> {
  return fc
    .array(one, { minLength: 1, maxLength: 6 })
    .map((tokens) => [...new Map(tokens.map((each) => [each.serial, each])).values()])
    .filter(
      (tokens) => new Set(tokens.map((it) => toHex(it.seed.reveal()))).size === tokens.length,
    );
}
