import type { ExchangeFault } from '../exchange-error.ts';
import type { LineFormatCodec, LinesRead } from '../front/line-format.ts';
import { codeRefusals, stepOf, unsaid } from '../front/sayable.ts';
import type { TokenParameters, TokenRecord } from '../token-record.ts';
import { cellFaults } from '../csv/cell-faults.ts';
import type { Cell } from '../csv/cells.ts';
import type { ReadRow } from '../csv/read-rows.ts';
import { readRows } from '../csv/read-rows.ts';
import type { Row } from '../csv/row.ts';
import { seedHex } from '../csv/seed-text.ts';

/** The library reads a key into 32 bytes and refuses a longer one. */
const MAX_KEY = 32;

/**
 * The users file of the OATH Toolkit (pam_oath, liboath) and of mod_authn_otp: fields between
 * blanks, `type user pin hexkey [counter [last-otp [last-time]]]`. `-` as the PIN: none; `+`: it is
 * verified elsewhere. SHA-1 alone, 6 to 8 digits, steps of 30 or 60 seconds.
 *
 * The file has no serial labels: the user stands for it, or the serial for a user where there is
 * none. After a login the counter is the one that was used, and `last-otp` its code: the next is one
 * more. The library skips a line of a type that it does not know without a word.
 *
 * Source: oath-toolkit `liboath/usersfile.c` parse_type, parse_usersfile, update_usersfile2.
 */
export const usersFile: LineFormatCodec<object> = {
  mediaType: 'text/plain',
  extension: '.oath',

  read(lines, limits): LinesRead {
    const rows = lines.filter(({ text }) => !text.trimStart().startsWith('#'));
    return readRows(rows, limits, split, readLine);
  },

  refusalsOf(token): readonly ExchangeFault[] {
    const codes = { modes: ['totp', 'hotp'], algorithms: ['SHA1'], digits: [6, 7, 8] } as const;
    const refusals = [
      ...codeRefusals(token, { ...codes, steps: [30, 60] }),
      ...cellFaults(token, { user: userOf(token) }, { separators: ' ' }),
    ];
    const { serial } = token;
    if (token.seed.length > MAX_KEY) {
      const most = String(MAX_KEY);
      refusals.push({ serial, field: 'seed', message: `has no key of more than ${most} bytes` });
    }
    return refusals;
  },

  lossesOf(token): readonly ExchangeFault[] {
    const losses = unsaid(token, ['user']);
    if (userOf(token) === token.serial) return losses;
    const message = 'left out: the format names users only';
    return [{ serial: token.serial, field: 'serial', message }, ...losses];
  },

  write(tokens): string {
    return tokens
      .map((token) => {
        const { mode, digits, counter } = token.parameters;
        const head = mode === 'totp' ? `HOTP/T${String(stepOf(token))}` : 'HOTP/E';
        const fields = [`${head}/${String(digits)}`, userOf(token), '-', seedHex(token)];
        return `${[...fields, ...(mode === 'hotp' ? [counter ?? 0] : [])].join('\t')}\n`;
      })
      .join('');
  },
};

/** Each run of blanks is one separator, as strtok_r has it. */
function split(line: string): readonly Cell[] {
  return [...line.matchAll(/[^ \t]+/g)].map(({ 0: text, index }) => ({ text, column: index + 1 }));
}

function userOf({ user, serial }: TokenRecord): string {
  return user ?? serial;
}

const readLine: ReadRow = (row, warn) => {
  const serial = row.serial(1, 'user');
  const parameters = readParameters(row);
  const pin = row.text(2);
  if (pin === undefined) row.fault('pin', 2, 'missing: "-" says that there is none');
  const seed = row.hexSeed(3, 'key');
  if (row.width > 7) row.fault('fields', 7, 'more than seven');
  const time = row.text(6);
  if (time !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dL$/.test(time)) {
    row.fault('last-time', 6, 'not a time as 2009-12-07T23:23:49L');
  }
  if (serial === undefined || parameters === undefined || seed === undefined) return undefined;
  if (pin !== undefined && pin !== '-') {
    warn({ ...row.place('pin', 2), message: 'left out: a token has no PIN here' });
  }
  return { serial, user: serial, parameters, seed };
};

function readParameters(row: Row): TokenParameters | undefined {
  const type = /^HOTP(?:\/(E|T30|T60)(?:\/([678]))?)?$/.exec(row.text(0) ?? '');
  if (type === null) {
    row.fault('type', 0, 'not HOTP, HOTP/E, HOTP/T30 or HOTP/T60 with 6, 7 or 8 digits');
    return undefined;
  }
  const [, moving = 'E', digitText = '6'] = type;
  const digits = Number(digitText);
  const range = { least: 0, most: Number.MAX_SAFE_INTEGER - 1, absent: 0 };
  const counter = row.integer(4, 'counter', range);
  if (counter === undefined) return undefined;
  if (moving !== 'E') {
    const stepSeconds = moving === 'T60' ? 60 : 30;
    return { mode: 'totp', algorithm: 'SHA1', digits, stepSeconds };
  }
  const used = row.text(5) === undefined ? 0 : 1;
  return { mode: 'hotp', algorithm: 'SHA1', digits, counter: counter + used };
}
