/** In millimetres, from the upper left corner of the label. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type LabelItem =
  | { readonly kind: 'text'; readonly field: 'serial' | 'lot' | 'expiry'; readonly box: Box }
  /** Code 128 of the serial label; its quiet zones are inside the box. */
  | { readonly kind: 'code128'; readonly box: Box }
  /** A square; its quiet zone is inside the box. */
  | { readonly kind: 'datamatrix'; readonly content: MatrixContent; readonly box: Box };

/** The serial label, or that, a slash and the device id. */
export type MatrixContent = 'serial' | 'serial-device';

export type LabelLanguage = 'ja' | 'en';

/** What stands where on a label: data that every back end draws. */
export interface LabelLayout {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly language: LabelLanguage;
  /** Minutes east of UTC, for the date of expiry. */
  readonly utcOffsetMinutes: number;
  readonly items: readonly LabelItem[];
}

export interface LabelSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface LayoutOptions {
  /** True if absent. */
  readonly code128?: boolean;
  /** `serial` if absent. */
  readonly dataMatrix?: MatrixContent | 'none';
  readonly lot?: boolean;
  readonly expiry?: boolean;
  /** `en` if absent. */
  readonly language?: LabelLanguage;
  /** 540 (Japan) for `ja`, 0 for `en` if absent. */
  readonly utcOffsetMinutes?: number;
}

const EDGE = 0.7;
const GAP = 0.5;
/** Of what is left of the height, the part of the bars. */
const BARS = 0.42;
const LARGEST_SERIAL = 3.4;
const LARGEST_LINE = 2.2;

/** A layout for a size: bars above, text below them, the DataMatrix at the right. */
export function labelLayout(size: LabelSize, options: LayoutOptions = {}): LabelLayout {
  const { widthMm, heightMm } = size;
  const { language = 'en', dataMatrix = 'serial', code128 = true } = options;
  const inner = { x: EDGE, y: EDGE, width: widthMm - 2 * EDGE, height: heightMm - 2 * EDGE };
  const bars = code128
    ? { ...inner, x: 0, width: widthMm, height: inner.height * BARS }
    : undefined;
  const below = bars === undefined ? inner : lowerPart(inner, bars.height + GAP);
  const side = dataMatrix === 'none' ? 0 : Math.min(below.height, below.width / 2);
  const text = { ...below, width: below.width - (side === 0 ? 0 : side + GAP) };
  return {
    widthMm,
    heightMm,
    language,
    utcOffsetMinutes: options.utcOffsetMinutes ?? (language === 'ja' ? 540 : 0),
    items: [
      ...(bars === undefined ? [] : [{ kind: 'code128', box: bars } as const]),
      ...textItems(text, options),
      ...(dataMatrix === 'none'
        ? []
        : [{ kind: 'datamatrix', content: dataMatrix, box: rightSquare(below, side) } as const]),
    ],
  };
}

/** The serial, then small lines for the rest, one under the other. */
function textItems(box: Box, options: LayoutOptions): LabelItem[] {
  const fields = [
    ...(options.lot === true ? (['lot'] as const) : []),
    ...(options.expiry === true ? (['expiry'] as const) : []),
  ];
  const serialShare = fields.length === 0 ? 1 : fields.length === 1 ? 0.56 : 0.42;
  const serial = Math.min(box.height * serialShare, LARGEST_SERIAL);
  const line = Math.min(
    (box.height * (1 - serialShare)) / Math.max(1, fields.length),
    LARGEST_LINE,
  );
  const top = box.y + (box.height - serial - line * fields.length) / 2;
  return [
    { kind: 'text', field: 'serial', box: { ...box, y: top, height: serial } },
    ...fields.map((field, index): LabelItem => {
      return { kind: 'text', field, box: { ...box, y: top + serial + line * index, height: line } };
    }),
  ];
}

const lowerPart = (box: Box, from: number): Box => {
  return { ...box, y: box.y + from, height: box.height - from };
};

const rightSquare = (box: Box, side: number): Box => {
  return {
    x: box.x + box.width - side,
    y: box.y + (box.height - side) / 2,
    width: side,
    height: side,
  };
};
