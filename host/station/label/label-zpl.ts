import { rasterOf } from './label-raster.ts';
import { drawLabel } from './label-drawing.ts';
import type { LabelDrawing, Mark } from './label-mark.ts';
import { LabelError } from './label-error.ts';
import type { LabelLayout } from './label-layout.ts';
import type { LabelContent } from './label.ts';
import { zplGraphic } from './zpl-graphic.ts';
import { zplCode128, zplField } from './zpl-text.ts';

export interface ZplPrinter {
  readonly layout: LabelLayout;
  /** 203, 300 or 600 of most. */
  readonly dpi: number;
  /** Everything as one graphic: for printers that only pretend to speak ZPL. False if absent. */
  readonly asGraphic?: boolean;
}

/**
 * A label as a ZPL II format: ^BC, ^BX and text by the printer's own letters; text that is not ASCII
 * as a graphic, since the fonts in printers differ. `LabelError` when it does not fit.
 */
export function labelZpl(content: LabelContent, printer: ZplPrinter): string {
  const { layout, dpi, asGraphic = false } = printer;
  const drawing = drawLabel(content, layout, dpi);
  const fields = asGraphic
    ? [`^FO0,0${zplGraphic(rasterOf(drawing))}^FS`]
    : drawing.marks.map((mark) => fieldOf(mark, drawing));
  const head = `^XA^CI28^PW${String(drawing.width)}^LL${String(drawing.height)}^LH0,0^FWN`;
  return `${[head, ...fields, '^PQ1,0,1,Y^XZ'].join('\n')}\n`;
}

function fieldOf(mark: Mark, drawing: LabelDrawing): string {
  switch (mark.kind) {
    case 'bars': {
      const { data, modules } = zplCode128(mark.text);
      const [narrow, high] = [String(mark.moduleDots), String(mark.height)];
      // The printer's own encoding may be a symbol longer than the one the layout was made for.
      const longer = Math.max(0, modules - mark.modules.length) * mark.moduleDots;
      const x = mark.x - Math.floor(longer / 2);
      return `^FO${at(x, mark.y)}^BY${narrow},2,${high}^BCN,${high},N,N,N,N^FH^FD${fieldKeepingSigns(data)}^FS`;
    }
    case 'matrix': {
      const { columns, rows } = mark.matrix;
      const sign = unusedSign(mark.text);
      const shape = `${String(mark.moduleDots)},200,${String(columns)},${String(rows)},6,${sign}`;
      return `^FO${at(mark.x, mark.y)}^BXN,${shape}^FH^FD${zplField(mark.text)}^FS`;
    }
    case 'text': {
      if (/[^\x20-\x7e]/.test(mark.text)) return graphicText(mark, drawing);
      // Letters of font 0 fill their height with a capital; an em of ours has some room above.
      const high = Math.round(mark.size * CAPITAL);
      const y = mark.baseline - high;
      return `^FO${at(mark.x, y)}^A0N,${String(high)}^FH^FD${zplField(mark.text)}^FS`;
    }
  }
}

const CAPITAL = 0.8;

function graphicText(mark: Mark & { kind: 'text' }, drawing: LabelDrawing): string {
  const top = Math.max(0, mark.baseline - mark.size);
  const height = Math.ceil(mark.size * 1.3);
  const shown = { ...mark, x: 0, baseline: mark.baseline - top };
  const bitmap = rasterOf({ dpi: drawing.dpi, width: mark.width + 2, height, marks: [shown] });
  return `^FO${at(mark.x, top)}${zplGraphic(bitmap)}^FS`;
}

/** The `>` of invocation codes stays what it is; the rest is escaped. */
const fieldKeepingSigns = (data: string): string => data.split('>').map(zplField).join('>');

/** A sign for ^BX to escape with that the text does not have. */
function unusedSign(text: string): string {
  const sign = Array.from('!#$%&*+=?@|').find((candidate) => !text.includes(candidate));
  if (sign === undefined) throw new LabelError('serial label: too many kinds of signs for ^BX');
  return sign;
}

const at = (x: number, y: number): string => `${String(x)},${String(y)}`;
