import { UsageError, formatOtpauth, parseOtpauth } from '@fobkit/protocol';
import type { OtpParameters, OtpauthKey } from '@fobkit/protocol';
import { cellFaults } from '../csv/cell-faults.ts';
import type { ExchangeFault } from '../exchange-error.ts';
import type { LineFormatCodec, LineToken, LinesRead, SeedLimits } from '../front/line-format.ts';
import { codeRefusals, stepOf, unsaid } from '../front/sayable.ts';
import { MAX_STEP, nameFault, seedLengthFault, serialFault } from '../front/token-checks.ts';
import type { TokenParameters, TokenRecord } from '../token-record.ts';

/**
 * A text file of `otpauth:` URIs, one a line (docs/protocol/07-codes.md §7.7). The account of a URI
 * is the serial label, since the file shall say which fob a seed belongs to; whose it is, is left
 * out.
 */
export const otpauthLines: LineFormatCodec<object> = {
  mediaType: 'text/plain',
  extension: '.txt',

  read(lines, limits): LinesRead {
    const tokens: LineToken[] = [];
    const faults: ExchangeFault[] = [];
    for (const { number: line, text } of lines) {
      const token = readUri(text.trim(), limits);
      if (isToken(token)) tokens.push({ line, token });
      else faults.push(...token.map((fault) => ({ line, ...fault })));
    }
    return { tokens, faults, warnings: [] };
  },

  refusalsOf(token): readonly ExchangeFault[] {
    const { serial, issuer } = token;
    const codes = { modes: ['totp', 'hotp'], algorithms: ['SHA1', 'SHA256', 'SHA512'] } as const;
    return [
      ...codeRefusals(token, codes),
      ...cellFaults(token, { serial, issuer }, { separators: ':' }),
    ];
  },

  lossesOf(token): readonly ExchangeFault[] {
    return unsaid(token, ['issuer']);
  },

  write(tokens): string {
    return tokens.map((token) => `${otpauthOf(token)}\n`).join('');
  },
};

/** The URI of a token that it can say; `UsageError` for another. */
export function otpauthOf(token: TokenRecord): string {
  return formatOtpauth({
    parameters: otpParameters(token),
    account: token.serial,
    issuer: token.issuer,
  });
}

/** The token of a URI, or what is wrong with it; nothing tells what stands in the URI. */
function readUri(uri: string, limits: SeedLimits): TokenRecord | readonly ExchangeFault[] {
  let key: OtpauthKey;
  try {
    key = parseOtpauth(uri);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [{ field: 'uri', message: error.message }];
  }
  const serial = key.account.trim();
  const faults = keyFaults(key, serial, limits);
  if (faults.length > 0) return faults;
  return {
    serial,
    parameters: tokenParameters(key.parameters),
    seed: key.parameters.secret,
    ...(key.issuer === undefined || key.issuer === '' ? {} : { issuer: key.issuer }),
  };
}

function isToken(read: TokenRecord | readonly ExchangeFault[]): read is TokenRecord {
  return 'seed' in read;
}

function keyFaults(key: OtpauthKey, serial: string, limits: SeedLimits): ExchangeFault[] {
  const faults: ExchangeFault[] = [];
  const { issuer = '', parameters } = key;
  const label = serialFault(serial);
  if (label !== undefined) faults.push({ field: 'account', message: label });
  const at = label === undefined ? { serial } : {};
  const name = nameFault(issuer);
  if (name !== undefined) faults.push({ ...at, field: 'issuer', message: name });
  if (parameters.mode === 'totp' && parameters.stepSeconds > MAX_STEP) {
    faults.push({ ...at, field: 'period', message: `longer than ${String(MAX_STEP)} seconds` });
  }
  const wrong = seedLengthFault(parameters.secret.length, limits);
  if (wrong !== undefined) faults.push({ ...at, field: 'secret', message: wrong });
  return faults;
}

function tokenParameters(parameters: OtpParameters): TokenParameters {
  const { mode, algorithm, digits, stepSeconds, counter } = parameters;
  return mode === 'totp'
    ? { mode, algorithm, digits, stepSeconds }
    : { mode, algorithm, digits, counter };
}

function otpParameters(token: TokenRecord): OtpParameters {
  const { mode, algorithm, digits, t0, counter } = token.parameters;
  return {
    mode,
    algorithm,
    digits,
    stepSeconds: stepOf(token),
    t0: t0 ?? 0,
    counter: counter ?? 0,
    secret: token.seed,
  };
}
