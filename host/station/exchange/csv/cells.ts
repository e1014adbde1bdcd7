import { CsvError, parse } from 'csv-parse/sync';

/** A field of a line and where it begins. */
export interface Cell {
  readonly text: string;
  /** In characters, from 1. */
  readonly column: number;
}

export interface CellOptions {
  readonly delimiters: readonly string[];
  /** Whether `"` encloses fields (RFC 4180); where not, it is a character as others. */
  readonly quoted: boolean;
}

/** A line that is no row of fields; says nothing of what stands in it. */
export class CellError extends Error {
  override readonly name = 'CellError';
  readonly column: number;

  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

/**
 * The fields of one line. A field with a line break in it is no field of a token, so that each line
 * stands alone and one with an open quote does not swallow those behind it. Throws `CellError`.
 */
export function cellsOf(line: string, { delimiters, quoted }: CellOptions): readonly Cell[] {
  const columns = fieldColumns(line, delimiters, quoted);
  return fieldTexts(line, delimiters, quoted).map((text, index) => ({
    text,
    column: columns[index] ?? line.length + 1,
  }));
}

function fieldTexts(line: string, delimiters: readonly string[], quoted: boolean): string[] {
  try {
    const [row = []] = parse(line, {
      delimiter: [...delimiters],
      quote: quoted ? '"' : null,
      record_delimiter: ['\n'],
      relax_column_count: true,
    });
    return row;
  } catch (error) {
    throw new CellError(lastQuote(line), problem(error));
  }
}

/** The parser's own message quotes the line, in which there is a seed. */
function problem(error: unknown): string {
  if (!(error instanceof CsvError)) return 'not a row of fields';
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'quotes are not closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'characters behind closing quotes';
    case 'INVALID_OPENING_QUOTE':
      return 'quotes inside a field that does not begin with them';
    default:
      return 'not a row of fields';
  }
}

function lastQuote(line: string): number {
  return line.lastIndexOf('"') + 1;
}

function fieldColumns(line: string, delimiters: readonly string[], quoted: boolean): number[] {
  const columns = [1];
  let inQuotes = false;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quoted && character === '"') inQuotes = !inQuotes;
    if (!inQuotes && delimiters.includes(character)) columns.push(at + 2);
  }
  return columns;
}
