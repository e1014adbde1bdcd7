import type { Algorithm } from '@fobkit/protocol';
import { UsageError, parseOcraSuite } from '@fobkit/protocol';
import type { ExchangeFault } from '../exchange-error.ts';
import type { LineFormatCodec, LinesRead, SeedLimits } from '../front/line-format.ts';
import { codeRefusals, stepOf, unsaid } from '../front/sayable.ts';
import type { Line } from '../front/text.ts';
import { MAX_STEP } from '../front/token-checks.ts';
import type { TokenParameters, TokenRecord } from '../token-record.ts';
import { cellFaults } from './cell-faults.ts';
import type { Cell } from './cells.ts';
import { cellsOf } from './cells.ts';
import { readRows } from './read-rows.ts';
import type { Row } from './row.ts';
import { seedHex } from './seed-text.ts';

export interface PrivacyideaOptions {
  /**
   * Which server reads the file: privacyIDEA (and eduMFA), or LinOTP, which reads the hash from a
   * sixth column and no users.
   */
  readonly server?: 'privacyidea' | 'linotp';
}

/**
 * OATH CSV of privacyIDEA and LinOTP: `serial, hex seed, type, digits, step or counter[, hash]`, or
 * `serial, hex seed, ocra, suite`; after a first line `# version: 2`, `user, resolver, realm` come
 * first. Both servers split at commas: a quote is a character as others, and a comma cannot be said.
 *
 * The hash is guessed from the length of the seed, so that a token of another hash is refused.
 *
 * Sources: privacyidea/privacyidea `privacyidea/lib/importotp.py` parseOATHcsv,
 * `privacyidea/lib/tokenclass.py` get_import_csv (the guess), `lib/tokens/hotptoken.py` (counter),
 * `lib/tokens/totptoken.py` (step); LinOTP/LinOTP `linotp/lib/ImportOTP/oath.py` parseOATHcsv (sixth
 * column, `ocra2`, no counter).
 */
export const privacyidea: LineFormatCodec<PrivacyideaOptions> = {
  mediaType: 'text/csv',
  extension: '.csv',

  read(lines, limits): LinesRead {
    const version = versionOf(lines);
    if (version !== '1' && version !== '2') {
      const message = 'a version of this format that nobody reads: 1 or 2';
      return { tokens: [], faults: [{ line: 1, field: 'version', message }], warnings: [] };
    }
    return readLines(lines, limits, version === '2');
  },

  refusalsOf(token, options): readonly ExchangeFault[] {
    const { parameters, serial, user, resolver, realm } = token;
    const linotp = options.server === 'linotp';
    const refusals = [
      ...codeRefusals(token, {
        modes: ['totp', 'hotp', 'ocra'],
        algorithms: ['SHA1', 'SHA256', 'SHA512'],
      }),
      ...cellFaults(token, { serial, ...(linotp ? {} : { user, resolver, realm }) }, RULES),
    ];
    const refuse = (field: string, message: string): void => {
      refusals.push({ serial, field, message });
    };
    const guess = guessedHash(token.seed.length);
    if (!linotp && parameters.mode !== 'ocra' && guess !== parameters.algorithm) {
      const bytes = String(token.seed.length);
      refuse(
        'algorithm',
        `privacyIDEA takes every seed of ${bytes} bytes for ${guess}: write PSKC instead`,
      );
    }
    if (linotp && parameters.mode === 'hotp' && (parameters.counter ?? 0) !== 0) {
      refuse('counter', 'LinOTP reads no counter: write PSKC instead');
    }
    const first = linotp ? serial : (user ?? serial);
    if (first.startsWith('#')) refuse('serial', 'a line with "#" in front is a comment');
    return refusals;
  },

  lossesOf(token, options): readonly ExchangeFault[] {
    return unsaid(token, options.server === 'linotp' ? [] : ['user', 'resolver', 'realm']);
  },

  write(tokens, options): string {
    const linotp = options.server === 'linotp';
    const users = !linotp && tokens.some((it) => it.user ?? it.resolver ?? it.realm);
    const lines = tokens.map((token) => [
      ...(users ? [token.user ?? '', token.resolver ?? '', token.realm ?? ''] : []),
      token.serial,
      seedHex(token),
      ...parameterCells(token, linotp),
    ]);
    const text = lines.map((cells) => `${cells.join(',')}\n`).join('');
    return users ? `# version: 2\n${text}` : text;
  },
};

const RULES = { separators: ',' } as const;
const split = (line: string): readonly Cell[] =>
  cellsOf(line, { delimiters: [','], quoted: false });

