/**
 * - `gone`: the file, its folder or the server is not there, or does not answer any more. Of a write
 *   that fails so nobody knows whether it was committed: ask again when the store is back.
 * - `full`: no space is left; nothing was written.
 * - `damaged`: what is there is no database, or does not hold together.
 * - `newer`: a newer fobkit has made it.
 * - `busy`: somebody else holds it for longer than we wait; nothing was written.
 * - `denied`: the machine or the server does not let us.
 */
export type StoreErrorCode = 'gone' | 'full' | 'damaged' | 'newer' | 'busy' | 'denied';

/** The store cannot do its work. The message tells whose fault and what to do, and no password. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
