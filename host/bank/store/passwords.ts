import { scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from '@fobkit/protocol';
import { type SecretVault, StoreError } from '@fobkit/store';

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const R = 8;
const P = 1;
/** 32 MiB and a tenth of a second for each try. */
const PASSWORD_LOG_N = 15;
const LONGEST = 256;
const NOBODY_SALT = new Uint8Array(SALT_BYTES);

const derive = promisify<Uint8Array, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/**
 * Passwords as `scrypt$15$SALT$HASH` (RFC 7914; r = 8, p = 1; base64url) of what the vault's
 * fingerprint key makes of them and of whose they are: short ones cannot be guessed from the
 * database alone, and a hash that is written over another's is right for nobody.
 */
export class Passwords {
  readonly #vault: SecretVault;
  readonly #randomBytes: (length: number) => Uint8Array;
  readonly #logN: number;

  constructor(
    vault: SecretVault,
    randomBytes: (length: number) => Uint8Array,
    logN: number = PASSWORD_LOG_N,
  ) {
    this.#vault = vault;
    this.#randomBytes = randomBytes;
    this.#logN = logN;
  }

  /** `owner`: whose, and for what; without NUL. */
  async hash(password: string, owner: string): Promise<string> {
    const salt = this.#randomBytes(SALT_BYTES);
    const hash = await this.#derive(`${owner}\0${password}`, salt, this.#logN);
    return ['scrypt', String(this.#logN), base64(salt), base64(hash)].join('$');
  }

  /** Takes as long for nobody's (`undefined`), and for a password that is too long to be one. */
  async matches(password: string, hashed: string | undefined, owner: string): Promise<boolean> {
    const owned = `${owner}\0${password.slice(0, LONGEST)}`;
    if (hashed === undefined) {
      await this.#derive(owned, NOBODY_SALT, this.#logN);
      return false;
    }
    const [name, logNText, saltText = '', hashText = ''] = hashed.split('$');
    const logN = Number(logNText);
    const salt = Buffer.from(saltText, 'base64url');
    const hash = Buffer.from(hashText, 'base64url');
    if (name !== 'scrypt' || ![10, 11, 12, 13, 14, 15, 16, 17, 18].includes(logN)) {
      throw new StoreError('damaged', 'a password is kept in an unknown form');
    }
    const made = await this.#derive(owned, salt, logN);
    return made.length === hash.length && timingSafeEqual(made, hash);
  }

  async #derive(owned: string, salt: Uint8Array, logN: number): Promise<Uint8Array> {
    const secret = new Secret(new TextEncoder().encode(owned));
    const peppered = this.#vault.fingerprint(secret);
    secret.wipe();
    const cost = 2 ** logN;
    const options = { N: cost, r: R, p: P, maxmem: 128 * R * (cost + P + 2) + 65_536 };
    return await derive(peppered, salt, HASH_BYTES, options);
  }
}

/** Whose a password is, for `hash` and `matches`. */
export const ownerOf = {
  loginCode: (contractId: string): string => `login code ${contractId}`,
  confirmation: (contractId: string): string => `confirmation ${contractId}`,
  user: (contractId: string, userId: string): string => `user ${contractId}/${userId}`,
  clerk: (name: string): string => `clerk ${name}`,
} as const;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
