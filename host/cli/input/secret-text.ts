import { decodeBase32, fromHex, UsageError } from '@fobkit/protocol';
import { usage } from '../program/cli-error.ts';

/**
 * Bytes written in hex, or in base32 where that is not hex. Spaces, line ends and hyphens between
 * them are skipped.
 *
 * @throws CliError that never quotes the text.
 */
export function secretFromText(text: string, what: string): Uint8Array {
  const bare = text.replace(/[\s-]/g, '');
  if (bare === '') throw usage(`${what}: there is none; the input is empty`);
  try {
    return /^[0-9a-f]+$/i.test(bare) && bare.length % 2 === 0 ? fromHex(bare) : decodeBase32(bare);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw usage(`${what}: neither hex nor base32`, { cause: error });
  }
}

/** A key of 32 bytes. */
export function keyFromText(text: string, what: string): Uint8Array {
  const bytes = secretFromText(text, what);
  if (bytes.length === 32) return bytes;
  throw usage(`${what}: has ${String(bytes.length)} bytes; 32 are wanted, 64 hex digits`);
}
