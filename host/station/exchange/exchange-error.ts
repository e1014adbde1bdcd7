import type { TokenRecord } from './token-record.ts';

/** Something in a file that is wrong, or that its format cannot say. Never quotes a secret. */
export interface ExchangeFault {
  /** Of the line, from 1; absent where the file as a whole is meant. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** The serial label of the record, where it is known. */
  readonly serial?: string;
  /** What is at fault, in the words of the format: `seed`, `EncryptionMethod`. */
  readonly field?: string;
  readonly message: string;
}

/** What a reader makes of a file. Whoever imports refuses all of it when there are faults. */
export interface ReadTokens {
  readonly tokens: readonly TokenRecord[];
  readonly faults: readonly ExchangeFault[];
  readonly warnings: readonly ExchangeFault[];
}

/** What a writer made. */
export interface WrittenTokens {
  readonly bytes: Uint8Array;
  /** `application/pskc+xml`. */
  readonly mediaType: string;
  /** With the dot. */
  readonly extension: string;
  /** What the format cannot say of the tokens. */
  readonly warnings: readonly ExchangeFault[];
  /** Serial labels of the tokens that are not in the file because its format cannot say them. */
  readonly leftOut?: readonly string[];
}

/** A file that cannot be read as a whole: a wrong key, no such format. Lists every fault. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly file: string;
  readonly faults: readonly ExchangeFault[];

  constructor(file: string, faults: readonly ExchangeFault[], options?: ErrorOptions) {
    super(faults.map((fault) => faultText(file, fault)).join('\n'), options);
    this.file = file;
    this.faults = faults;
  }
}

/** `FILE:LINE:COLUMN: FIELD: MESSAGE`, as far as each is known. */
export function faultText(file: string, fault: ExchangeFault): string {
  const { line, column, serial, field, message } = fault;
  const place = [file, line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(':');
  const what = [serial, field].filter((part) => part !== undefined).join(' ');
  return `${place}: ${what === '' ? '' : `${what}: `}${message}`;
}
