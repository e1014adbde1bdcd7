import type { Algorithm } from '@fobkit/protocol';
import {
  MAX_DIGITS,
  MIN_DIGITS,
  Secret,
  UsageError,
  decodeBase32,
  fromHex,
} from '@fobkit/protocol';
import type { ExchangeFault } from '../exchange-error.ts';
import type { SeedLimits } from '../front/line-format.ts';
import { nameFault, seedLengthFault, serialFault } from '../front/token-checks.ts';
import type { Cell } from './cells.ts';
import { SHORTENED, isShortened } from './formula.ts';

export interface Range {
  readonly least: number;
  readonly most: number;
  /** What an empty field means; without it, an empty field is a fault. */
  readonly absent?: number;
}

/**
 * The fields of one line, read one by one: what is wrong with each is collected, and never says
 * what stands there, since any field may hold the seed in a file whose columns are shifted.
 */
export class Row {
  readonly line: number;
  readonly #cells: readonly Cell[];
  readonly #limits: SeedLimits;
  readonly #faults: ExchangeFault[] = [];
  #serial: string | undefined;

  constructor(line: number, cells: readonly Cell[], limits: SeedLimits) {
    this.line = line;
    this.#cells = cells;
    this.#limits = limits;
  }

  get width(): number {
    return this.#cells.length;
  }

  get faults(): readonly ExchangeFault[] {
    return this.#faults;
  }

  fault(field: string, index: number | undefined, message: string): void {
    this.#faults.push({ ...this.place(field, index), message });
  }

  place(field: string, index?: number): Omit<ExchangeFault, 'message'> {
    const cell = index === undefined ? undefined : this.#cells[index];
    return {
      line: this.line,
      ...(cell === undefined ? {} : { column: cell.column }),
      ...(this.#serial === undefined ? {} : { serial: this.#serial }),
      field,
    };
  }

  /** Without the blanks around it; undefined where it is empty or not there. */
  text(index: number): string | undefined {
    const text = this.#cells[index]?.text.trim() ?? '';
    return text === '' ? undefined : text;
  }

  /** A name, which may be empty. */
  name(index: number, field: string): string | undefined {
    const text = this.text(index);
    const wrong = text === undefined ? undefined : nameFault(text);
    if (wrong === undefined) return text;
    this.fault(field, index, wrong);
    return undefined;
  }

  /** The serial label, which stands in all further faults of this line unless it looks like a seed. */
  serial(index: number, field = 'serial'): string | undefined {
    const text = this.text(index) ?? '';
    const wrong = serialFault(text);
    if (wrong !== undefined) {
      this.fault(field, index, wrong);
      return undefined;
    }
    if (!looksLikeSeed(text)) this.#serial = text;
    return text;
  }

  hexSeed(index: number, field = 'seed'): Secret | undefined {
    return this.#seed(index, field, (text) => {
      if (isShortened(text)) throw new UsageError(SHORTENED);
      if (!/^[0-9a-f]*$/i.test(text)) throw new UsageError('not hex');
      if (text.length % 2 !== 0) throw new UsageError('has an odd number of hex digits');
      return fromHex(text);
    });
  }

  base32Seed(index: number, field: string, mostCharacters: number): Secret | undefined {
    return this.#seed(index, field, (text) => {
      if (text.length > mostCharacters) {
        throw new UsageError(`longer than ${String(mostCharacters)} characters of base32`);
      }
      return decodeBase32(text);
    });
  }

  digits(index: number, absent?: number): number | undefined {
    const range = { least: MIN_DIGITS, most: MAX_DIGITS };
    return this.integer(index, 'digits', absent === undefined ? range : { ...range, absent });
  }

  integer(index: number, field: string, { least, most, absent }: Range): number | undefined {
    const text = this.text(index);
    if (text === undefined) {
      if (absent === undefined) this.fault(field, index, 'missing');
      return absent;
    }
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.fault(field, index, `not a whole number from ${String(least)} to ${String(most)}`);
    return undefined;
  }

  hash(index: number, field: string): Algorithm | undefined {
    const text = this.text(index)?.toLowerCase();
    switch (text) {
      case undefined:
        return undefined;
      case 'sha1':
        return 'SHA1';
      case 'sha256':
        return 'SHA256';
      case 'sha512':
        return 'SHA512';
      default:
        this.fault(field, index, 'not sha1, sha256 or sha512');
        return undefined;
    }
  }

  #seed(index: number, field: string, decode: (text: string) => Uint8Array): Secret | undefined {
    const text = this.text(index);
    if (text === undefined) {
      this.fault(field, index, 'missing');
      return undefined;
    }
    let bytes: Uint8Array;
    try {
      bytes = decode(text);
    } catch (error) {
      this.fault(field, index, error instanceof UsageError ? error.message : 'not a seed');
      return undefined;
    }
    const secret = new Secret(bytes);
    bytes.fill(0);
    const wrong = seedLengthFault(secret.length, this.#limits);
    if (wrong === undefined) return secret;
    this.fault(field, index, wrong);
    return undefined;
  }
}

/** 16 bytes or more in hex or base32, as in a file whose columns are shifted. */
function looksLikeSeed(text: string): boolean {
  return /^(?:[0-9a-f]{32,}|[A-Z2-7]{26,})$/i.test(text);
}
