import { hkdfSync, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secret } from '@fobkit/protocol';
import { VaultError } from './vault-error.ts';

/** What opens a vault. The secrets stay the caller's. */
export type VaultKey =
  /** 32 bytes at random. */
  | { readonly kind: 'key-file'; readonly key: Secret }
  /** Text in UTF-8, as `passphraseOf` makes it. */
  | { readonly kind: 'passphrase'; readonly passphrase: Secret };

/** How the wrapping key comes of the vault's key (RFC 7914 for scrypt). */
export type Derivation =
  | { readonly kind: 'key-file' }
  | {
      readonly kind: 'passphrase';
      /** 2^this blocks of 128 · r bytes: at 17 and 8 it takes 128 MiB. */
      readonly logN: number;
      readonly r: number;
      readonly p: number;
    };

export const KEY_BYTES = 32;
export const SALT_BYTES = 16;
export const SCRYPT = { logN: 17, r: 8, p: 1 } as const;
/** A header that somebody changed makes this machine work for no longer, and take no more. */
const MOST = { logN: 18, r: 8, p: 4 } as const;
const LEAST_LOG_N = 10;

const scryptKey = promisify<Uint8Array, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** Rejects with `VaultError` `key` when it is of the other kind, `form` for costs out of bounds. */
export async function wrappingKey(
  key: VaultKey,
  derivation: Derivation,
  salt: Uint8Array,
): Promise<Uint8Array> {
  if (derivation.kind === 'key-file') {
    if (key.kind !== 'key-file') throw new VaultError('key', 'the vault opens with a key file');
    if (key.key.length !== KEY_BYTES) {
      throw new VaultError('key', `a key file holds ${KEY_BYTES} bytes, not ${key.key.length}`);
    }
    const bytes = key.key.reveal();
    const wrapping = hkdfSync('sha256', bytes, salt, 'fobkit vault key file', KEY_BYTES);
    bytes.fill(0);
    return new Uint8Array(wrapping);
  }
  if (key.kind !== 'passphrase') {
    throw new VaultError('key', 'the vault opens with a passphrase, not with a key file');
  }
  checkCosts(derivation);
  const { logN, r, p } = derivation;
  const bytes = key.passphrase.reveal();
  const cost = 2 ** logN;
  const options = { N: cost, r, p, maxmem: 128 * r * (cost + p + 2) + 65_536 };
  const wrapping = await scryptKey(bytes, salt, KEY_BYTES, options);
  bytes.fill(0);
  return wrapping;
}

function checkCosts({ logN, r, p }: Derivation & { readonly kind: 'passphrase' }): void {
  const fine =
    logN >= LEAST_LOG_N && logN <= MOST.logN && r >= 1 && r <= MOST.r && p >= 1 && p <= MOST.p;
  if (!fine) throw new VaultError('form', 'the vault asks for more work than any vault of fobkit');
}
