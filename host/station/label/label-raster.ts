import { textGlyphs } from './glyphs.ts';
import { drawLabel } from './label-drawing.ts';
import type { LabelDrawing, Mark } from './label-mark.ts';
import type { LabelLayout } from './label-layout.ts';
import type { LabelContent } from './label.ts';
import { MonoBitmap } from './mono-bitmap.ts';
import type { SymbolMatrix } from './symbol.ts';

/** A label as dots. `LabelError` when it does not fit. */
export function labelRaster(content: LabelContent, layout: LabelLayout, dpi: number): MonoBitmap {
  return rasterOf(drawLabel(content, layout, dpi));
}

export function rasterOf(drawing: LabelDrawing): MonoBitmap {
  const bitmap = new MonoBitmap(drawing.width, drawing.height);
  for (const mark of drawing.marks) drawMark(bitmap, mark);
  return bitmap;
}

function drawMark(bitmap: MonoBitmap, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      drawText(bitmap, mark);
      return;
    case 'bars':
      for (const [index, dark] of mark.modules.entries()) {
        if (!dark) continue;
        bitmap.fill(mark.x + index * mark.moduleDots, mark.y, mark.moduleDots, mark.height);
      }
      return;
    case 'matrix':
      drawMatrix(bitmap, mark.matrix, mark);
  }
}

/** The modules of a symbol from a corner on. */
function drawMatrix(
  bitmap: MonoBitmap,
  { columns, dark }: SymbolMatrix,
  { x, y, moduleDots }: { readonly x: number; readonly y: number; readonly moduleDots: number },
): void {
  for (const [index, isDark] of dark.entries()) {
    if (!isDark) continue;
    const column = index % columns;
    const row = (index - column) / columns;
    bitmap.fill(x + column * moduleDots, y + row * moduleDots, moduleDots, moduleDots);
  }
}

function drawText(bitmap: MonoBitmap, { text, size, x, baseline }: Mark & { kind: 'text' }): void {
  for (const { pen, glyph } of textGlyphs(text, size)) {
    for (let row = 0; row < glyph.height; row++) {
      for (let column = 0; column < glyph.width; column++) {
        if (!glyph.isDark(column, row)) continue;
        bitmap.darken(x + pen + glyph.left + column, baseline - glyph.top + row);
      }
    }
  }
}
