import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { findCipher, findHmac } from './algorithm.ts';
import type { CipherMethod, HashMethod } from './algorithm.ts';
import { decrypt } from './cipher.ts';
import { missingKey } from './container-key.ts';
import type { ContainerKey } from './container-key.ts';
import type { Findings } from './finding.ts';
import { NS } from './names.ts';
import { secretKey } from './secret-key.ts';
import type { XmlElement } from './xml-element.ts';
import { base64Bytes, child } from './xml-read.ts';

/** A MAC key shorter than this is no key (RFC 2104 §3 wants the length of the hash). */
const SHORT_MAC_KEY = 16;

/** OpenSSL answers a changed value by a random one, so that its padding is never told. */
const RSA_15 =
  'RSA 1.5 without a ValueMAC: a changed value is read as another one, so compare a code first';

/**
 * Opens the values of one container. Whether padding was right is never told: a value of a cipher
 * without authentication is decrypted only after its ValueMAC was found right, and when the MAC key
 * itself could not be decrypted, a random one lets every ValueMAC fail alike.
 */
export class ValueOpener {
  readonly #container: XmlElement;
  readonly #key: ContainerKey;
  readonly #findings: Findings;
  readonly #allowUnauthenticated: boolean;
  readonly #mac: { readonly method: HashMethod; readonly key: KeyObject } | undefined;
  /** Why the MACMethod cannot be used, until that is said. */
  #macFault: string | undefined;
  /** Sentences that were said once of the file as a whole. */
  #keyMissing = false;
  opened = 0;
  /** Values that the key did not open, or that were changed: the two cannot be told apart. */
  readonly refused: {
    readonly at: XmlElement;
    readonly field: string;
    readonly serial?: string;
  }[] = [];

  constructor(
    container: XmlElement,
    key: ContainerKey,
    options: { readonly findings: Findings; readonly allowUnauthenticated: boolean },
  ) {
    this.#container = container;
    this.#key = key;
    this.#findings = options.findings;
    this.#allowUnauthenticated = options.allowUnauthenticated;
    this.#mac = this.#readMac();
  }

  /** The file says that its values are protected. */
  get encrypted(): boolean {
    return child(this.#container, 'EncryptionKey') !== undefined || this.#mac !== undefined;
  }

  /** A key was wanted that is not there or has a wrong length: said once. */
  get keyMissing(): boolean {
    return this.#keyMissing;
  }

  /** The plain bytes of an EncryptedValue; undefined if a fault was found. */
  open(value: XmlElement, holder: XmlElement, field: string): Uint8Array | undefined {
    const sealed = this.#sealed(value, field);
    if (sealed === undefined) return undefined;
    const { cipher, key, data } = sealed;
    if (!this.#authentic(cipher, data, holder, field)) return undefined;
    const plain = decrypt(cipher, key, data);
    if (plain === undefined) this.#refuse(value, field);
    else this.opened += 1;
    return plain;
  }

  #authentic(cipher: CipherMethod, data: Uint8Array, holder: XmlElement, field: string): boolean {
    const element = child(holder, 'ValueMAC');
    if (element !== undefined && this.#mac !== undefined) {
      const expected = base64Bytes(element.text);
      const { method, key } = this.#mac;
      const actual = createHmac(method.hash, key).update(data).digest();
      if (expected?.length === actual.length && timingSafeEqual(actual, expected)) return true;
      this.#refuse(element, field);
      return false;
    }
    if (cipher.authentic) return true;
    if (cipher.kind === 'rsa-1.5' && this.#key.certified) {
      this.#findings.warnOnce(holder, field, RSA_15);
      return true;
    }
    const method = child(this.#container, 'MACMethod');
    if (element !== undefined && method !== undefined) {
      const { line, column } = method;
      const message = this.#macFault;
      // Said once, and only if a value wants it.
      if (message !== undefined) {
        this.#findings.faults.push({ line, column, field: 'MACMethod', message });
      }
      this.#macFault = undefined;
      return false;
    }
    const message =
      element === undefined
        ? 'no ValueMAC, so nobody could tell a changed value (RFC 6030 §6)'
        : 'a ValueMAC, but no MACMethod that says how it is made';
    if (!this.#allowUnauthenticated) this.#findings.fault(holder, field, message);
    else this.#findings.warnOnce(holder, field, message);
    return this.#allowUnauthenticated;
  }

  #readMac(): { readonly method: HashMethod; readonly key: KeyObject } | undefined {
    const element = child(this.#container, 'MACMethod');
    if (element === undefined) return undefined;
    const uri = element.attributes.get('Algorithm') ?? '';
    const method = findHmac(uri);
    if (method === undefined) {
      this.#macFault = `unknown MAC algorithm “${uri}”`;
      return undefined;
    }
    const sealedKey = child(element, 'MACKey');
    if (sealedKey === undefined) {
      // As the drafts had it: the encryption key is the MAC key.
      if (child(element, 'MACKeyReference') !== undefined) {
        this.#macFault = 'MACKeyReference names a MAC key that is not in the file';
        return undefined;
      }
      const { symmetric } = this.#key;
      return symmetric === undefined ? undefined : { method, key: symmetric };
    }
    const sealed = this.#sealed(sealedKey, 'MACKey');
    if (sealed === undefined) return undefined;
    const plain = decrypt(sealed.cipher, sealed.key, sealed.data);
    const usable = plain !== undefined && plain.length >= SHORT_MAC_KEY;
    return { method, key: secretKey(usable ? plain : randomBytes(method.bytes)) };
  }

  #sealed(
    value: XmlElement,
    field: string,
  ): { cipher: CipherMethod; key: KeyObject; data: Uint8Array } | undefined {
    const method = child(value, 'EncryptionMethod', NS.xenc);
    const uri = method?.attributes.get('Algorithm');
    const cipher = uri === undefined ? undefined : findCipher(uri);
    if (cipher === undefined) {
      const message = uri === undefined ? 'missing' : `unknown algorithm ${uri}`;
      this.#findings.fault(method ?? value, 'EncryptionMethod', message);
      return undefined;
    }
    const element = child(child(value, 'CipherData', NS.xenc), 'CipherValue', NS.xenc);
    const data = element === undefined ? undefined : base64Bytes(element.text);
    if (data === undefined || data.length === 0) {
      this.#findings.fault(element ?? value, `${field} CipherValue`, 'missing, or no base64');
      return undefined;
    }
    const missing = missingKey(this.#key, cipher, this.#container);
    const rsa = cipher.kind === 'rsa-1.5' || cipher.kind === 'rsa-oaep';
    const key = rsa ? this.#key.privateKey : this.#key.symmetric;
    if (missing === undefined && key !== undefined) return { cipher, key, data };
    if (!this.#keyMissing && missing !== undefined) {
      const { line, column } = value;
      this.#findings.faults.push({ line, column, field: 'EncryptionKey', message: missing });
    }
    this.#keyMissing = true;
    return undefined;
  }

  #refuse(at: XmlElement, field: string): void {
    const { serial } = this.#findings;
    this.refused.push({ at, field, ...(serial === undefined ? {} : { serial }) });
  }
}
