import { MAX_SEED, MIN_PRODUCTION_SEED } from '@fobkit/protocol';
import type { ExchangeFault, ReadTokens } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import type { PskcKeys } from '../pskc/keys.ts';
import type { PskcReadOptions } from '../pskc/read-pskc.ts';
import { readPskc } from '../pskc/read-pskc.ts';
import { duplicateFaults } from './duplicates.ts';
import type { LineFormat, TokenFormat } from './format.ts';
import { LINE_FORMATS } from './line-formats.ts';
import type { LinesRead, SeedLimits } from './line-format.ts';
import { recogniseLines } from './recognise.ts';
import { decodeText, splitLines } from './text.ts';
import { seedLengthFault, serialFault } from './token-checks.ts';

export interface ReadTokensOptions {
  /** Its name, for messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** What the file is; what it looks like if absent. */
  readonly format?: Exclude<TokenFormat, 'qr'>;
  /** What opens a PSKC file. */
  readonly keys?: PskcKeys;
  /** How else a PSKC file is read. */
  readonly pskc?: Omit<PskcReadOptions, 'file' | 'keys'>;
  /** Shortest seed, in bytes: 16 if absent (RFC 4226 §4, R6), less for test fobs. */
  readonly minSeedBytes?: number;
  /** Leave out what is wrong, each with a warning, instead of refusing the file. */
  readonly keepGoing?: boolean;
}

/** What a file said, and which format it is in. */
export interface ReadFile extends ReadTokens {
  readonly format: Exclude<TokenFormat, 'qr'>;
}

/**
 * The tokens of a file in any of the formats. With a fault anywhere there are no tokens, only the
 * faults, all of them in the order of the file; with `keepGoing` what is at fault is left out and
 * stands in the warnings. Throws `ExchangeError` where the file as a whole cannot be read.
 */
export function readTokens(options: ReadTokensOptions): ReadFile {
  const limits = { least: options.minSeedBytes ?? MIN_PRODUCTION_SEED, most: MAX_SEED };
  const text = decodeText(options.file, options.bytes);
  const pskc = options.format === 'pskc' || (options.format === undefined && isXml(text));
  const { format, read } = pskc
    ? { format: 'pskc' as const, read: readContainer(options, text, limits) }
    : readLines(unsignedAllowed(options), text, limits);
  // A device of PSKC may have several keys under one serial number.
  const faults = [...read.faults, ...duplicateFaults(read.tokens, { serials: !pskc })];
  if (read.tokens.length === 0 && faults.length === 0) {
    throw new ExchangeError(options.file, [{ message: 'has no tokens' }]);
  }
  return { format, ...settled({ ...read, faults }, options.keepGoing === true) };
}

/** @throws ExchangeError where somebody is to have signed the file: only PSKC can be signed. */
function unsignedAllowed(options: ReadTokensOptions): ReadTokensOptions {
  const { signers = [], requireSignature = signers.length > 0 } = options.pskc ?? {};
  if (!requireSignature) return options;
  const message = 'a signature is wanted, and only PSKC files are signed';
  throw new ExchangeError(options.file, [{ message }]);
}

function isXml(text: string): boolean {
  return text.trimStart().startsWith('<');
}

function readLines(
  options: ReadTokensOptions,
  text: string,
  limits: SeedLimits,
): { readonly format: LineFormat; readonly read: LinesRead } {
  const { lines, faults } = splitLines(options.file, text);
  const format = options.format === 'pskc' ? undefined : options.format;
  const known = format ?? recogniseLines(lines);
  if (known === undefined) {
    const message = 'no format that is known here: name one, or look whether the file is whole';
    throw new ExchangeError(options.file, [...faults, { message }]);
  }
  const read = LINE_FORMATS[known].read(lines, limits);
  return { format: known, read: { ...read, faults: [...faults, ...read.faults] } };
}

/** PSKC, with the checks on its tokens that lines have had. */
function readContainer(options: ReadTokensOptions, text: string, limits: SeedLimits): LinesRead {
  const { file, keys = {} } = options;
  const read = readPskc(text, { ...options.pskc, file, keys });
  const faults: ExchangeFault[] = [...read.faults];
  const tokens = read.tokens.filter((token) => {
    const serial = serialFault(token.serial);
    if (serial !== undefined) faults.push({ field: 'SerialNo', message: serial });
    const seed = seedLengthFault(token.seed.length, limits);
    if (seed !== undefined) faults.push({ serial: token.serial, field: 'seed', message: seed });
    return serial === undefined && seed === undefined;
  });
  return { tokens: tokens.map((token) => ({ token })), faults, warnings: read.warnings };
}

function settled({ tokens, faults, warnings }: LinesRead, keepGoing: boolean): ReadTokens {
  const inOrder = [...faults].sort(byPlace);
  if (inOrder.length > 0 && !keepGoing) return { tokens: [], faults: inOrder, warnings };
  const lines = new Set(inOrder.flatMap(({ line }) => line ?? []));
  const serials = new Set(inOrder.flatMap(({ serial }) => serial ?? []));
  const good = tokens.filter(
    ({ line, token }) => !(line === undefined ? serials.has(token.serial) : lines.has(line)),
  );
  return {
    tokens: good.map(({ token }) => token),
    faults: [],
    warnings: [
      ...warnings,
      ...inOrder.map((fault) => ({ ...fault, message: `left out: ${fault.message}` })),
    ],
  };
}

function byPlace(one: ExchangeFault, other: ExchangeFault): number {
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}
