import { hasLetter } from '../pdf/letters.ts';
import { dots, millimetres } from '../pdf/millimetres.ts';
import { textWidth } from './glyphs.ts';
import { LabelError } from './label-error.ts';
import type { LabelItem, LabelLayout } from './label-layout.ts';
import { labelText, matrixText, serialOf } from './label-text.ts';
import type { LabelContent } from './label.ts';
import { placeBars, placeMatrix } from './place-symbol.ts';
import type { LabelDrawing, Mark } from './label-mark.ts';

/** The em's part above the base line: ideographs of Noto Sans reach 0.12 em below it. */
const ASCENT = 0.88;
const LEAST_TEXT_MM = { serial: 1.5, lot: 1.2, expiry: 1.2 } as const;
const RESOLUTIONS = { least: 150, most: 2400 } as const;

/**
 * Lays a label out for a printer, in whole dots. `LabelError` when something does not fit, with the
 * size or the resolution that would do: ask before the run, not at the thousandth fob.
 */
export function drawLabel(content: LabelContent, layout: LabelLayout, dpi: number): LabelDrawing {
  if (!Number.isInteger(dpi) || dpi < RESOLUTIONS.least || dpi > RESOLUTIONS.most) {
    const range = `${String(RESOLUTIONS.least)} to ${String(RESOLUTIONS.most)}`;
    throw new LabelError(`resolution: ${String(dpi)} dpi is not one of a label printer (${range})`);
  }
  serialOf(content);
  return {
    dpi,
    width: Math.floor(dots(layout.widthMm, dpi)),
    height: Math.floor(dots(layout.heightMm, dpi)),
    marks: layout.items.flatMap((item) => markOf(item, content, { layout, dpi })),
  };
}

interface Sheet {
  readonly layout: LabelLayout;
  readonly dpi: number;
}

function markOf(item: LabelItem, content: LabelContent, { layout, dpi }: Sheet): Mark[] {
  switch (item.kind) {
    case 'code128':
      return [placeBars(serialOf(content), item.box, layout, dpi)];
    case 'datamatrix':
      return [placeMatrix(matrixText(content, item.content), item.box, layout, dpi)];
    case 'text': {
      const text = labelText(content, item.field, layout);
      return text === undefined ? [] : [placeText(text, item, layout, dpi)];
    }
  }
}

function placeText(
  text: string,
  { field, box }: LabelItem & { kind: 'text' },
  layout: LabelLayout,
  dpi: number,
): Mark {
  const stranger = [...text].find((char) => !hasLetter(char));
  if (stranger !== undefined) {
    throw new LabelError(`${field}: the typeface of labels has no letter for “${stranger}”`);
  }
  const ems = textWidth(text);
  const size = Math.min(box.height, box.width / ems);
  const least = LEAST_TEXT_MM[field];
  if (size < least) {
    const wanted = Math.ceil(Math.max(layout.widthMm, (layout.widthMm * least * ems) / box.width));
    const high = Math.ceil(Math.max(layout.heightMm, (layout.heightMm * least) / box.height));
    throw new LabelError(
      `${field}: its letters would be ${size.toFixed(1)} mm high, ${String(least)} mm is the least that can be read; ` +
        `a label of ${String(wanted)} × ${String(high)} mm would do, or fewer lines on it`,
    );
  }
  const top = box.y + (box.height - size) / 2;
  return {
    kind: 'text',
    text,
    x: Math.round(dots(box.x, dpi)),
    baseline: Math.round(dots(top + size * ASCENT, dpi)),
    size: Math.floor(dots(size, dpi)),
    width: Math.floor(dots(size * ems, dpi)),
  };
}

/** Where a drawing's dot is on paper, in millimetres. */
export const onPaper = (drawing: LabelDrawing, count: number): number =>
  millimetres(count, drawing.dpi);
