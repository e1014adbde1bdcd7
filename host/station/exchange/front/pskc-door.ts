import type { WrittenTokens } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';

export type PskcWriteOptions = object;
export type QrWriteOptions = object;

export function writePskcFile(_tokens: readonly TokenRecord[], _options?: object): WrittenTokens {
  throw new ExchangeError('pskc', [{ message: 'is not written here' }]);
}

export function writeQrSheet(_tokens: readonly TokenRecord[], _options?: object): WrittenTokens {
  throw new ExchangeError('qr', [{ message: 'is not written here' }]);
}
