import { BOLD, REGULAR } from './document.ts';
import type { Pdf } from './document.ts';
import { notoSansJp } from './font.ts';
import type { FontWeight } from './font.ts';
import { textRuns } from './text-runs.ts';
import type { TextRun } from './text-runs.ts';

const NAMES: Readonly<Record<FontWeight, string>> = { 400: REGULAR, 700: BOLD };

export interface LineStyle {
  readonly size: number;
  readonly weight: FontWeight;
}

/** Width of a line in points, whatever fonts its letters are of. */
export function lineWidth(pdf: Pdf, text: string, style: LineStyle): number {
  return textRuns(text)
    .map((run) => useFont(pdf, run, style).widthOfString(run.text))
    .reduce((sum, width) => sum + width, 0);
}

/** A line from a point on, of as many fonts as it takes. */
export function drawLine(
  pdf: Pdf,
  text: string,
  style: LineStyle,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  let at = x;
  for (const run of textRuns(text)) {
    useFont(pdf, run, style).text(run.text, at, y, { lineBreak: false });
    at += pdf.widthOfString(run.text);
  }
}

/** A text in lines as long as they may be; a word longer than that is broken. */
export function wrapLines(
  pdf: Pdf,
  text: string,
  style: LineStyle,
  width: number,
): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const piece of pieces(pdf, paragraph, style, width)) {
      if (line !== '' && lineWidth(pdf, (line + piece).trimEnd(), style) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
    }
    return [...lines, line.trimEnd()];
  });
}

/** What a line may be broken between: words, Japanese letters, and all letters of a long word. */
function pieces(pdf: Pdf, text: string, style: LineStyle, width: number): readonly string[] {
  const words = text.match(
    /[\u3000-\u9fff\uf900-\uffef]|[^\s\u3000-\u9fff\uf900-\uffef]+\s*|\s+/gu,
  );
  return (words ?? []).flatMap((word) =>
    lineWidth(pdf, word.trimEnd(), style) > width ? [...word] : [word],
  );
}

function useFont(pdf: Pdf, { part }: TextRun, { size, weight }: LineStyle): Pdf {
  const name = NAMES[weight];
  if (part === undefined) return pdf.font(name).fontSize(size);
  const partName = `${name}-${part}`;
  pdf.registerFont(partName, Buffer.from(notoSansJp(weight, part)));
  return pdf.font(partName).fontSize(size);
}
