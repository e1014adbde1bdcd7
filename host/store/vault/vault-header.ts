import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Derivation, KEY_BYTES, SALT_BYTES, type VaultKey, wrappingKey } from './vault-key.ts';
import { VaultError } from './vault-error.ts';

/** The keys of a vault, and which data key it is. Whoever has them wipes them. */
export interface VaultKeys {
  /** 4 bytes at random that name the data key in whatever it sealed. */
  readonly keyId: Uint8Array;
  readonly data: Uint8Array;
  readonly fingerprint: Uint8Array;
}

/** Before the key id: `FKV` and the version of the form. */
const MAGIC = Uint8Array.of(0x46, 0x4b, 0x56, 1);
const KIND = { 'key-file': 1, passphrase: 2 } as const;
export const KEY_ID_BYTES = 4;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const CIPHER = 'aes-256-gcm';
const KEY_ID_AT = 4;
const KIND_AT = 8;
const SALT_AT = 12;
const NONCE_AT = SALT_AT + SALT_BYTES;
const WRAPPED_AT = NONCE_AT + NONCE_BYTES;
const TAG_AT = WRAPPED_AT + 2 * KEY_BYTES;
const HEADER_BYTES = TAG_AT + TAG_BYTES;

/**
 * The keys, wrapped: magic(4) ‖ key id(4) ‖ kind(1) ‖ log2 N, r, p of scrypt(3) ‖ salt(16) ‖
 * nonce(12) ‖ AES-256-GCM of data key(32) ‖ fingerprint key(32), with all before the nonce as
 * associated data ‖ tag(16).
 */
export async function wrapKeys(
  keys: VaultKeys,
  key: VaultKey,
  derivation: Derivation,
): Promise<Uint8Array> {
  const costs = derivation.kind === 'key-file' ? [0, 0, 0] : costsOf(derivation);
  const head = Buffer.concat([MAGIC, keys.keyId, Uint8Array.of(KIND[derivation.kind], ...costs)]);
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const wrapping = await wrappingKey(key, derivation, salt);
  const cipher = createCipheriv(CIPHER, wrapping, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([head, salt]));
  const wrapped = [cipher.update(keys.data), cipher.update(keys.fingerprint), cipher.final()];
  wrapping.fill(0);
  return new Uint8Array(Buffer.concat([head, salt, nonce, ...wrapped, cipher.getAuthTag()]));
}

/** Rejects with `VaultError` `key` or `form`. */
export async function unwrapKeys(header: Uint8Array, key: VaultKey): Promise<VaultKeys> {
  const derivation = derivationOf(header);
  const part = (from: number, to: number): Uint8Array => header.subarray(from, to);
  const wrapping = await wrappingKey(key, derivation, part(SALT_AT, NONCE_AT));
  const nonce = part(NONCE_AT, WRAPPED_AT);
  const decipher = createDecipheriv(CIPHER, wrapping, nonce, { authTagLength: TAG_BYTES });
  wrapping.fill(0);
  decipher.setAAD(part(0, NONCE_AT));
  decipher.setAuthTag(part(TAG_AT, HEADER_BYTES));
  const keys = decipher.update(part(WRAPPED_AT, TAG_AT));
  try {
    decipher.final();
  } catch (error) {
    keys.fill(0);
    const what = key.kind === 'key-file' ? 'key file' : 'passphrase';
    throw new VaultError('key', `the vault does not open with this ${what}`, { cause: error });
  }
  const keyId = keyIdOf(header);
  const data = new Uint8Array(keys.subarray(0, KEY_BYTES));
  const fingerprint = new Uint8Array(keys.subarray(KEY_BYTES));
  keys.fill(0);
  return { keyId, data, fingerprint };
}

/** Which data key it wraps. @throws VaultError `form` */
export function keyIdOf(header: Uint8Array): Uint8Array {
  derivationOf(header);
  return header.slice(KEY_ID_AT, KEY_ID_AT + KEY_ID_BYTES);
}

function derivationOf(header: Uint8Array): Derivation {
  const ours = MAGIC.every((byte, at) => header[at] === byte);
  if (!ours || header.length !== HEADER_BYTES) {
    throw new VaultError('form', 'that is no vault of a form that this fobkit knows');
  }
  const [kind = 0, logN = 0, r = 0, p = 0] = header.subarray(KIND_AT, SALT_AT);
  if (kind === KIND['key-file'] && logN === 0 && r === 0 && p === 0) return { kind: 'key-file' };
  if (kind === KIND.passphrase) return { kind: 'passphrase', logN, r, p };
  throw new VaultError('form', 'the vault opens in a way that this fobkit does not know');
}

function costsOf({ logN, r, p }: Derivation & { readonly kind: 'passphrase' }): readonly number[] {
  return [logN, r, p];
}
