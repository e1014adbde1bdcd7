import { fromBase64url } from './base64url.ts';
import { NONCE_BYTES, POINT_BYTES, SEED_BYTES, TAG_BYTES } from './seal-context.ts';
import { isAppParameters, type AppParameters } from './totp.ts';

/** Version of the activation protocol (docs/bank/app.md). */
export const APP_VERSION = 1;

/** The serial label of a software token: SKTS00509641. */
export const APP_SERIAL = /^[A-Z]{4}[0-9]{8}$/;

/** Why the bank refuses, and the HTTP status that goes with it (docs/bank/app.md §5). */
export const APP_REFUSALS = {
  malformed: 400,
  unknown: 404,
  taken: 409,
  used: 410,
  expired: 410,
  withdrawn: 410,
  exhausted: 410,
  'wrong-code': 422,
  busy: 429,
  unavailable: 503,
} as const;
export type AppRefusal = keyof typeof APP_REFUSALS;

/** A seed as it travels. */
export interface SealedSeed {
  /** The bank's point, uncompressed. */
  readonly bankPoint: Uint8Array<ArrayBuffer>;
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** What the app makes of the answer to its first request. */
export interface ActivateReply extends SealedSeed {
  readonly serial: string;
  readonly parameters: AppParameters;
  /** The bank's clock, in milliseconds since 1970. */
  readonly unixMs: number;
}

/** Reads the bank's answer; nothing if it is not one. */
export function readActivateReply(value: unknown): ActivateReply | undefined {
  const { serial, parameters, unixMs, bankPoint, nonce, sealed } = fields(value);
  if (!isSerial(serial) || !isAppParameters(parameters) || !isUnixMs(unixMs)) return undefined;
  const length = SEED_BYTES[parameters.algorithm] + TAG_BYTES;
  const [point, iv, box] = [
    bytes(bankPoint, POINT_BYTES),
    bytes(nonce, NONCE_BYTES),
    bytes(sealed, length),
  ];
  if (point === undefined || iv === undefined || box === undefined) return undefined;
  const { algorithm, digits, stepSeconds, t0 } = parameters;
  return {
    serial,
    parameters: { algorithm, digits, stepSeconds, t0 },
    unixMs,
    bankPoint: point,
    nonce: iv,
    sealed: box,
  };
}

/** The bank's time in any of its answers. */
export function readBankTime(value: unknown): number | undefined {
  const { unixMs } = fields(value);
  return isUnixMs(unixMs) ? unixMs : undefined;
}

/** Why the bank refused; `unavailable` for an answer that is none of ours. */
export function readRefusal(value: unknown): AppRefusal {
  const { refused } = fields(value);
  return isRefusal(refused) ? refused : 'unavailable';
}

export function isSerial(value: unknown): value is string {
  return typeof value === 'string' && APP_SERIAL.test(value);
}

function isRefusal(value: unknown): value is AppRefusal {
  return typeof value === 'string' && Object.hasOwn(APP_REFUSALS, value);
}

function isUnixMs(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function bytes(value: unknown, length: number): Uint8Array<ArrayBuffer> | undefined {
  return typeof value === 'string' ? fromBase64url(value, length) : undefined;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
