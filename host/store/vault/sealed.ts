import type { Secret } from '@fobkit/protocol';

/** What a secret is bound to: it opens only beside the same values (AES-GCM's associated data). */
export interface Binding {
  /** What it is: `seed`, `transport key`. */
  readonly kind: string;
  readonly deviceId: string | undefined;
  readonly serialLabel: string;
  /** The deterministic CBOR of the loaded parameters. */
  readonly parameters: Uint8Array;
  readonly rowVersion: number;
}

/**
 * Seals secrets for a database: AES-256-GCM under a data key, which is wrapped by a key from a key
 * file or a passphrase (docs/station.md).
 */
export interface SecretVault {
  seal(secret: Secret, binding: Binding): Uint8Array;
  /** @throws VaultError when it was sealed by another key or beside other values. */
  open(sealed: Uint8Array, binding: Binding): Secret;
  /** HMAC-SHA-256 under a key of its own: the same for the same secret, and tells nothing of it. */
  fingerprint(secret: Secret): Uint8Array;
}
