import { StoreError } from '@fobkit/store';
import * as v from 'valibot';
import type { SerialScheme, TrimWish } from '../lot/lot.ts';
import type { TokenParameters, TokenRecord } from '../exchange/token-record.ts';
import type { Qualification } from '../qualify/qualification.ts';
import type { ClockReading } from '../unit/unit.ts';

const whole = v.pipe(v.number(), v.safeInteger());
const optional = v.exactOptional;

export const clockReading: v.GenericSchema<unknown, ClockReading> = v.object({
  readUnixMs: v.number(),
  offsetMs: v.number(),
  jitterMs: v.number(),
});

export const qualification: v.GenericSchema<unknown, Qualification> = v.object({
  unixMs: v.number(),
  deviceId: v.string(),
  passed: v.boolean(),
  faults: v.array(v.string()),
  clockOffsetMs: optional(v.number()),
  clockJitterMs: optional(v.number()),
});

export const serialScheme: v.GenericSchema<unknown, SerialScheme> = v.variant('kind', [
  v.object({
    kind: v.literal('counter'),
    prefix: v.string(),
    digits: whole,
    first: whole,
    check: v.picklist(['none', 'luhn', 'mod11', 'iso7064']),
  }),
  v.object({ kind: v.literal('oath'), manufacturer: v.string(), type: v.string(), first: whole }),
  v.object({ kind: v.literal('shinkin'), prefix: v.string(), first: whole }),
  v.object({ kind: v.literal('list') }),
]);

const parameterFields = {
  mode: v.picklist(['totp', 'hotp', 'ocra']),
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: whole,
  stepSeconds: optional(whole),
  t0: optional(whole),
  counter: optional(whole),
  suite: optional(v.string()),
};

export const tokenParameters: v.GenericSchema<unknown, TokenParameters> = v.object(parameterFields);

export const trimWish: v.GenericSchema<unknown, TrimWish> = v.object({
  ppm: v.number(),
  by: v.picklist(['soak', 'counter']),
});

/** A token of a file without its seed, which is sealed in a column of its own. */
export type TokenFacts = Omit<TokenRecord, 'seed'>;

export const tokenFacts: v.GenericSchema<unknown, TokenFacts> = v.object({
  serial: v.string(),
  parameters: v.object(parameterFields),
  deviceId: optional(v.string()),
  manufacturer: optional(v.string()),
  model: optional(v.string()),
  keyId: optional(v.string()),
  friendlyName: optional(v.string()),
  issuer: optional(v.string()),
  user: optional(v.string()),
  realm: optional(v.string()),
  resolver: optional(v.string()),
  timeDriftSteps: optional(v.number()),
  startDate: optional(v.number()),
  expiryDate: optional(v.number()),
  policy: optional(
    v.object({
      keyUsage: optional(v.array(v.string())),
      numberOfTransactions: optional(v.number()),
      pinPolicy: optional(v.record(v.string(), v.string())),
    }),
  ),
  checkDigits: optional(v.boolean()),
  issueNumber: optional(v.string()),
});

/** Steps by name with the milliseconds that they took. */
export const stepTimes = v.object({ stepsMs: v.optional(v.record(v.string(), v.number()), {}) });

/** A JSON column. @throws StoreError when it does not hold what was written there. */
export function readJson<T>(schema: v.GenericSchema<unknown, T>, text: string): T {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw new StoreError('damaged', 'a column of the registry is no JSON', { cause });
  }
  const result = v.safeParse(schema, found);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new StoreError('damaged', `a column of the registry is damaged: ${issue.message}`);
}
