import type { ExchangeFault } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';
import type { Line } from './text.ts';

/** How long a seed may be, in bytes. */
export interface SeedLimits {
  readonly least: number;
  readonly most: number;
}

/** A token and where it stood. */
export interface LineToken {
  /** From 1; absent where the format has no lines. */
  readonly line?: number;
  readonly token: TokenRecord;
}

/** What the lines of a file say. A line with a fault gives no token. */
export interface LinesRead {
  readonly tokens: readonly LineToken[];
  readonly faults: readonly ExchangeFault[];
  readonly warnings: readonly ExchangeFault[];
}

/** A format of text, a token a line. */
export interface LineFormatCodec<Options> {
  readonly mediaType: string;
  /** With the dot. */
  readonly extension: string;
  /** Every line is read, and every fault of it told. */
  read(lines: readonly Line[], limits: SeedLimits): LinesRead;
  /** Why the format cannot say this token at all: whoever read it would compute other codes. */
  refusalsOf(token: TokenRecord, options: Options): readonly ExchangeFault[];
  /** Each field of the token that the format leaves out. */
  lossesOf(token: TokenRecord, options: Options): readonly ExchangeFault[];
  /** The file of tokens that it can say. */
  write(tokens: readonly TokenRecord[], options: Options): string;
}
