import type { AppParameters } from './totp.ts';

/** Bytes of an uncompressed point of P-256, of a GCM nonce and of its tag. */
export const POINT_BYTES = 65;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** Bytes of a seed: those of its hash (RFC 4226 R6, RFC 6238 §5.1). */
export const SEED_BYTES = { SHA1: 20, SHA256: 32 } as const;

const LABEL = 'fobkit app seal 1';

/** What the sealed seed is for; both sides compute the same. */
export interface SealContext {
  /** SHA-256 of the 30 characters of the activation code. */
  readonly codeHash: Uint8Array<ArrayBuffer>;
  readonly serial: string;
  readonly parameters: AppParameters;
}

/** HKDF's info: the label, a zero byte, the bank's point, the phone's point. */
export function sealInfo(bankPoint: Uint8Array, appPoint: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...new TextEncoder().encode(LABEL), 0, ...bankPoint, ...appPoint]);
}

/** What GCM authenticates beside the seed: serial label and parameters, one a line. */
export function sealedWith({ serial, parameters }: SealContext): Uint8Array<ArrayBuffer> {
  const { algorithm, digits, stepSeconds, t0 } = parameters;
  const lines = [LABEL, serial, algorithm, digits, stepSeconds, t0];
  return Uint8Array.from(new TextEncoder().encode(lines.join('\n')));
}
