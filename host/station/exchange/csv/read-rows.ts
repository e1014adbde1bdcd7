import type { ExchangeFault } from '../exchange-error.ts';
import type { LineToken, LinesRead, SeedLimits } from '../front/line-format.ts';
import type { Line } from '../front/text.ts';
import type { TokenRecord } from '../token-record.ts';
import type { Cell } from './cells.ts';
import { CellError } from './cells.ts';
import { Row } from './row.ts';

/** What one row says; undefined where something is wrong, which the row has noted. */
export type ReadRow = (row: Row, warn: (fault: ExchangeFault) => void) => TokenRecord | undefined;

/** Splits each line into the fields of a row and reads them; `split` may throw `CellError`. */
export function readRows(
  lines: readonly Line[],
  limits: SeedLimits,
  split: (line: string) => readonly Cell[],
  read: ReadRow,
): LinesRead {
  const tokens: LineToken[] = [];
  const faults: ExchangeFault[] = [];
  const warnings: ExchangeFault[] = [];
  for (const { number, text } of lines) {
    try {
      const row = new Row(number, split(text), limits);
      const token = read(row, (fault) => warnings.push(fault));
      if (row.faults.length > 0) faults.push(...row.faults);
      else if (token !== undefined) tokens.push({ line: number, token });
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      faults.push({ line: number, column: error.column, message: error.message });
    }
  }
  return { tokens, faults, warnings };
}
