import type { BrotherMedia } from './brother-media.ts';
import { LabelError } from './label-error.ts';
import { MonoBitmap } from './mono-bitmap.ts';

/** Dots a raster line has on all narrow heads (QL-500 to QL-820NWB). */
const HEAD_DOTS = 720;
const ESC = 0x1b;
const INVALIDATE = new Uint8Array(200);
const INITIALIZE = [ESC, 0x40];
const RASTER_MODE = [ESC, 0x69, 0x61, 0x01];
const AUTO_CUT = [ESC, 0x69, 0x4d, 0x40];
const CUT_EACH = [ESC, 0x69, 0x41, 0x01];
const CUT_AT_END = [ESC, 0x69, 0x4b, 0x08];
const PRINT_AND_FEED = 0x1a;
/** Which fields of ESC i z count: media type, width, length, quality; recovery always on. */
const VALID = { type: 0x02, width: 0x04, length: 0x08, quality: 0x40, recovery: 0x80 } as const;
const CONTINUOUS = 0x0a;
const DIE_CUT = 0x0b;

export interface BrotherOptions {
  /** QL-500 to QL-570 and QL-700 are in raster mode always and may refuse to be told; true if absent. */
  readonly switchMode?: boolean;
}

/**
 * A label as a print job of a Brother QL (Brother, Raster Command Reference, QL series), cut off
 * behind it. The bitmap is of 300 dpi; its long side runs along the tape. `LabelError` where dots
 * would fall beside what the printer can reach.
 */
export function brotherRaster(
  bitmap: MonoBitmap,
  media: BrotherMedia,
  options: BrotherOptions = {},
): Uint8Array {
  const page = alongTape(bitmap, media);
  const lines: Uint8Array[] = [];
  for (let y = 0; y < page.height; y++) {
    lines.push(Uint8Array.of(0x67, 0x00, page.rowBytes), page.row(y));
  }
  return new Uint8Array(
    Buffer.concat([
      INVALIDATE,
      Uint8Array.from(INITIALIZE),
      Uint8Array.from(options.switchMode === false ? [] : RASTER_MODE),
      printInformation(media, page.height),
      Uint8Array.from([...AUTO_CUT, ...CUT_EACH, ...CUT_AT_END]),
      Uint8Array.of(ESC, 0x69, 0x64, media.feedDots & 0xff, media.feedDots >> 8),
      ...lines,
      Uint8Array.of(PRINT_AND_FEED),
    ]),
  );
}

/** ESC i z. */
function printInformation({ widthMm, lengthMm }: BrotherMedia, lines: number): Uint8Array {
  const bytes = new Uint8Array(13);
  const dieCut = lengthMm > 0;
  const flags =
    VALID.type | VALID.width | VALID.quality | VALID.recovery | (dieCut ? VALID.length : 0);
  bytes.set([ESC, 0x69, 0x7a, flags, dieCut ? DIE_CUT : CONTINUOUS, widthMm, lengthMm]);
  new DataView(bytes.buffer).setUint32(7, lines, true);
  return bytes;
}

/**
 * The label turned a quarter to the left, in the middle of what can be printed on. The first bit of
 * a raster line is the rightmost dot.
 */
function alongTape(bitmap: MonoBitmap, media: BrotherMedia): MonoBitmap {
  const lines = media.printableLines === 0 ? bitmap.width : media.printableLines;
  const across = Math.floor((media.printableDots - bitmap.height) / 2);
  const along = Math.floor((lines - bitmap.width) / 2);
  const page = new MonoBitmap(HEAD_DOTS, lines);
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) {
      if (!bitmap.isDark(x, y)) continue;
      const column = across + y;
      const line = along + bitmap.width - 1 - x;
      if (column < 0 || column >= media.printableDots || line < 0 || line >= lines) {
        throw new LabelError(
          `the label reaches beyond what a Brother QL prints on ${mediaText(media)}: ` +
            'take a smaller label size or a wider roll',
        );
      }
      page.darken(media.offsetRight + media.printableDots - 1 - column, line);
    }
  }
  return page;
}

const mediaText = ({ widthMm, lengthMm }: BrotherMedia): string =>
  lengthMm === 0
    ? `a tape ${String(widthMm)} mm wide`
    : `labels of ${String(widthMm)} × ${String(lengthMm)} mm`;
