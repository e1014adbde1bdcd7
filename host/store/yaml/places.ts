import type { LineCounter } from 'yaml';

/** Where something stands in a file that a person wrote; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the place of an offset into a file, once its lines are counted. */
export function placesIn(file: string, lines: LineCounter): (offset: number) => Place {
  return (offset) => {
    // Of an empty text the parser counts no line.
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
}
