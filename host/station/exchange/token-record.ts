import type { Algorithm, OtpMode, Secret } from '@fobkit/protocol';

/** How codes come of a seed. */
export interface TokenParameters {
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  /** 4 to 10. */
  readonly digits: number;
  /** TOTP: time step in seconds. */
  readonly stepSeconds?: number;
  /** TOTP: unix time at which counting starts, in seconds; 0 if absent. */
  readonly t0?: number;
  /** HOTP: the counter of the next code. */
  readonly counter?: number;
  /** OCRA: the suite (RFC 6287 §6). */
  readonly suite?: string;
}

/**
 * A token as files tell of it, whatever their format: what all readers give and all writers take.
 * A field that a format cannot say is lost in it, and the writer warns of that by name.
 */
export interface TokenRecord {
  /** The serial label. */
  readonly serial: string;
  readonly parameters: TokenParameters;
  readonly seed: Secret;
  /** The immutable number of the chip, lower-case hex. */
  readonly deviceId?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** RFC 6030 §4.3.1: names the key among those of a server; the serial if absent. */
  readonly keyId?: string;
  readonly friendlyName?: string;
  readonly issuer?: string;
  /** Whose it is: a user id, a UPN, an account of an otpauth: URI. */
  readonly user?: string;
  readonly realm?: string;
  readonly resolver?: string;
  /** RFC 6030 §4.3.4: the drift of the fob's clock, in time steps. */
  readonly timeDriftSteps?: number;
  /** Unix seconds between which the key may be used (RFC 6030 §5.1). */
  readonly startDate?: number;
  readonly expiryDate?: number;
  readonly policy?: TokenPolicy;
  /** RFC 6030 §4.3.5: each code ends in a checksum digit. */
  readonly checkDigits?: boolean;
  /** Numbers on a bill of delivery, a production lot: RFC 6030 §4.3.1 IssueNo and §4.2.2. */
  readonly issueNumber?: string;
}

/** RFC 6030 §5. */
export interface TokenPolicy {
  readonly keyUsage?: readonly string[];
  readonly numberOfTransactions?: number;
  readonly pinPolicy?: Readonly<Record<string, string>>;
}
