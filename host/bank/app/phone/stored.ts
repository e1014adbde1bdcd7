import { CODE_LENGTH } from '../shared/activation-code.ts';
import { POINT_BYTES } from '../shared/seal-context.ts';
import { isAppParameters, type AppParameters } from '../shared/totp.ts';
import { isSerial } from '../shared/wire.ts';
import type { PhonePair } from './app-key.ts';

/** The one token of this phone. */
export interface StoredToken {
  readonly serial: string;
  readonly parameters: AppParameters;
  /** Signs; cannot be exported. */
  readonly key: CryptoKey;
}

/** An activation that has begun: `token` is there once the seed has been opened. */
export interface PendingActivation {
  readonly code: string;
  readonly pair: PhonePair;
  readonly token?: StoredToken;
}

/** Reads what a database gave; nothing if an older or broken app wrote it. */
export function readToken(value: unknown): StoredToken | undefined {
  const { serial, parameters, key } = fields(value);
  if (!isSerial(serial) || !isAppParameters(parameters)) return undefined;
  if (!(key instanceof CryptoKey) || key.type !== 'secret') return undefined;
  return { serial, parameters, key };
}

export function readPending(value: unknown): PendingActivation | undefined {
  const { code, pair, token } = fields(value);
  const { privateKey, point } = fields(pair);
  if (typeof code !== 'string' || code.length !== CODE_LENGTH) return undefined;
  if (!(privateKey instanceof CryptoKey) || privateKey.type !== 'private') return undefined;
  if (!(point instanceof Uint8Array) || point.length !== POINT_BYTES) return undefined;
  const begun = { code, pair: { privateKey, point: Uint8Array.from(point) } };
  const opened = readToken(token);
  return opened === undefined ? begun : { ...begun, token: opened };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
