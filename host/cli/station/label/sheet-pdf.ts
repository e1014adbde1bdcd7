import {
  cutSheet,
  LABEL_SHEETS,
  type LabelContent,
  labelLayout,
  labelSheetPdf,
} from '@fobkit/station';
import type { Language } from '../../terminal/language.ts';

/** Sheets that can be named: of label makers, or `cut` for plain paper with lines to cut along. */
export const SHEET_NAMES: readonly string[] = ['cut', ...Object.keys(LABEL_SHEETS)];

export interface SheetWish {
  /** One of `SHEET_NAMES`; `cut` if absent. */
  readonly sheet?: string;
  /** For `cut`, in millimetres; 40 × 12 if absent. */
  readonly size?: { readonly widthMm: number; readonly heightMm: number };
  /** Labels of the first sheet that are used up. */
  readonly skip?: number;
  readonly deviceId?: boolean;
  readonly language: Language;
  readonly createdUnixMs: number;
}

const USUAL = { widthMm: 40, heightMm: 12 } as const;

/** Labels on sheets, in their order. Rejects with `LabelError` for one that does not fit. */
export async function sheetPdf(
  labels: readonly LabelContent[],
  { sheet = 'cut', size = USUAL, skip, deviceId, language, createdUnixMs }: SheetWish,
): Promise<Uint8Array> {
  const known = Object.entries(LABEL_SHEETS).find(([name]) => name === sheet)?.[1];
  const paper = known ?? cutSheet(size);
  const layout = labelLayout(
    { widthMm: paper.labelWidthMm, heightMm: paper.labelHeightMm },
    { language, dataMatrix: deviceId === true ? 'serial-device' : 'serial' },
  );
  return await labelSheetPdf(labels, paper, {
    layout,
    createdUnixMs,
    cutLines: known === undefined,
    ...(skip === undefined ? {} : { skip }),
  });
}
