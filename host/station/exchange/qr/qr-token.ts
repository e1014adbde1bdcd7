import { drawMatrix } from '../../label/label-raster.ts';
import { MonoBitmap } from '../../label/mono-bitmap.ts';
import { monoPng } from '../../label/mono-png.ts';
import { QUIET, qrCode } from '../../label/symbol.ts';
import type { QrLevel, SymbolMatrix } from '../../label/symbol.ts';
import type { ExchangeFault } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import { stepOf } from '../front/sayable.ts';
import { otpauthLines, otpauthOf } from '../otpauth/otpauth-lines.ts';
import type { TokenRecord } from '../token-record.ts';

/** Phones read it from paper with a fold in it; a seed of 64 bytes still makes a small code. */
export const QR_LEVEL: QrLevel = 'M';

/**
 * The QR code of a token's `otpauth:` URI. Whoever has it has the seed. `ExchangeError` for a token
 * that such a URI cannot say.
 */
export function tokenQr(token: TokenRecord, level: QrLevel = QR_LEVEL): SymbolMatrix {
  const faults = otpauthLines.refusalsOf(token, {});
  if (faults.length > 0) throw new ExchangeError('qr', faults);
  return qrCode(otpauthOf(token), level);
}

export interface QrPictureOptions {
  readonly level?: QrLevel;
  /** Dots of a module; 8 if absent. */
  readonly moduleDots?: number;
}

const MODULE_DOTS = 8;
const MOST_DOTS = 64;
const DPI = 300;

/** A token's QR code as a PNG. The file is a secret: mode 0600. */
export function qrPng(token: TokenRecord, options: QrPictureOptions = {}): Uint8Array {
  const { level, moduleDots = MODULE_DOTS } = options;
  if (!Number.isInteger(moduleDots) || moduleDots < 1 || moduleDots > MOST_DOTS) {
    throw new RangeError(`module: not 1 to ${String(MOST_DOTS)} dots`);
  }
  const matrix = tokenQr(token, level);
  const corner = QUIET.qr * moduleDots;
  const bitmap = new MonoBitmap(
    matrix.columns * moduleDots + 2 * corner,
    matrix.rows * moduleDots + 2 * corner,
  );
  drawMatrix(bitmap, matrix, { x: corner, y: corner, moduleDots });
  return monoPng(bitmap, DPI);
}

/** A token's QR code as an SVG. The file is a secret: mode 0600. */
export function qrSvg(token: TokenRecord, level?: QrLevel): string {
  const { columns, rows, dark } = tokenQr(token, level);
  const squares = dark.flatMap((isDark, index) => {
    const column = index % columns;
    const [x, y] = [column + QUIET.qr, (index - column) / columns + QUIET.qr];
    return isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [];
  });
  const box = `0 0 ${String(columns + 2 * QUIET.qr)} ${String(rows + 2 * QUIET.qr)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges">`,
    `<rect width="100%" height="100%" fill="#fff"/><path d="${squares.join('')}"/>`,
    '</svg>',
    '',
  ].join('\n');
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
