import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Secret, toHex } from '@fobkit/protocol';
import { encodeFields } from './fields.ts';
import type { Binding, SecretVault } from './sealed.ts';
import { VaultError } from './vault-error.ts';
import { CIPHER, KEY_ID_BYTES, NONCE_BYTES, TAG_BYTES, type VaultKeys } from './vault-header.ts';

const FORM = 1;
const NONCE_AT = 1 + KEY_ID_BYTES;
const SEALED_AT = NONCE_AT + NONCE_BYTES;

/**
 * An open vault. What it seals: form(1) ‖ key id(4) ‖ nonce(12) ‖ AES-256-GCM ‖ tag(16), with form,
 * key id and the binding's fields as associated data.
 */
export class Vault implements SecretVault {
  readonly #keys: VaultKeys;
  #closed = false;

  /** Takes the keys over. */
  constructor(keys: VaultKeys) {
    this.#keys = keys;
  }

  /** Hex; names the data key. */
  get keyId(): string {
    return toHex(this.#keys.keyId);
  }

  seal(secret: Secret, binding: Binding): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES);
    const head = this.#head;
    const cipher = createCipheriv(CIPHER, this.#open.data, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(boundTo(head, binding));
    const bytes = secret.reveal();
    const sealed = [cipher.update(bytes), cipher.final()];
    bytes.fill(0);
    return new Uint8Array(Buffer.concat([head, nonce, ...sealed, cipher.getAuthTag()]));
  }

  open(sealed: Uint8Array, binding: Binding): Secret {
    const head = this.#head;
    if (sealed.length < SEALED_AT + TAG_BYTES || sealed[0] !== FORM) {
      throw this.#refusal(binding, 'is cut off, or of a form that this fobkit does not know');
    }
    if (!Buffer.from(head).equals(sealed.subarray(0, NONCE_AT))) {
      throw this.#refusal(binding, 'was sealed by another data key');
    }
    const nonce = sealed.subarray(NONCE_AT, SEALED_AT);
    const tagAt = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, this.#open.data, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(head, binding));
    decipher.setAuthTag(sealed.subarray(tagAt));
    const bytes = decipher.update(sealed.subarray(SEALED_AT, tagAt));
    try {
      decipher.final();
      return new Secret(bytes);
    } catch (error) {
      throw this.#refusal(binding, 'was changed, or belongs to another row', error);
    } finally {
      bytes.fill(0);
    }
  }

  fingerprint(secret: Secret): Uint8Array {
    const bytes = secret.reveal();
    const mac = createHmac('sha256', this.#open.fingerprint).update(bytes).digest();
    bytes.fill(0);
    return new Uint8Array(mac);
  }

  /** Overwrites the keys: it opens and seals nothing any more. */
  close(): void {
    wipeKeys(this.#keys);
    this.#closed = true;
  }

  get #open(): VaultKeys {
    if (this.#closed) throw new Error('the vault is closed');
    return this.#keys;
  }

  get #head(): Uint8Array {
    return Uint8Array.of(FORM, ...this.#keys.keyId);
  }

  #refusal({ kind, serialLabel }: Binding, why: string, cause?: unknown): VaultError {
    return new VaultError('sealed', `the ${kind} of ${serialLabel} ${why}`, { cause });
  }
}

export function newKeys(): VaultKeys {
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));
  return { keyId: random(KEY_ID_BYTES), data: random(32), fingerprint: random(32) };
}

function wipeKeys({ data, fingerprint }: VaultKeys): void {
  data.fill(0);
  fingerprint.fill(0);
}

function boundTo(head: Uint8Array, binding: Binding): Uint8Array {
  const { kind, deviceId, serialLabel, parameters, rowVersion } = binding;
  return encodeFields([head, kind, deviceId, serialLabel, parameters, rowVersion]);
}
