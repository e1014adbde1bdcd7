import * as v from 'valibot';

// Names, texts, whole numbers and days of a file; each says what may stand there.

const DAY = 'write a day that there is, from 1970 to 2199, as 2027-04-01';

/** The thirtieth of February is none. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!(at >= 0 && at < Date.parse('2200-01-01T00:00:00Z'))) return false;
  return new Date(at).toISOString().startsWith(text);
}

const NAME =
  'write a name of small letters, digits and hyphens, as manual-1020; 40 of them at most';
export const name = v.pipe(v.string(NAME), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, NAME));
/** A text of at most so many letters. */
export function textOf(
  most: number,
  wanted = 'write a text, in quotes if it is a number',
): v.GenericSchema<string> {
  return v.pipe(
    v.string(wanted),
    v.minLength(1, 'this is empty; leave the word out, or say something'),
    v.maxLength(most, ({ input }) => `${most} letters at most, not ${input.length}`),
  );
}

export const text = textOf(200);

/** A whole number, both limits included. */
export function whole(least: number, most: number): v.GenericSchema<number> {
  const range = `write a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(({ input }) => (isGrouped(input) ? `${range}, its digits without a break` : range)),
    v.integer(range),
    v.minValue(least, range),
    v.maxValue(most, range),
  );
}

/** `100,000`, `100_000` and the like, which YAML takes for texts. */
function isGrouped(input: unknown): boolean {
  return typeof input === 'string' && /^\d{1,3}(?:[,._' ]\d{3})+$/.test(input);
}

/** A day, as 2027-04-01. */
export const day = v.pipe(v.string(DAY), v.isoDate(DAY), v.check(isDay, DAY));
