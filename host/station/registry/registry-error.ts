/**
 * - `unknown`: there is no such lot, unit, import or export.
 * - `state`: it is not in a state in which that may be done.
 * - `taken`: the name is another's.
 * - `refused`: what is asked for cannot be.
 * - `purged`: the seed was deleted after an acknowledged export.
 */
export type RegistryErrorCode = 'unknown' | 'state' | 'taken' | 'refused' | 'purged';

/** What the registry does not do. The message tells why and what to do instead. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;

  constructor(code: RegistryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
