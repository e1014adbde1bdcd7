/**
 * - `missing`: the database has no vault yet.
 * - `exists`: it has one already.
 * - `key`: the key file or the passphrase is not the one.
 * - `form`: what is there is no vault that this version knows, or it was changed.
 * - `sealed`: a secret does not open: sealed by another key, beside other values, or changed.
 * - `changed`: the vault was given a new data key while this process had it open.
 */
export type VaultErrorCode = 'missing' | 'exists' | 'key' | 'form' | 'sealed' | 'changed';

/** The vault does not open, or something in it. Never tells a secret. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
