import type { Secret } from '@fobkit/protocol';
import type { ExchangeFault } from '../exchange-error.ts';
import type { LineFormatCodec, LinesRead } from '../front/line-format.ts';
import { codeRefusals, stepOf, unsaid } from '../front/sayable.ts';
import type { Line } from '../front/text.ts';
import { MAX_STEP } from '../front/token-checks.ts';
import type { TokenParameters } from '../token-record.ts';
import { cellFaults } from './cell-faults.ts';
import type { Cell } from './cells.ts';
import { cellsOf } from './cells.ts';
import { readRows } from './read-rows.ts';
import type { Row } from './row.ts';
import { seedHex } from './seed-text.ts';

/**
 * Tokens CSV of multiOTP: `serial;manufacturer;algorithm;seed;digits;interval_or_event`, where the
 * last is the step of TOTP or the next counter of HOTP. The server takes `;`, `,` and a tab alike,
 * knows no quotes, skips a line of fewer than six fields without a word, and computes with SHA-1,
 * for which the file has no field. A seed of hex digits alone is hex, another one base32.
 *
 * Source: multiOTP/multiotp `multiotp.class.php` ImportTokensFromCsv, SetTokenSeed.
 */
export const multiotp: LineFormatCodec<object> = {
  mediaType: 'text/csv',
  extension: '.csv',

  read(lines, limits): LinesRead {
    return readRows(withoutHeader(lines), limits, split, (row) => {
      const serial = row.serial(0);
      if (row.width < 6) {
        row.fault('columns', undefined, 'fewer than six: multiOTP skips such a line');
        return undefined;
      }
      const manufacturer = row.name(1, 'manufacturer');
      const parameters = readParameters(row);
      const seed = readSeed(row);
      for (let index = 6; index < row.width; index++) {
        if (row.text(index) !== undefined) {
          row.fault('columns', index, 'more than six: a field has a separator in it');
          break;
        }
      }
      if (serial === undefined || parameters === undefined || seed === undefined) return undefined;
      return { serial, parameters, seed, ...(manufacturer === undefined ? {} : { manufacturer }) };
    });
  },

  refusalsOf(token): readonly ExchangeFault[] {
    const { serial, manufacturer } = token;
    return [
      ...codeRefusals(token, { modes: ['totp', 'hotp'], algorithms: ['SHA1'] }),
      ...cellFaults(token, { serial, manufacturer }, { separators: ';,' }),
    ];
  },

  lossesOf(token): readonly ExchangeFault[] {
    return unsaid(token, ['manufacturer']);
  },

  write(tokens): string {
    return tokens
      .map((token) => {
        const { mode, digits, counter } = token.parameters;
        const moving = mode === 'totp' ? stepOf(token) : (counter ?? 0);
        const cells = [
          token.serial,
          token.manufacturer ?? '',
          mode,
          seedHex(token),
          digits,
          moving,
        ];
        return `${cells.join(';')}\n`;
      })
      .join('');
  },
};

const split = (line: string): readonly Cell[] =>
  cellsOf(line, { delimiters: [';', ',', '\t'], quoted: false });

/** The server has no heading, but people put the one of its documentation above. */
function withoutHeader(lines: readonly Line[]): readonly Line[] {
  const [first, ...rest] = lines;
  return first !== undefined && isMultiotpHeading(first.text) ? rest : lines;
}

export function isMultiotpHeading(line: string): boolean {
  return /^\s*serial(?:_number)?[;,\t]\s*manufacturer[;,\t]/i.test(line);
}

function readParameters(row: Row): TokenParameters | undefined {
  const mode = row.text(2)?.toLowerCase();
  if (mode !== 'totp' && mode !== 'hotp') {
    row.fault('algorithm', 2, 'not totp or hotp');
    return undefined;
  }
  const digits = row.digits(4);
  const moving = row.integer(
    5,
    mode === 'totp' ? 'interval' : 'event',
    mode === 'totp' ? { least: 1, most: MAX_STEP } : { least: 0, most: Number.MAX_SAFE_INTEGER },
  );
  if (digits === undefined || moving === undefined) return undefined;
  return mode === 'totp'
    ? { mode, algorithm: 'SHA1', digits, stepSeconds: moving }
    : { mode, algorithm: 'SHA1', digits, counter: moving };
}

function readSeed(row: Row): Secret | undefined {
  const text = row.text(3) ?? '';
  if (/^[0-9a-f]*$/i.test(text) || /[^A-Z2-7= ]/i.test(text)) return row.hexSeed(3);
  return row.base32Seed(3, 'seed', 256);
}
