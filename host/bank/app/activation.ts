import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { activationCode, CODE_RANDOM_BYTES } from './shared/activation-code.ts';
import { fromBase64url, toBase64url } from './shared/base64url.ts';
import { POINT_BYTES } from './shared/seal-context.ts';
import type { AppRefusal } from './shared/wire.ts';

/** Wrong first codes until an activation is over. */
export const MOST_WRONG_CODES = 5;
/** How long a code lives unless the bank says otherwise: a day. */
export const ACTIVATION_SECONDS = 86_400;

/** What the bank keeps of an activation; the code itself is not there. Times are unix seconds. */
export interface Activation {
  /** Base64url of the SHA-256 of the code: the key of the record. */
  readonly codeHash: string;
  /** Of the token whose seed waits in the vault. */
  readonly serial: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The phone that came first: base64url of its public key. */
  readonly boundTo?: string;
  /** When the first code was right. */
  readonly finishedAt?: number;
  readonly withdrawnAt?: number;
  readonly wrongCodes: number;
}

/** A new activation and its code, which is shown once and kept nowhere. */
export interface NewActivation {
  readonly code: string;
  readonly activation: Activation;
}

export interface ActivationOrder {
  readonly serial: string;
  /** Unix seconds. */
  readonly now: number;
  /** `ACTIVATION_SECONDS` if absent. */
  readonly seconds?: number;
}

export function newActivation(
  { serial, now, seconds = ACTIVATION_SECONDS }: ActivationOrder,
  random: Uint8Array = randomBytes(CODE_RANDOM_BYTES),
): NewActivation {
  const code = activationCode(random);
  const codeHash = toBase64url(activationCodeHash(code));
  const times = { issuedAt: now, expiresAt: now + seconds };
  return { code, activation: { codeHash, serial, ...times, wrongCodes: 0 } };
}

/** SHA-256 of the 30 characters of a code: 130 random bits need no slow hash. */
export function activationCodeHash(code: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(code, 'ascii').digest());
}

/** The record as it is from now on, or why nothing changes. */
export type ActivationStep =
  { readonly activation: Activation } | { readonly refused: Exclude<AppRefusal, 'malformed'> };

/**
 * A phone asks for the seed. The first one binds the activation to its key; the same key may ask
 * again until it has finished, another one is refused. One transaction reads and writes the record.
 */
export function claimActivation(
  activation: Activation | undefined,
  publicKey: Uint8Array,
  now: number,
): ActivationStep {
  const refused = refusalOf(activation, publicKey, now);
  if (activation === undefined || refused !== undefined) {
    return { refused: refused ?? 'unknown' };
  }
  if (activation.finishedAt !== undefined) return { refused: 'used' };
  return { activation: { ...activation, boundTo: toBase64url(publicKey) } };
}

/** Why a phone may not show its first code; nothing: the code is to be judged, unless it has finished. */
export function refusalOfConfirm(
  activation: Activation | undefined,
  publicKey: Uint8Array,
  now: number,
): Exclude<AppRefusal, 'malformed'> | undefined {
  if (activation !== undefined && activation.boundTo === undefined) return 'unknown';
  return refusalOf(activation, publicKey, now);
}

/**
 * The first code was judged. One that is right ends the activation; asking again afterwards with
 * the same key, as a phone does that lost the answer, changes nothing.
 */
export function finishActivation(
  activation: Activation,
  isRight: boolean,
  now: number,
): Activation {
  if (activation.finishedAt !== undefined) return activation;
  return isRight
    ? { ...activation, finishedAt: now }
    : { ...activation, wrongCodes: activation.wrongCodes + 1 };
}

function refusalOf(
  activation: Activation | undefined,
  publicKey: Uint8Array,
  now: number,
): Exclude<AppRefusal, 'malformed'> | undefined {
  if (activation === undefined) return 'unknown';
  const { boundTo, finishedAt, withdrawnAt, expiresAt, wrongCodes } = activation;
  const isOther = boundTo !== undefined && !isSameKey(boundTo, publicKey);
  if (finishedAt !== undefined) return isOther ? 'used' : undefined;
  if (withdrawnAt !== undefined) return 'withdrawn';
  if (now >= expiresAt) return 'expired';
  if (isOther) return 'taken';
  return wrongCodes >= MOST_WRONG_CODES ? 'exhausted' : undefined;
}

function isSameKey(boundTo: string, publicKey: Uint8Array): boolean {
  const bound = fromBase64url(boundTo, POINT_BYTES);
  return bound?.length === publicKey.length && timingSafeEqual(bound, publicKey);
}
