import { pdfOf } from '../../pdf/document.ts';
import type { Pdf } from '../../pdf/document.ts';
import { fitText } from '../../pdf/fit-text.ts';
import { points } from '../../pdf/millimetres.ts';
import { QUIET } from '../../label/symbol.ts';
import type { QrLevel, SymbolMatrix } from '../../label/symbol.ts';
import type { ExchangeFault, WrittenTokens } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import { stepOf } from '../front/sayable.ts';
import { otpauthLines } from '../otpauth/otpauth-lines.ts';
import type { TokenRecord } from '../token-record.ts';
import { appWarnings, tokenQr } from './qr-token.ts';

export interface QrSheetOptions {
  /** Unix milliseconds, in the PDF's description; 0 if absent. */
  readonly createdUnixMs?: number;
  readonly level?: QrLevel;
  /** `en` if absent. */
  readonly language?: 'ja' | 'en';
  /** `a4` if absent. */
  readonly paper?: keyof typeof PAPERS;
}

const PAPERS = {
  a4: { widthMm: 210, heightMm: 297 },
  letter: { widthMm: 215.9, heightMm: 279.4 },
} as const;

const WORDS = {
  en: {
    title: 'Enrolment sheet',
    note: 'Each code is a secret key. Hand it to nobody but the owner of the token; destroy the sheet after enrolment.',
    digits: (digits: number) => `${String(digits)} digits`,
  },
  ja: {
    title: '登録用シート',
    note: 'コードはそれぞれ秘密鍵です。トークンの利用者以外に渡さず、登録後は用紙を破棄してください。',
    digits: (digits: number) => `${String(digits)}桁`,
  },
} as const;

/** Phones read it from paper with a fold in it; a seed of 64 bytes still makes a small code. */
const LEVEL: QrLevel = 'M';
const COLUMNS = 3;
const ROWS = 4;
const MARGIN = 14;
const HEAD = 16;
const GAP = 5;
/** Of a cell's height, for the text below the code. */
const TEXT = 15;

/**
 * A sheet of QR codes, `otpauth:` URIs, in the order of the tokens, the serial label below each.
 * The file is a secret: mode 0600. Rejects with `ExchangeError`, all faults in it, for tokens that
 * such a URI cannot say. Warns of what phone apps may get wrong; of what a URI leaves out
 * `writeTokens` warns.
 */
export async function qrSheetPdf(
  tokens: readonly TokenRecord[],
  options: QrSheetOptions = {},
): Promise<WrittenTokens> {
  const { createdUnixMs = 0, level = LEVEL, language = 'en', paper = 'a4' } = options;
  const faults: ExchangeFault[] = tokens.flatMap((token) => [
    ...otpauthLines.refusalsOf(token, {}),
  ]);
  if (tokens.length === 0) faults.push({ message: 'no token for the sheet' });
  if (faults.length > 0) throw new ExchangeError('qr', faults);
  const page = PAPERS[paper];
  const perPage = COLUMNS * ROWS;
  const pages = Math.ceil(tokens.length / perPage);
  const words = WORDS[language];
  const bytes = await pdfOf({ title: words.title, createdUnixMs, ...page }, (pdf) => {
    for (const [index, token] of tokens.entries()) {
      const place = index % perPage;
      if (place === 0) {
        if (index > 0) pdf.addPage();
        drawHead(pdf, `${String(index / perPage + 1)} / ${String(pages)}`, { words, ...page });
      }
      const column = place % COLUMNS;
      const width = (page.widthMm - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
      const height = (page.heightMm - 2 * MARGIN - HEAD - (ROWS - 1) * GAP) / ROWS;
      drawCell(pdf, token, {
        level,
        words,
        x: MARGIN + column * (width + GAP),
        y: MARGIN + HEAD + ((place - column) / COLUMNS) * (height + GAP),
        width,
        height,
      });
    }
  });
  const warnings = onceEach(tokens.flatMap(appWarnings));
  return { bytes, mediaType: 'application/pdf', extension: '.pdf', warnings };
}

/** The first warning of each kind, with how many tokens it is about. */
function onceEach(warnings: readonly ExchangeFault[]): readonly ExchangeFault[] {
  return [...Map.groupBy(warnings, ({ message }) => message).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const { field = '', message } = first;
    return [{ field, message: `${message} (${String(group.length)} tokens)` }];
  });
}

type Words = (typeof WORDS)[keyof typeof WORDS];

function drawHead(
  pdf: Pdf,
  page: string,
  { words, widthMm }: { readonly words: Words; readonly widthMm: number },
): void {
  const width = points(widthMm - 2 * MARGIN);
  const x = points(MARGIN);
  pdf.fillColor('#000000');
  fitText(pdf, words.title, {
    x,
    y: points(MARGIN - 2),
    width: width * 0.7,
    size: 15,
    weight: 700,
  });
  fitText(pdf, page, { x, y: points(MARGIN - 1), width, size: 10, align: 'right' });
  fitText(pdf, words.note, { x, y: points(MARGIN + 6), width, size: 8 });
}

interface Cell {
  readonly level: QrLevel;
  readonly words: Words;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawCell(pdf: Pdf, token: TokenRecord, cell: Cell): void {
  const { x, y, width, height } = cell;
  pdf
    .roundedRect(points(x), points(y), points(width), points(height), points(1.5))
    .lineWidth(0.5)
    .stroke('#888888');
  const side = Math.min(width, height - TEXT);
  drawQr(pdf, tokenQr(token, cell.level), { x: x + (width - side) / 2, y, side });
  const room = { x: points(x + 2), width: points(width - 4), align: 'center' } as const;
  pdf.fillColor('#000000');
  fitText(pdf, token.serial, { ...room, y: points(y + height - TEXT), size: 12, weight: 700 });
  fitText(pdf, token.issuer ?? ' ', { ...room, y: points(y + height - TEXT + 5.6), size: 8 });
  fitText(pdf, parameterText(token, cell.words), {
    ...room,
    y: points(y + height - TEXT + 9.6),
    size: 8,
  });
}

function parameterText(token: TokenRecord, words: Words): string {
  const { mode, algorithm, digits, counter } = token.parameters;
  const moving = mode === 'totp' ? `${String(stepOf(token))} s` : `C = ${String(counter ?? 0)}`;
  return [mode.toUpperCase(), algorithm, words.digits(digits), moving].join(' · ');
}

function drawQr(
  pdf: Pdf,
  { columns, dark }: SymbolMatrix,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const module = side / (columns + 2 * QUIET.qr);
  for (const [index, isDark] of dark.entries()) {
    if (!isDark || (index % columns !== 0 && dark[index - 1] === true)) continue;
    const column = index % columns;
    let run = 1;
    while (column + run < columns && dark[index + run] === true) run++;
    const left = x + (column + QUIET.qr) * module;
    const top = y + ((index - column) / columns + QUIET.qr) * module;
    pdf.rect(points(left), points(top), points(run * module), points(module));
  }
  pdf.fill('#000000');
}
