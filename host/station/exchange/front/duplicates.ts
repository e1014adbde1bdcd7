import { createHash } from 'node:crypto';
import type { ExchangeFault } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';
import type { LineToken } from './line-format.ts';

/**
 * A fault for each token whose serial label or seed another one of the file has too; nobody can
 * tell which of them is right, so that all of them are at fault. Seeds are compared by SHA-256.
 */
export function duplicateFaults(
  tokens: readonly LineToken[],
  { serials = true }: { readonly serials?: boolean } = {},
): readonly ExchangeFault[] {
  return [
    ...(serials ? repeated(tokens, ({ serial }) => serial, 'serial') : []),
    ...repeated(tokens, seedDigest, 'seed'),
  ];
}

function repeated(
  tokens: readonly LineToken[],
  keyOf: (token: TokenRecord) => string,
  field: string,
): readonly ExchangeFault[] {
  return [...Map.groupBy(tokens, ({ token }) => keyOf(token)).values()]
    .filter((group) => group.length > 1)
    .flatMap((group) => group.map((each) => duplicate(each, group, field)));
}

function duplicate(
  { line, token }: LineToken,
  group: readonly LineToken[],
  field: string,
): ExchangeFault {
  const others = group.filter((other) => other.token !== token);
  const [first] = others;
  const more = others.length > 1 ? ` and ${String(others.length - 1)} more` : '';
  const where =
    first?.line === undefined ? (first?.token.serial ?? '') : `line ${String(first.line)}`;
  return {
    ...(line === undefined ? {} : { line }),
    serial: token.serial,
    field,
    message: `the same as of ${where}${more}`,
  };
}

function seedDigest({ seed }: TokenRecord): string {
  const bytes = seed.reveal();
  const digest = createHash('sha256').update(bytes).digest('base64');
  bytes.fill(0);
  return digest;
}