function versionOf(lines: readonly Line[]): string {
  const first = lines[0]?.number === 1 ? lines[0].text : '';
  return /^#\s*version:\s*(\d+)/.exec(first)?.[1] ?? '1';
}

function readLines(lines: readonly Line[], limits: SeedLimits, users: boolean): LinesRead {
  const at = users ? 3 : 0;
  const rows = lines.filter(({ text }) => !text.trimStart().startsWith('#'));
  return readRows(rows, limits, split, (row, warn) => {
    const owner = users ? readOwner(row) : {};
    const serial = row.serial(at);
    const seed = row.hexSeed(at + 1);
    const parameters = readParameters(row, at, seed?.length);
    for (let index = at + 6; index < row.width; index++) {
      if (row.text(index) !== undefined) {
        row.fault('columns', index, 'more than the format has: a file of version 2 says so above');
        break;
      }
    }
    if (row.text(at + 5) !== undefined) {
      const place = row.place('hash', at + 5);
      warn({ ...place, message: 'only LinOTP reads the hash here; privacyIDEA guesses it' });
    }
    if (serial === undefined || seed === undefined || parameters === undefined) return undefined;
    return { serial, parameters, seed, ...owner };
  });
}

function readOwner(row: Row): Pick<TokenRecord, 'user' | 'resolver' | 'realm'> {
  const user = row.name(0, 'user');
  const resolver = row.name(1, 'resolver');
  const realm = row.name(2, 'realm');
  return {
    ...(user === undefined ? {} : { user }),
    ...(resolver === undefined ? {} : { resolver }),
    ...(realm === undefined ? {} : { realm }),
  };
}

function readParameters(
  row: Row,
  at: number,
  seedLength: number | undefined,
): TokenParameters | undefined {
  const type = row.text(at + 2)?.toLowerCase() ?? 'hotp';
  if (type === 'ocra' || type === 'ocra2') return readSuite(row, at + 3);
  if (type !== 'totp' && type !== 'hotp' && type !== 'hmac') {
    row.fault('type', at + 2, 'not totp, hotp or ocra');
    return undefined;
  }
  const digits = row.digits(at + 3, 6);
  const algorithm = row.hash(at + 5, 'hash') ?? readGuess(row, at + 1, seedLength);
  if (type === 'totp') {
    const range = { least: 1, most: MAX_STEP, absent: 30 };
    const stepSeconds = row.integer(at + 4, 'step', range);
    if (digits === undefined || algorithm === undefined || stepSeconds === undefined) {
      return undefined;
    }
    return { mode: 'totp', algorithm, digits, stepSeconds };
  }
  const range = { least: 0, most: Number.MAX_SAFE_INTEGER, absent: 0 };
  const counter = row.integer(at + 4, 'counter', range);
  if (digits === undefined || algorithm === undefined || counter === undefined) return undefined;
  return { mode: 'hotp', algorithm, digits, counter };
}

function readSuite(row: Row, index: number): TokenParameters | undefined {
  const suite = row.text(index);
  if (suite === undefined) {
    row.fault('suite', index, 'missing');
    return undefined;
  }
  try {
    const { algorithm, digits } = parseOcraSuite(suite);
    return { mode: 'ocra', algorithm, digits, suite };
  } catch (error) {
    const message = error instanceof UsageError ? error.message : 'not a suite';
    row.fault('suite', index, message);
    return undefined;
  }
}

function readGuess(row: Row, index: number, seedLength?: number): Algorithm | undefined {
  if (seedLength === undefined) return undefined;
  const guess = guessedHash(seedLength);
  if (guess !== 'SHA224' && guess !== 'SHA384') return guess;
  const bytes = String(seedLength);
  row.fault(
    'seed',
    index,
    `${bytes} bytes, which privacyIDEA takes for ${guess} and LinOTP for SHA1: name the hash in column 6`,
  );
  return undefined;
}

/** By the length of the seed in bytes, as privacyIDEA does; LinOTP has the first, SHA256 and SHA512. */
function guessedHash(seedLength: number): Algorithm | 'SHA224' | 'SHA384' {
  switch (seedLength) {
    case 28:
      return 'SHA224';
    case 32:
      return 'SHA256';
    case 48:
      return 'SHA384';
    case 64:
      return 'SHA512';
    default:
      return 'SHA1';
  }
}

function parameterCells(token: TokenRecord, linotp: boolean): string[] {
  const { mode, digits, counter, suite, algorithm } = token.parameters;
  if (mode === 'ocra') return [linotp ? 'ocra2' : 'ocra', suite ?? ''];
  const moving = mode === 'totp' ? stepOf(token) : (counter ?? 0);
  const hash = linotp ? [algorithm.toLowerCase()] : [];
  return [mode, String(digits), String(moving), ...hash];
}
