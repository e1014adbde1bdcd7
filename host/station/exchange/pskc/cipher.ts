import {
  constants,
  createCipheriv,
  createDecipheriv,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { CipherMethod } from './algorithm.ts';

const GCM_IV = 12;
const GCM_TAG = 16;
/** RFC 3394 §2.2.3.1 and RFC 5649 §3. */
const WRAP_IV = Uint8Array.of(0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6);
const WRAP_PAD_IV = Uint8Array.of(0xa6, 0x59, 0x59, 0xa6);

/**
 * The plain bytes, or undefined if they cannot be had. The reason is not told: whoever could learn
 * of padding by sending files would read them without the key.
 */
export function decrypt(
  cipher: CipherMethod,
  key: KeyObject,
  data: Uint8Array,
): Uint8Array | undefined {
  try {
    switch (cipher.kind) {
      case 'cbc':
        return decryptCbc(cipher, key, data);
      case 'gcm': {
        const opened = createDecipheriv(gcm(cipher), key, data.subarray(0, GCM_IV));
        opened.setAuthTag(data.subarray(-GCM_TAG));
        const plain = opened.update(data.subarray(GCM_IV, -GCM_TAG));
        return join(plain, opened.final());
      }
      case 'wrap': {
        return unwrap(cipher.node, key, data) ?? unwrap(`${cipher.node}-pad`, key, data);
      }
      case 'rsa-1.5':
        return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
      case 'rsa-oaep':
        return privateDecrypt(
          { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: cipher.node },
          data,
        );
    }
  } catch {
    return undefined;
  }
}

/** Of a symmetric cipher, with a fresh IV in front. */
export function encrypt(cipher: CipherMethod, key: KeyObject, plain: Uint8Array): Uint8Array {
  if (cipher.kind !== 'cbc') throw new RangeError(`${cipher.uri} is only read`);
  const iv = randomBytes(cipher.blockBytes);
  const sealed = createCipheriv(cipher.node, key, iv);
  return join(iv, join(sealed.update(plain), sealed.final()));
}

function decryptCbc(
  cipher: CipherMethod,
  key: KeyObject,
  data: Uint8Array,
): Uint8Array | undefined {
  const block = cipher.blockBytes;
  if (data.length < 2 * block || data.length % block !== 0) return undefined;
  const opened = createDecipheriv(cipher.node, key, data.subarray(0, block));
  opened.setAutoPadding(false);
  const padded = join(opened.update(data.subarray(block)), opened.final());
  // XML Encryption §5.2: the last byte counts, the others may be anything; PKCS #7 is such a one.
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > block) return undefined;
  const plain = padded.slice(0, padded.length - padding);
  padded.fill(0);
  return plain;
}

function gcm({ node }: CipherMethod): 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' {
  if (node === 'aes-128-gcm' || node === 'aes-192-gcm') return node;
  return 'aes-256-gcm';
}

/** Files that wrap what is no multiple of 8 bytes pad it, also where they do not say so. */
function unwrap(node: string, key: KeyObject, data: Uint8Array): Uint8Array | undefined {
  try {
    const opened = createDecipheriv(node, key, node.endsWith('-pad') ? WRAP_PAD_IV : WRAP_IV);
    return join(opened.update(data), opened.final());
  } catch {
    return undefined;
  }
}

/** Wipes the two, since parts of a secret may be in them. */
function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  first.fill(0);
  second.fill(0);
  return all;
}
