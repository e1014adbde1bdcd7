import type { Algorithm, OtpMode } from '@fobkit/protocol';
import { UsageError, parseOcraSuite } from '@fobkit/protocol';
import type { ExchangeFault } from '../exchange-error.ts';
import type { TokenRecord } from '../token-record.ts';

/** Fields that describe a token and that a reader may do without. */
const DESCRIPTIONS = [
  'deviceId',
  'manufacturer',
  'model',
  'keyId',
  'friendlyName',
  'issuer',
  'user',
  'realm',
  'resolver',
  'timeDriftSteps',
  'startDate',
  'expiryDate',
  'policy',
  'issueNumber',
] as const satisfies readonly (keyof TokenRecord)[];
export type Description = (typeof DESCRIPTIONS)[number];

/** A fault for each description that the token has and the format does not say. */
export function unsaid(token: TokenRecord, says: readonly Description[]): ExchangeFault[] {
  return DESCRIPTIONS.filter(
    (field) =>
      token[field] !== undefined &&
      !says.includes(field) &&
      // The serial stands for it where it is absent.
      !(field === 'keyId' && token.keyId === token.serial),
  ).map((field) => ({ serial: token.serial, field, message: 'left out: the format has no field' }));
}

/** What the format can compute codes of. */
export interface Codes {
  readonly modes: readonly OtpMode[];
  readonly algorithms: readonly Algorithm[];
  readonly digits?: readonly number[];
  readonly steps?: readonly number[];
}

/** Why whoever reads the format would compute other codes than the token does. */
export function codeRefusals(token: TokenRecord, can: Codes): ExchangeFault[] {
  const { mode, algorithm, digits, t0, suite, counter } = token.parameters;
  const faults: ExchangeFault[] = [];
  const refuse = (field: string, message: string): void => {
    faults.push({ serial: token.serial, field, message });
  };
  if (!can.modes.includes(mode)) refuse('type', `has no ${mode}, only ${can.modes.join(', ')}`);
  if (!can.algorithms.includes(algorithm)) {
    refuse('algorithm', `has no ${algorithm}, only ${can.algorithms.join(', ')}`);
  }
  if (can.digits?.includes(digits) === false) {
    refuse('digits', `has no ${String(digits)} digits, only ${can.digits.join(', ')}`);
  }
  const step = stepOf(token);
  if (mode === 'totp' && can.steps?.includes(step) === false) {
    refuse('step', `has no step of ${String(step)} s, only ${can.steps.join(', ')}`);
  }
  if (mode === 'totp' && (t0 ?? 0) !== 0) refuse('t0', 'has no T0 other than 0');
  if (mode === 'ocra') {
    const wrong = suiteFault(suite, token);
    if (wrong !== undefined) refuse('suite', wrong);
    if ((counter ?? 0) !== 0) refuse('counter', 'has no counter of an OCRA token');
    if ((t0 ?? 0) !== 0) refuse('t0', 'has no T0 other than 0');
  }
  if (token.checkDigits === true) refuse('checkDigits', 'has no codes that end in a checksum');
  return faults;
}

/** RFC 6238 §4: 30 seconds unless something else is said. */
export function stepOf({ parameters }: TokenRecord): number {
  return parameters.stepSeconds ?? 30;
}

/** Why the suite of an OCRA token is none, or not that of its codes. */
export function suiteFault(
  suite: string | undefined,
  { parameters }: Pick<TokenRecord, 'parameters'>,
): string | undefined {
  if (suite === undefined) return 'missing';
  try {
    const { algorithm, digits } = parseOcraSuite(suite);
    const same = algorithm === parameters.algorithm && digits === parameters.digits;
    return same ? undefined : 'names another hash or another number of digits than the token';
  } catch (error) {
    return error instanceof UsageError ? error.message : 'not a suite';
  }
}
