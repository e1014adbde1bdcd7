import type { WrittenTokens } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';

export { qrSheetPdf as writeQrSheet } from '../qr/qr-sheet.ts';
export type { QrSheetOptions as QrWriteOptions } from '../qr/qr-sheet.ts';

export type PskcWriteOptions = object;

export function writePskcFile(_tokens: readonly TokenRecord[], _options?: object): WrittenTokens {
  throw new ExchangeError('pskc', [{ message: 'is not written here' }]);
}
