import type { ExchangeFault, WrittenTokens } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';
import { tokenFaults, tokenLosses } from '../pskc/token-check.ts';
import type { PskcWriteOptions } from '../pskc/write-pskc.ts';
import { writePskc } from '../pskc/write-pskc.ts';
import type { QrSheetOptions } from '../qr/qr-sheet.ts';
import { qrSheetPdf } from '../qr/qr-sheet.ts';
import type { TokenRecord } from '../token-record.ts';
import { duplicateFaults } from './duplicates.ts';
import type { TokenFormat } from './format.ts';
import type { LineWriteOptions } from './line-formats.ts';
import { LINE_FORMATS } from './line-formats.ts';

export interface WriteTokensOptions extends LineWriteOptions {
  /** Must be there for PSKC: how the seeds are protected is never assumed. */
  readonly pskc?: PskcWriteOptions;
  readonly qr?: QrSheetOptions;
  /** Leave out the tokens that the format cannot say, instead of refusing all. */
  readonly keepGoing?: boolean;
}

/**
 * The file of tokens in a format. What the format leaves out of them is named in the warnings, a
 * field once. Rejects with `ExchangeError`, all faults in it, for tokens that the format cannot say
 * so that its reader computes their codes; with `keepGoing` those are left out, and `leftOut` has
 * their serial labels.
 */
export async function writeTokens(
  format: TokenFormat,
  tokens: readonly TokenRecord[],
  options: WriteTokensOptions = {},
): Promise<WrittenTokens> {
  const faults = [
    ...tokens.flatMap((token) => refusalsOf(format, token, options)),
    ...duplicateFaults(tokens.map((token) => ({ token }))),
  ];
  const left = new Set(faults.flatMap(({ serial }) => serial ?? []));
  const said = tokens.filter(({ serial }) => !left.has(serial));
  if (tokens.length === 0) faults.push({ message: 'there is no token to write' });
  if (faults.length > 0 && (options.keepGoing !== true || said.length === 0)) {
    throw new ExchangeError(format, faults);
  }
  const written = await write(format, said, options);
  // The writer of PSKC tells of them itself.
  const lost = format === 'pskc' ? [] : said.flatMap((token) => lossesOf(format, token, options));
  return {
    ...written,
    warnings: [
      ...faults.map((fault) => ({ ...fault, message: `left out: ${fault.message}` })),
      ...onceAField([...lost, ...written.warnings]),
    ],
    ...(left.size === 0 ? {} : { leftOut: [...left] }),
  };
}

/** A fault for each field of the token that the format leaves out, or that only fobkit reads in it. */
export function lossesOf(
  format: TokenFormat,
  token: TokenRecord,
  options: LineWriteOptions = {},
): readonly ExchangeFault[] {
  if (format === 'pskc') return tokenLosses(token);
  return LINE_FORMATS[format === 'qr' ? 'otpauth' : format].lossesOf(token, options);
}

/** Why the format cannot say this token at all; empty where it can. */
export function refusalsOf(
  format: TokenFormat,
  token: TokenRecord,
  options: LineWriteOptions = {},
): readonly ExchangeFault[] {
  if (format === 'pskc') return tokenFaults(token);
  return LINE_FORMATS[format === 'qr' ? 'otpauth' : format].refusalsOf(token, options);
}

function write(
  format: TokenFormat,
  tokens: readonly TokenRecord[],
  options: WriteTokensOptions,
): Promise<WrittenTokens> | WrittenTokens {
  if (format === 'qr') return qrSheetPdf(tokens, options.qr);
  if (format === 'pskc') {
    if (options.pskc !== undefined) return writePskc(tokens, options.pskc);
    throw new ExchangeError(format, [{ message: 'say how the seeds are protected' }]);
  }
  const codec = LINE_FORMATS[format];
  const { mediaType, extension } = codec;
  const bytes = new TextEncoder().encode(codec.write(tokens, options));
  return { bytes, mediaType, extension, warnings: [] };
}

/** Ten thousand tokens that lack the same field are one warning. */
function onceAField(losses: readonly ExchangeFault[]): readonly ExchangeFault[] {
  const counts = new Map<string, { first: ExchangeFault; count: number }>();
  for (const loss of losses) {
    const key = `${loss.field ?? ''}\n${loss.message}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { first: loss, count: 1 });
    else known.count++;
  }
  return [...counts.values()].map(({ first, count }) => {
    if (count === 1) return first;
    const { field, message } = first;
    return {
      ...(field === undefined ? {} : { field }),
      message: `${message} (${String(count)} tokens)`,
    };
  });
}
