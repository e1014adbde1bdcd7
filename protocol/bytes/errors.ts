/** What is wrong with bytes that came from the peer. */
export const WireErrorCode = {
  /** Fewer bytes than the structure needs. */
  Truncated: 'truncated',
  /** Bytes left over after the structure. */
  Trailing: 'trailing',
  /** The checksum does not match. */
  Checksum: 'checksum',
  /** Bytes that no encoder writes: not well-formed. */
  Malformed: 'malformed',
  /** Well-formed, but larger, deeper or longer than is allowed. */
  Limit: 'limit',
  /** Well-formed, but of another type than the field has. */
  Type: 'type',
  /** Parts in another order than the rules give (map keys, packets). */
  Order: 'order',
  /** The same key or part twice. */
  Duplicate: 'duplicate',
  /** A field that must be there is not. */
  Missing: 'missing',
  /** Of the right type, but outside the values that the field may have. */
  Value: 'value',
  /** A command, version or feature that this side does not know. */
  Unsupported: 'unsupported',
} as const;
export type WireErrorCode = (typeof WireErrorCode)[keyof typeof WireErrorCode];

/** The peer's bytes are wrong. The message names the rule and the place, never the bytes. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code: WireErrorCode;

  constructor(code: WireErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The caller's argument is wrong. The message names the rule, never the value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
