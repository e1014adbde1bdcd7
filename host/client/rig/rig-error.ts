/** Whose fault it is: never the fob's. */
export type RigErrorCode = 'lacking' | 'contact' | 'unproven' | 'busy' | 'refused';

/**
 * The rig could not do, or could not prove, what was asked. A run in which that happens is INVALID,
 * or SKIPPED where a capability is lacking; never FAIL.
 */
export class RigError extends Error {
  override readonly name = 'RigError';
  readonly code: RigErrorCode;

  constructor(code: RigErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
