import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { Secret } from '@fobkit/protocol';
import type { Binding, SecretVault } from '../vault/sealed.ts';

/** What Ed25519 keys have before their 32 bytes in PKCS #8 and in SPKI (RFC 8410 §7, §4). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;

/** A station's key, with which it signs its chain (Ed25519, RFC 8032). */
export class AuditKey {
  /** 32 bytes; anybody may have them. */
  readonly publicKey: Uint8Array;
  readonly #private: KeyObject;

  constructor(seed: Secret) {
    if (seed.length !== KEY_BYTES) throw new RangeError('the key of a station has 32 bytes');
    const bytes = seed.reveal();
    const der = Buffer.concat([PKCS8_HEAD, bytes]);
    this.#private = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    bytes.fill(0);
    der.fill(0);
    const spki = createPublicKey(this.#private).export({ format: 'der', type: 'spki' });
    this.publicKey = new Uint8Array(spki.subarray(SPKI_HEAD.length));
  }

  /** 32 bytes at random, to be sealed in the vault. */
  static makeSeed(): Secret {
    const { privateKey } = generateKeyPairSync('ed25519');
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    const seed = new Secret(der.subarray(PKCS8_HEAD.length));
    der.fill(0);
    return seed;
  }

  /** Of a seed as it lies in a database. @throws VaultError */
  static open(vault: SecretVault, sealed: Uint8Array, binding: Binding): AuditKey {
    const seed = vault.open(sealed, binding);
    try {
      return new AuditKey(seed);
    } finally {
      seed.wipe();
    }
  }

  /** 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array {
    return new Uint8Array(sign(null, bytes, this.#private));
  }
}

/** Whether the signature is that of the key. */
export class AuditVerifier {
  readonly #key: KeyObject;

  constructor(publicKey: Uint8Array) {
    if (publicKey.length !== KEY_BYTES) throw new RangeError('a public key has 32 bytes');
    const der = Buffer.concat([SPKI_HEAD, publicKey]);
    this.#key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  }

  verify(bytes: Uint8Array, signature: Uint8Array): boolean {
    return signature.length === 64 && verify(null, bytes, this.#key, signature);
  }
}
