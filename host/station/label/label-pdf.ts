import { BOLD, pdfOf } from '../pdf/document.ts';
import type { Pdf } from '../pdf/document.ts';
import { points } from '../pdf/millimetres.ts';
import { drawLabel, onPaper } from './label-drawing.ts';
import type { LabelDrawing, Mark } from './label-mark.ts';
import { LabelError } from './label-error.ts';
import type { LabelLayout } from './label-layout.ts';
import { labelsOf } from './label-sheet.ts';
import type { LabelSheet } from './label-sheet.ts';
import type { LabelContent } from './label.ts';

export interface SheetOptions {
  readonly layout: LabelLayout;
  /** Of the printer; 600 if absent. Modules are whole dots of it. */
  readonly dpi?: number;
  /** Labels of the first sheet that are used up, counted by rows; 0 if absent. */
  readonly skip?: number;
  /** Thin lines where plain paper is to be cut. */
  readonly cutLines?: boolean;
  readonly createdUnixMs: number;
}

const DPI = 600;
/** A layout may be this much larger than its label: paper sizes are rounded. */
const SLACK_MM = 0.1;
const TITLE = 'Labels';

/**
 * Labels on sheets, in their order, row by row. `LabelError` names the label at fault by its
 * number, before anything is drawn.
 */
export async function labelSheetPdf(
  labels: readonly LabelContent[],
  sheet: LabelSheet,
  options: SheetOptions,
): Promise<Uint8Array> {
  const { layout, dpi = DPI, skip = 0, createdUnixMs } = options;
  const room = labelsOf(sheet);
  checkSheet(sheet, layout);
  if (!Number.isInteger(skip) || skip < 0 || skip >= room) {
    throw new LabelError(
      `start: ${String(skip)} labels to skip is not 0 to ${String(room - 1)}, as many as a sheet has`,
    );
  }
  const drawings = labels.map((label, index) => drawNumbered(label, index, { layout, dpi }));
  const { pageWidthMm: widthMm, pageHeightMm: heightMm } = sheet;
  return pdfOf({ title: TITLE, createdUnixMs, widthMm, heightMm }, (pdf) => {
    for (const [index, drawing] of drawings.entries()) {
      const place = (index + skip) % room;
      if (place === 0 && index > 0) pdf.addPage();
      const column = place % sheet.columns;
      const x = sheet.leftMm + column * sheet.stepXMm;
      const y = sheet.topMm + ((place - column) / sheet.columns) * sheet.stepYMm;
      if (options.cutLines === true) {
        const { labelWidthMm: width, labelHeightMm: height } = sheet;
        pdf
          .rect(points(x), points(y), points(width), points(height))
          .lineWidth(0.25)
          .stroke('#999999');
      }
      paint(pdf, drawing, {
        x: x + (sheet.labelWidthMm - layout.widthMm) / 2,
        y: y + (sheet.labelHeightMm - layout.heightMm) / 2,
      });
    }
  });
}

/** One label on a page of its own size, for a printer with a driver. */
export async function labelPdf(
  label: LabelContent,
  options: Pick<SheetOptions, 'layout' | 'dpi' | 'createdUnixMs'>,
): Promise<Uint8Array> {
  const { layout, dpi = DPI, createdUnixMs } = options;
  const drawing = drawLabel(label, layout, dpi);
  const { widthMm, heightMm } = layout;
  return pdfOf({ title: label.serialLabel, createdUnixMs, widthMm, heightMm }, (pdf) => {
    paint(pdf, drawing, { x: 0, y: 0 });
  });
}

function checkSheet(sheet: LabelSheet, { widthMm, heightMm }: LabelLayout): void {
  const { labelWidthMm, labelHeightMm } = sheet;
  if (widthMm <= labelWidthMm + SLACK_MM && heightMm <= labelHeightMm + SLACK_MM) return;
  throw new LabelError(
    `sheet: its labels are ${String(labelWidthMm)} × ${String(labelHeightMm)} mm, ` +
      `the layout wants ${String(widthMm)} × ${String(heightMm)} mm`,
  );
}

function drawNumbered(
  label: LabelContent,
  index: number,
  { layout, dpi }: { readonly layout: LabelLayout; readonly dpi: number },
): LabelDrawing {
  try {
    return drawLabel(label, layout, dpi);
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    throw new LabelError(`label ${String(index + 1)}: ${error.message}`, { cause: error });
  }
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

function paint(pdf: Pdf, drawing: LabelDrawing, corner: Corner): void {
  const place = (dotsX: number, dotsY: number): [number, number] => [
    points(corner.x + onPaper(drawing, dotsX)),
    points(corner.y + onPaper(drawing, dotsY)),
  ];
  const length = (count: number): number => points(onPaper(drawing, count));
  pdf.fillColor('#000000');
  for (const mark of drawing.marks) {
    if (mark.kind === 'text') {
      const size = length(mark.size);
      const [x, y] = place(mark.x, mark.baseline);
      pdf.font(BOLD).fontSize(size);
      pdf.text(mark.text, x, y, { lineBreak: false, baseline: 'alphabetic' });
      continue;
    }
    for (const { x, y, width, height } of darkRuns(mark)) {
      pdf.rect(...place(x, y), length(width), length(height));
    }
    pdf.fill();
  }
}

interface Run {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Dark modules beside each other as one rectangle, so that no viewer draws a seam between them. */
function darkRuns(mark: Exclude<Mark, { kind: 'text' }>): Run[] {
  const { x, y, moduleDots } = mark;
  const columns = mark.kind === 'bars' ? mark.modules.length : mark.matrix.columns;
  const dark = mark.kind === 'bars' ? mark.modules : mark.matrix.dark;
  const height = mark.kind === 'bars' ? mark.height : moduleDots;
  const runs: Run[] = [];
  for (let start = 0; start < dark.length; start += columns) {
    const top = y + (start / columns) * height;
    for (let column = 0; column < columns; column++) {
      if (dark[start + column] !== true) continue;
      const from = column;
      while (column + 1 < columns && dark[start + column + 1] === true) column++;
      const width = (column - from + 1) * moduleDots;
      runs.push({ x: x + from * moduleDots, y: top, width, height });
    }
  }
  return runs;
}
