import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { OperatorCheck } from './page-options.ts';

export interface OperatorPassword {
  readonly name: string;
  readonly password: string;
}

const HASH_BYTES = 32;
const LONGEST = 256;

/** Checks clerks against passwords in memory, hashed by scrypt with a salt of this process. */
export async function operatorsByPassword(
  operators: readonly OperatorPassword[],
  cost = 16_384,
): Promise<OperatorCheck> {
  const salt = randomBytes(16);
  const hash = (text: string): Promise<Buffer> => hashOf(text.slice(0, LONGEST), salt, cost);
  const known = new Map<string, Buffer>();
  for (const { name, password } of operators) known.set(name, await hash(password));
  const nobody = randomBytes(HASH_BYTES);
  return async (name, password) => {
    const given = await hash(password);
    const isRight = timingSafeEqual(known.get(name) ?? nobody, given);
    return isRight && known.has(name) ? name : undefined;
  };
}

function hashOf(text: string, salt: Buffer, cost: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(text, salt, HASH_BYTES, { N: cost, maxmem: 256 * cost * 8 }, (error, key) => {
    if (error === null) resolve(key);
    else reject(error);
  });
  return promise;
}
