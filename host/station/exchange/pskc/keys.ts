import type { Secret } from '@fobkit/protocol';

/** What opens files, as far as it is there. Each file says which it wants. */
export interface PskcKeys {
  /** A pre-shared key: 16, 24 or 32 bytes, as the file's cipher takes them. */
  readonly preShared?: Secret;
  /** Pre-shared keys by the name that the file gives; they come first. */
  readonly named?: ReadonlyMap<string, Secret>;
  /** UTF-8. */
  readonly passphrase?: Secret;
  /** RSA, PEM. */
  readonly privateKey?: Secret;
}
