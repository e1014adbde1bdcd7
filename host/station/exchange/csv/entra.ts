import { stringify } from 'csv-stringify/sync';
import type { ExchangeFault } from '../exchange-error.ts';
import type { LineFormatCodec, LinesRead, SeedLimits } from '../front/line-format.ts';
import { codeRefusals, stepOf, unsaid } from '../front/sayable.ts';
import type { Line } from '../front/text.ts';
import { cellFaults } from './cell-faults.ts';
import type { Cell } from './cells.ts';
import { CellError, cellsOf } from './cells.ts';
import { readRows } from './read-rows.ts';
import { seedBase32 } from './seed-text.ts';

/** The heading, which the upload wants. */
const HEADING = [
  'upn',
  'serial number',
  'secret key',
  'time interval',
  'manufacturer',
  'model',
] as const;
type Column = (typeof HEADING)[number];

/** Longest secret key, in characters of base32. */
const MAX_SECRET = 128;
/** Seconds. */
const STEPS: readonly number[] = [30, 60];

/**
 * The CSV that Microsoft Entra ID takes as hardware OATH tokens: a heading, then
 * `upn,serial number,secret key,time interval,manufacturer,model`; TOTP of 6 digits with 30 or 60
 * seconds, the key in at most 128 characters of base32. The file has no field for the hash: it is
 * SHA-1; tokens of SHA-256 are added by Microsoft Graph (`hashFunction: hmacsha256`) alone.
 *
 * Source: MicrosoftDocs/entra-docs `docs/identity/authentication/how-to-mfa-upload-oath-tokens.md`
 * and `concept-authentication-oath-tokens.md`.
 */
export const entra: LineFormatCodec<object> = {
  mediaType: 'text/csv',
  extension: '.csv',

  read([heading, ...rows], limits): LinesRead {
    if (heading === undefined) return { tokens: [], faults: [], warnings: [] };
    const { columns, faults } = readHeading(heading);
    if (faults.length > 0) return { tokens: [], faults, warnings: [] };
    return readBody(rows, limits, columns);
  },

  refusalsOf(token): readonly ExchangeFault[] {
    const { serial, user, manufacturer, model, seed } = token;
    const codes = { modes: ['totp'], algorithms: ['SHA1'], digits: [6], steps: STEPS } as const;
    const refusals = [
      ...codeRefusals(token, codes),
      ...cellFaults(token, { serial, user, manufacturer, model }, { separators: '' }),
    ];
    if (Math.ceil((seed.length * 8) / 5) > MAX_SECRET) {
      const most = String(Math.floor((MAX_SECRET * 5) / 8));
      refusals.push({ serial, field: 'seed', message: `has no seed of more than ${most} bytes` });
    }
    return refusals;
  },

  lossesOf(token): readonly ExchangeFault[] {
    const wanted = (['user', 'manufacturer', 'model'] as const)
      .filter((field) => token[field] === undefined)
      .map((field) => ({
        serial: token.serial,
        field,
        message: 'empty: Entra wants one before it takes the file',
      }));
    return [...unsaid(token, ['user', 'manufacturer', 'model']), ...wanted];
  },

  write(tokens): string {
    const rows = tokens.map((token) => [
      token.user ?? '',
      token.serial,
      seedBase32(token),
      String(stepOf(token)),
      token.manufacturer ?? '',
      token.model ?? '',
    ]);
    return stringify([[...HEADING], ...rows], { record_delimiter: '\r\n' });
  },
};

const split = (line: string): readonly Cell[] => cellsOf(line, { delimiters: [','], quoted: true });

/** Also `timeinterval`, as a maker of tokens writes it. */
export function isEntraHeading(line: string): boolean {
  return /^"?upn"?,\s*"?serial ?number"?,/i.test(line);
}

function readHeading({ number: line, text }: Line): {
  readonly columns: ReadonlyMap<Column, number>;
  readonly faults: readonly ExchangeFault[];
} {
  const columns = new Map<Column, number>();
  const faults: ExchangeFault[] = [];
  for (const [index, cell] of headingCells(text).entries()) {
    const name = cell.text.replaceAll(' ', '').toLowerCase();
    const column = HEADING.find((known) => known.replaceAll(' ', '') === name);
    if (column === undefined || columns.has(column)) {
      const message = 'a column that Entra does not have, or has already';
      faults.push({ line, column: cell.column, field: 'heading', message });
    } else {
      columns.set(column, index);
    }
  }
  for (const field of ['serial number', 'secret key', 'time interval'] as const) {
    if (!columns.has(field)) faults.push({ line, field, message: 'not in the heading' });
  }
  return { columns, faults };
}

function headingCells(text: string): readonly Cell[] {
  try {
    return split(text);
  } catch (error) {
    if (error instanceof CellError) return [];
    throw error;
  }
}

function readBody(
  rows: readonly Line[],
  limits: SeedLimits,
  columns: ReadonlyMap<Column, number>,
): LinesRead {
  const at = (column: Column): number => columns.get(column) ?? Number.MAX_SAFE_INTEGER;
  return readRows(rows, limits, split, (row) => {
    const user = row.name(at('upn'), 'upn');
    const serial = row.serial(at('serial number'), 'serial number');
    const seed = row.base32Seed(at('secret key'), 'secret key', MAX_SECRET);
    const step = row.integer(at('time interval'), 'time interval', { least: 30, most: 60 });
    const manufacturer = row.name(at('manufacturer'), 'manufacturer');
    const model = row.name(at('model'), 'model');
    if (step !== undefined && !STEPS.includes(step)) {
      row.fault('time interval', at('time interval'), 'not 30 or 60');
      return undefined;
    }
    if (serial === undefined || seed === undefined || step === undefined) return undefined;
    return {
      serial,
      parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: step },
      seed,
      ...(user === undefined ? {} : { user }),
      ...(manufacturer === undefined ? {} : { manufacturer }),
      ...(model === undefined ? {} : { model }),
    };
  });
}
