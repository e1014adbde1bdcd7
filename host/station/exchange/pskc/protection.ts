import { createHmac, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { UsageError } from '@fobkit/protocol';
import type { Secret } from '@fobkit/protocol';
import { findCipher, findHmac } from './algorithm.ts';
import type { CipherMethod, HashMethod } from './algorithm.ts';
import { encrypt } from './cipher.ts';
import { PBKDF2_LIMITS, deriveKey } from './key-derivation.ts';
import type { Pbkdf2 } from './key-derivation.ts';
import { NS, PBKDF2 } from './names.ts';
import { secretKey } from './secret-key.ts';
import type { XmlNode } from './xml-write.ts';

/**
 * `aes128` is what RFC 6030 §6 makes mandatory and every server reads: AES-128-CBC with HMAC-SHA-1,
 * and PBKDF2 with HMAC-SHA-1. `aes256` is AES-256-CBC with HMAC-SHA-256 in both places.
 */
export type PskcCipher = 'aes128' | 'aes256';

/** How seeds are protected; that they are not must be said. */
export type PskcProtection =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'pre-shared';
      /** 16 bytes for `aes128`, 32 for `aes256`. */
      readonly key: Secret;
      /** Names the key to who has more than one. */
      readonly keyName?: string;
      readonly cipher: PskcCipher;
    }
  | {
      readonly kind: 'passphrase';
      /** UTF-8, 8 bytes at least. */
      readonly passphrase: Secret;
      readonly keyName?: string;
      readonly cipher?: PskcCipher;
      /** 1,000 to 10,000,000; as OWASP advises for the function if absent. */
      readonly iterations?: number;
    };

const LEAST_ITERATIONS = 1000;
const SHORT_PASSPHRASE = 8;
const SALT = 16;

const SUITES = {
  aes128: { cipher: 'aes128-cbc', hmac: 'hmac-sha1', iterations: 1_300_000 },
  aes256: { cipher: 'aes256-cbc', hmac: 'hmac-sha256', iterations: 600_000 },
} as const;

/** Seals the values of one container. */
export interface Sealer {
  /** EncryptionKey and MACMethod. */
  readonly header: readonly XmlNode[];
  /** The content of a Secret. */
  seal(plain: Uint8Array): readonly XmlNode[];
}

/** @throws UsageError: a key of another length, a short passphrase, too few iterations */
export function sealer(protection: PskcProtection): Sealer {
  if (protection.kind === 'plain') {
    return {
      header: [],
      seal: (plain) => [{ name: 'PlainValue', content: base64(plain) }],
    };
  }
  const suite = SUITES[protection.cipher ?? 'aes256'];
  const cipher = known(findCipher(`${NS.xenc}${suite.cipher}`));
  const mac = known(findHmac(suite.hmac));
  const { key, encryptionKey } =
    protection.kind === 'pre-shared'
      ? preShared(protection, cipher)
      : passphrase(protection, cipher, { prf: mac, iterations: suite.iterations });
  const macKey = randomBytes(mac.bytes);
  const sealedMacKey = encrypted(cipher, encrypt(cipher, key, macKey));
  const macKeyObject = secretKey(macKey);
  const header: readonly XmlNode[] = [
    { name: 'EncryptionKey', content: encryptionKey },
    {
      name: 'MACMethod',
      attributes: { Algorithm: mac.uri },
      content: [{ name: 'MACKey', content: sealedMacKey }],
    },
  ];
  return {
    header,
    seal: (plain) => {
      const data = encrypt(cipher, key, plain);
      const value = createHmac(mac.hash, macKeyObject).update(data).digest();
      return [
        { name: 'EncryptedValue', content: encrypted(cipher, data) },
        { name: 'ValueMAC', content: base64(value) },
      ];
    },
  };
}

interface ForContainer {
  readonly key: KeyObject;
  readonly encryptionKey: readonly (XmlNode | undefined)[];
}

function preShared(
  protection: PskcProtection & { readonly kind: 'pre-shared' },
  cipher: CipherMethod,
): ForContainer {
  if (protection.key.length !== cipher.keyBytes) {
    const is = protection.key.length;
    throw new UsageError(
      `the key has ${is} bytes, and ${protection.cipher} takes ${cipher.keyBytes}`,
    );
  }
  const name = protection.keyName ?? 'Pre-shared-key';
  return {
    key: secretKey(protection.key.reveal()),
    encryptionKey: [{ name: 'ds:KeyName', content: name }],
  };
}

function passphrase(
  protection: PskcProtection & { readonly kind: 'passphrase' },
  cipher: CipherMethod,
  usual: { readonly prf: HashMethod; readonly iterations: number },
): ForContainer {
  const iterations = protection.iterations ?? usual.iterations;
  const { most } = PBKDF2_LIMITS.iterations;
  if (!Number.isInteger(iterations) || iterations < LEAST_ITERATIONS || iterations > most) {
    throw new UsageError(`${LEAST_ITERATIONS} to ${most} iterations wanted`);
  }
  if (protection.passphrase.length < SHORT_PASSPHRASE) {
    throw new UsageError(`the passphrase has less than ${SHORT_PASSPHRASE} bytes`);
  }
  const salt = randomBytes(SALT);
  const parameters = { salt, iterations, keyBytes: cipher.keyBytes, prf: usual.prf };
  return {
    key: secretKey(deriveKey(protection.passphrase, parameters)),
    encryptionKey: [derivedKey(parameters, protection.keyName)],
  };
}

/** As figure 7 of the RFC has it; PKCS #5 has its children without a namespace. */
function derivedKey(parameters: Pbkdf2, keyName: string | undefined): XmlNode {
  const bare = { xmlns: '' };
  return {
    name: 'xenc11:DerivedKey',
    content: [
      {
        name: 'xenc11:KeyDerivationMethod',
        attributes: { Algorithm: PBKDF2[0] },
        content: [
          {
            name: 'pkcs5:PBKDF2-params',
            content: [
              {
                name: 'Salt',
                attributes: bare,
                content: [{ name: 'Specified', content: base64(parameters.salt) }],
              },
              { name: 'IterationCount', attributes: bare, content: `${parameters.iterations}` },
              { name: 'KeyLength', attributes: bare, content: `${parameters.keyBytes}` },
              { name: 'PRF', attributes: { ...bare, Algorithm: parameters.prf.uri } },
            ],
          },
        ],
      },
      keyName === undefined ? undefined : { name: 'xenc11:MasterKeyName', content: keyName },
    ],
  };
}

function encrypted(cipher: CipherMethod, data: Uint8Array): readonly XmlNode[] {
  return [
    { name: 'xenc:EncryptionMethod', attributes: { Algorithm: cipher.uri } },
    { name: 'xenc:CipherData', content: [{ name: 'xenc:CipherValue', content: base64(data) }] },
  ];
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function known<Method>(method: Method | undefined): Method {
  if (method === undefined) throw new RangeError('an algorithm of our own table is not in it');
  return method;
}
