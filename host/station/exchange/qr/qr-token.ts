import { qrCode } from '../../label/symbol.ts';
import type { QrLevel, SymbolMatrix } from '../../label/symbol.ts';
import type { ExchangeFault } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import { stepOf } from '../front/sayable.ts';
import { otpauthLines, otpauthOf } from '../otpauth/otpauth-lines.ts';
import type { TokenRecord } from '../token-record.ts';

/**
 * The QR code of a token's `otpauth:` URI. Whoever has it has the seed. `ExchangeError` for a token
 * that such a URI cannot say.
 */
export function tokenQr(token: TokenRecord, level: QrLevel): SymbolMatrix {
  const faults = otpauthLines.refusalsOf(token, {});
  if (faults.length > 0) throw new ExchangeError('qr', faults);
  return qrCode(otpauthOf(token), level);
}

/** What phone apps make of a URI that says more than the usual. */
export function appWarnings(token: TokenRecord): readonly ExchangeFault[] {
  const { mode, algorithm, digits } = token.parameters;
  const unusual = [
    ...(algorithm === 'SHA1' ? [] : [{ field: 'algorithm', what: algorithm }]),
    ...(digits === 6 ? [] : [{ field: 'digits', what: `${String(digits)} digits` }]),
    ...(mode !== 'totp' || stepOf(token) === 30
      ? []
      : [{ field: 'step', what: `a step of ${String(stepOf(token))} s` }]),
  ];
  return unusual.map(({ field, what }) => {
    const message = `some apps ignore ${what} and show codes of SHA1, 6 digits, 30 s`;
    return { serial: token.serial, field, message };
  });
}
