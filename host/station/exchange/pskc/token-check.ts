import { MAX_DIGITS, MIN_DIGITS } from '@fobkit/protocol';
import type { ExchangeFault } from '../exchange-error.ts';
import { suiteFault } from '../front/sayable.ts';
import type { TokenRecord } from '../token-record.ts';
import { INT, LONG } from './data-value.ts';
import { formatDateTime } from './date-time.ts';
import { BINDING } from './device-info.ts';
import { T0 } from './fobkit-extension.ts';
import { KEY_USAGES, PIN_ATTRIBUTES } from './names.ts';
import { canSay } from './xml-write.ts';

/** What of a token PSKC cannot say at all, or what would not be read back as the same. */
export function tokenFaults(token: TokenRecord): readonly ExchangeFault[] {
  const { serial, parameters } = token;
  const faults: ExchangeFault[] = [];
  const fault = (field: string, message: string): void => {
    faults.push({ serial, field, message });
  };
  for (const [field, value] of texts(token)) {
    if (!canSay(value)) fault(field, 'has a character that XML does not have');
    else if (value.trim() !== value || value === '') {
      fault(field, 'is empty, or begins or ends with white space, which readers cut off');
    }
  }
  if (token.seed.length < 1 || token.seed.length > 256) fault('seed', '1 to 256 bytes wanted');
  if (!within(parameters.digits, { least: MIN_DIGITS, most: MAX_DIGITS })) {
    fault('digits', `${MIN_DIGITS} to ${MAX_DIGITS} wanted`);
  }
  const suite = parameters.mode === 'ocra' ? suiteFault(parameters.suite, token) : undefined;
  if (suite !== undefined) fault('suite', suite);
  if (parameters.t0 !== undefined && !within(parameters.t0, T0)) fault('t0', 'out of range');
  if (token.deviceId !== undefined && !BINDING.test(token.deviceId)) {
    fault('deviceId', 'no number of a chip in lower-case hex');
  }
  const { counter, stepSeconds } = parameters;
  if (counter !== undefined && !within(counter, LONG)) fault('counter', 'out of range');
  if (parameters.mode === 'totp' && !within(stepSeconds ?? 0, { ...INT, least: 1 })) {
    fault('stepSeconds', 'a TOTP token has a time step of 1 second or more');
  }
  const { timeDriftSteps, policy } = token;
  if (timeDriftSteps !== undefined && !within(timeDriftSteps, INT))
    fault('TimeDrift', 'out of range');
  for (const field of ['startDate', 'expiryDate'] as const) {
    const date = token[field];
    if (date !== undefined && formatDateTime(date) === undefined) fault(field, 'out of range');
  }
  const transactions = policy?.numberOfTransactions;
  if (transactions !== undefined && !within(transactions, LONG)) {
    fault('NumberOfTransactions', 'out of range');
  }
  for (const usage of policy?.keyUsage ?? []) {
    if (!KEY_USAGES.some((known) => known === usage)) fault('KeyUsage', `PSKC has no ${usage}`);
  }
  for (const name of Object.keys(policy?.pinPolicy ?? {})) {
    if (!PIN_ATTRIBUTES.some((known) => known === name)) fault('PINPolicy', `PSKC has no ${name}`);
  }
  return faults;
}

/** What other readers will not see, or will take for something else. */
export function tokenLosses({
  serial,
  parameters,
  ...token
}: TokenRecord): readonly ExchangeFault[] {
  const losses: ExchangeFault[] = [];
  const { mode, t0, counter, suite } = parameters;
  const lose = (field: string, message: string): void => {
    losses.push({ serial, field, message });
  };
  if (t0 !== undefined && t0 !== 0) {
    const message = `PSKC has no word for a start of ${t0}: only fobkit reads it, others count from 1970`;
    lose('t0', message);
  }
  for (const field of ['realm', 'resolver'] as const) {
    if (token[field] !== undefined) lose(field, 'only fobkit reads it in PSKC');
  }
  if (mode === 'totp' && counter !== undefined) lose('counter', 'a TOTP key has none in PSKC');
  if (mode !== 'totp' && token.timeDriftSteps !== undefined) {
    lose('TimeDrift', 'only a TOTP key has it in PSKC');
  }
  if (mode !== 'ocra' && suite !== undefined) lose('suite', 'only an OCRA key has one');
  if (mode === 'ocra') lose('Algorithm', 'OCRA is of a draft of PSKC that few servers read');
  return losses;
}

function texts(token: TokenRecord): readonly (readonly [string, string])[] {
  const fields = [
    'serial',
    'keyId',
    'manufacturer',
    'model',
    'friendlyName',
    'issuer',
    'user',
    'realm',
    'resolver',
    'issueNumber',
    'deviceId',
  ] as const;
  const plain = fields.map((field) => [field, token[field]] as const);
  const pin = Object.entries(token.policy?.pinPolicy ?? {});
  return [...plain, ...pin].flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value] as const],
  );
}

function within(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
