import * as v from 'valibot';

/** Fields of requests: bounded, so that nothing of any length comes farther. */
export const shortText = v.pipe(v.string(), v.maxLength(200));
export const contractId = v.pipe(v.string(), v.regex(/^[0-9]{6,10}$/));
export const userId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/));
export const serial = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
export const code = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
export const reason = v.picklist(['loss', 'theft']);
export const unixMs = v.pipe(v.number(), v.description('Unix milliseconds.'));

/** Whole numbers in addresses. */
export function wholeText(least: number, most: number): v.GenericSchema<string, number> {
  return v.pipe(
    v.string(),
    v.regex(/^[0-9]{1,16}$/),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  );
}
