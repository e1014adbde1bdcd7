import { dots, millimetres } from '../pdf/millimetres.ts';
import type { Mark } from './label-mark.ts';
import { LabelError } from './label-error.ts';
import type { Box, LabelLayout } from './label-layout.ts';
import { QUIET, code128, dataMatrix } from './symbol.ts';

/** Hand scanners read bars from about 6.5 mil on; a module of one dot burns shut. */
const LEAST_MODULE_MM = 0.165;
const LEAST_MODULE_DOTS = 2;
/** Wider than this is no better, only longer. */
const WIDEST_MODULE_MM = 0.4;
const LEAST_BARS_MM = 2.5;
const USUAL_DPI = [203, 300, 600] as const;

/** A Code 128 in the middle of its box, its modules as wide as it lets them be. */
export function placeBars(text: string, box: Box, layout: LabelLayout, dpi: number): Mark {
  const modules = code128(text);
  const columns = modules.length + 2 * QUIET.code128;
  const moduleDots = widestModule(columns, box.width, dpi);
  if (moduleDots === undefined) {
    const beside = layout.widthMm - box.width;
    const wanted = Math.ceil(leastMm(columns, dpi) + beside);
    throw new LabelError(
      `Code 128 of “${text}”: ${mm(leastMm(columns, dpi))} mm with its quiet zones at ${String(dpi)} dpi, ` +
        `the label has ${mm(box.width)} mm; a label ${String(wanted)} mm wide would do${orFiner(columns, box.width, dpi)}`,
    );
  }
  if (box.height < LEAST_BARS_MM) {
    const wanted = Math.ceil((layout.heightMm * LEAST_BARS_MM) / box.height);
    throw new LabelError(
      `Code 128: its bars would be ${mm(box.height)} mm high, ${mm(LEAST_BARS_MM)} mm is the least; ` +
        `a label ${String(wanted)} mm high would do, or one with a DataMatrix alone`,
    );
  }
  const free = Math.floor(dots(box.width, dpi)) - modules.length * moduleDots;
  return {
    kind: 'bars',
    text,
    modules,
    x: Math.ceil(dots(box.x, dpi)) + Math.floor(free / 2),
    y: Math.ceil(dots(box.y, dpi)),
    moduleDots,
    height: Math.floor(dots(box.height, dpi)),
  };
}

/** A DataMatrix in the middle of its box. */
export function placeMatrix(text: string, box: Box, layout: LabelLayout, dpi: number): Mark {
  const matrix = dataMatrix(text);
  const columns = matrix.columns + 2 * QUIET.dataMatrix;
  const side = Math.min(box.width, box.height);
  const moduleDots = widestModule(columns, side, dpi);
  if (moduleDots === undefined) {
    const wanted = Math.ceil((layout.heightMm * leastMm(columns, dpi)) / side);
    throw new LabelError(
      `DataMatrix of ${String(text.length)} characters: ${mm(leastMm(columns, dpi))} mm square at ${String(dpi)} dpi, ` +
        `the label has ${mm(side)} mm; a label ${String(wanted)} mm high would do${orFiner(columns, side, dpi)}`,
    );
  }
  const rest = Math.floor(dots(side, dpi)) - matrix.columns * moduleDots;
  const corner = (from: number, length: number): number =>
    Math.ceil(dots(from + (length - side) / 2, dpi)) + Math.floor(rest / 2);
  return {
    kind: 'matrix',
    text,
    matrix,
    x: corner(box.x, box.width),
    y: corner(box.y, box.height),
    moduleDots,
  };
}

/** Dots of the widest module with which so many fit; absent if even the narrowest do not. */
function widestModule(columns: number, roomMm: number, dpi: number): number | undefined {
  const room = Math.floor(dots(roomMm, dpi) / columns);
  const module = Math.min(room, Math.max(leastDots(dpi), Math.floor(dots(WIDEST_MODULE_MM, dpi))));
  return module < leastDots(dpi) ? undefined : module;
}

const leastDots = (dpi: number): number =>
  Math.max(LEAST_MODULE_DOTS, Math.ceil(dots(LEAST_MODULE_MM, dpi)));

const leastMm = (columns: number, dpi: number): number =>
  millimetres(columns * leastDots(dpi), dpi);

/** Names a printer with which it would fit the label as it is. */
function orFiner(columns: number, roomMm: number, dpi: number): string {
  const finer = USUAL_DPI.find(
    (other) => other > dpi && widestModule(columns, roomMm, other) !== undefined,
  );
  return finer === undefined ? '' : `, or a printer of ${String(finer)} dpi`;
}

/** Upwards, so that what is said to be missing is never nothing. */
const mm = (length: number): string => (Math.ceil(length * 10 - 1e-9) / 10).toFixed(1);
