import { StoreError } from '@fobkit/store';
import * as v from 'valibot';
import type { Accident } from '../domain/contract.ts';
import type { TokenParameters } from '../verify/token-key.ts';

const whole = v.pipe(v.number(), v.safeInteger());

export const accidentColumn: v.GenericSchema<unknown, Accident> = v.object({
  reason: v.picklist(['loss', 'theft']),
  by: v.picklist(['administrator', 'operator']),
  at: whole,
});

export const parametersColumn: v.GenericSchema<unknown, TokenParameters> = v.object({
  mode: v.picklist(['totp', 'hotp', 'ocra']),
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: whole,
  stepSeconds: v.exactOptional(whole),
  t0: v.exactOptional(whole),
  counter: v.exactOptional(whole),
  suite: v.exactOptional(v.string()),
});

export const factsColumn = v.record(
  v.string(),
  v.union([v.string(), v.number(), v.boolean(), v.null()]),
);

/** A JSON column. @throws StoreError when it does not hold what was written there. */
export function readJson<T>(schema: v.GenericSchema<unknown, T>, text: string): T {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw new StoreError('damaged', 'a column of the bank is no JSON', { cause });
  }
  const result = v.safeParse(schema, found);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new StoreError('damaged', `a column of the bank is damaged: ${issue.message}`);
}
