/** A sheet of labels, in millimetres. */
export interface LabelSheet {
  readonly pageWidthMm: number;
  readonly pageHeightMm: number;
  readonly columns: number;
  readonly rows: number;
  readonly labelWidthMm: number;
  readonly labelHeightMm: number;
  /** Of the first label. */
  readonly leftMm: number;
  readonly topMm: number;
  /** From one label's edge to the next one's. */
  readonly stepXMm: number;
  readonly stepYMm: number;
}

const A4 = { pageWidthMm: 210, pageHeightMm: 297 } as const;
const LETTER = { pageWidthMm: 215.9, pageHeightMm: 279.4 } as const;

/**
 * Sheets by name. Makers round their measures and printers shift the page: try one on plain paper
 * with `cutLines` and hold it against the sheet.
 */
export const LABEL_SHEETS = {
  /** 25.4 × 10 mm, 189 on A4. */
  'avery-l4731': {
    ...A4,
    columns: 7,
    rows: 27,
    labelWidthMm: 25.4,
    labelHeightMm: 10,
    leftMm: 8.6,
    topMm: 13.5,
    stepXMm: 27.9,
    stepYMm: 10,
  },
  /** 38.1 × 21.2 mm, 65 on A4. */
  'avery-l7651': {
    ...A4,
    columns: 5,
    rows: 13,
    labelWidthMm: 38.1,
    labelHeightMm: 21.2,
    leftMm: 4.7,
    topMm: 10.7,
    stepXMm: 40.6,
    stepYMm: 21.2,
  },
  /** エーワン 65面, 38.1 × 21.2 mm. */
  'a-one-65': {
    ...A4,
    columns: 5,
    rows: 13,
    labelWidthMm: 38.1,
    labelHeightMm: 21.2,
    leftMm: 4.75,
    topMm: 10.7,
    stepXMm: 40.6,
    stepYMm: 21.2,
  },
  /** 1¾ × ½ in, 80 on US Letter. */
  'avery-5167': {
    ...LETTER,
    columns: 4,
    rows: 20,
    labelWidthMm: 44.45,
    labelHeightMm: 12.7,
    leftMm: 7.14375,
    topMm: 12.7,
    stepXMm: 52.3875,
    stepYMm: 12.7,
  },
} as const satisfies Readonly<Record<string, LabelSheet>>;

/** How many labels a sheet has. */
export const labelsOf = (sheet: LabelSheet): number => sheet.columns * sheet.rows;

/** Plain paper to be cut: as many of a size as fit with a margin and a gap of so many millimetres. */
export function cutSheet(
  label: { readonly widthMm: number; readonly heightMm: number },
  page: { readonly pageWidthMm: number; readonly pageHeightMm: number } = A4,
): LabelSheet {
  const margin = 12;
  const gap = 3;
  const fit = (room: number, side: number): number =>
    Math.max(1, Math.floor((room - 2 * margin + gap) / (side + gap)));
  return {
    ...page,
    columns: fit(page.pageWidthMm, label.widthMm),
    rows: fit(page.pageHeightMm, label.heightMm),
    labelWidthMm: label.widthMm,
    labelHeightMm: label.heightMm,
    leftMm: margin,
    topMm: margin,
    stepXMm: label.widthMm + gap,
    stepYMm: label.heightMm + gap,
  };
}
