import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from '@fobkit/protocol';
import { OperatorError } from './operator-error.ts';

const SHORTEST = 8;
const LONGEST_BYTES = 1024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const R = 8;
const P = 1;
/** 32 MiB and a tenth of a second for each try. */
export const PASSWORD_LOG_N = 15;
const MOST_LOG_N = 18;

const scryptHash = promisify<Uint8Array, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** @throws OperatorError `weak` */
export function passwordOf(text: string): Secret {
  const composed = text.normalize('NFKC');
  const bytes = Buffer.from(composed, 'utf8');
  if ([...composed].length < SHORTEST || bytes.length > LONGEST_BYTES) {
    throw new OperatorError('weak', `a password has ${SHORTEST} characters at least`);
  }
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}

/** `scrypt$15$SALT$HASH`, salt and hash in base64url (RFC 7914; r = 8, p = 1). */
export async function hashPassword(password: Secret, logN = PASSWORD_LOG_N): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, logN);
  return ['scrypt', String(logN), salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Takes as long for one that cannot be right. */
export async function isPassword(password: Secret, hashed: string): Promise<boolean> {
  const [name, logNText, saltText = '', hashText = ''] = hashed.split('$');
  const logN = Number(logNText);
  const salt = Buffer.from(saltText, 'base64url');
  const hash = Buffer.from(hashText, 'base64url');
  const fine =
    name === 'scrypt' &&
    Number.isInteger(logN) &&
    logN >= 1 &&
    logN <= MOST_LOG_N &&
    salt.length === SALT_BYTES &&
    hash.length === HASH_BYTES;
  if (!fine) throw new Error('the password of an operator is kept in an unknown form');
  return timingSafeEqual(await derive(password, salt, logN), hash);
}

async function derive(password: Secret, salt: Uint8Array, logN: number): Promise<Buffer> {
  const bytes = password.reveal();
  const cost = 2 ** logN;
  try {
    const options = { N: cost, r: R, p: P, maxmem: 128 * R * (cost + P + 2) + 65_536 };
    return await scryptHash(bytes, salt, HASH_BYTES, options);
  } finally {
    bytes.fill(0);
  }
}
