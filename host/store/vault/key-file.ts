import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { Secret } from '@fobkit/protocol';
import { VaultError } from './vault-error.ts';
import { KEY_BYTES, type VaultKey } from './vault-key.ts';

/** Room for 64 hex digits and an end of line. */
const MOST_BYTES = 80;
const OTHERS = 0o077;

/** Makes a file with 32 bytes at random in hex, for its owner alone; never over another. */
export function makeKeyFile(path: string): VaultKey {
  const bytes = randomBytes(KEY_BYTES);
  const file = openNew(path);
  try {
    writeSync(file, `${bytes.toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { kind: 'key-file', key: secretOf(bytes) };
}

/**
 * Reads 32 bytes, raw or as 64 hex digits.
 *
 * @throws VaultError `key` when it is none, or others than its owner may read it.
 */
export function readKeyFile(path: string): VaultKey {
  const file = openOld(path);
  const room = Buffer.alloc(MOST_BYTES);
  try {
    const { mode } = fstatSync(file);
    if ((mode & OTHERS) !== 0) {
      throw new VaultError('key', `others may read the key file ${path}: chmod 600 it`);
    }
    const bytes = room.subarray(0, readSync(file, room, 0, MOST_BYTES, null));
    if (bytes.length === KEY_BYTES) return { kind: 'key-file', key: secretOf(bytes) };
    const text = bytes.toString('latin1').trim();
    if (/^[0-9a-f]{64}$/i.test(text)) {
      return { kind: 'key-file', key: secretOf(Buffer.from(text, 'hex')) };
    }
    throw new VaultError(
      'key',
      `${path} is no key file: it holds neither ${KEY_BYTES} bytes nor 64 hex digits`,
    );
  } finally {
    room.fill(0);
    closeSync(file);
  }
}

/** What people type, whatever their keyboard composes of it (NFKC). */
export function passphraseOf(text: string): VaultKey {
  const bytes = Buffer.from(text.normalize('NFKC'), 'utf8');
  if (bytes.length === 0) throw new VaultError('key', 'an empty passphrase protects nothing');
  return { kind: 'passphrase', passphrase: secretOf(bytes) };
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const message = `the key file ${path} cannot be made: is something there already?`;
    throw new VaultError('key', message, { cause: error });
  }
}

function openOld(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new VaultError('key', `the key file ${path} cannot be read`, { cause: error });
  }
}

function secretOf(bytes: Buffer): Secret {
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}
