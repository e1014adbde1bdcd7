import fc from 'fast-check';
import type { SerialScheme } from '../../../../../host/station/lot/lot.ts';
import { makeSerials } from '../../../../../host/station/lot/serials.ts';

const letters = (text: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...text), minLength: length, maxLength: length });
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const counter = fc.record({
  kind: fc.constant('counter' as const),
  prefix: fc.oneof(fc.constant(''), letters(`${CAPITALS}-`, 3)),
  digits: fc.integer({ min: 7, max: 12 }),
  first: fc.nat(9_999_998),
  check: fc.constantFrom('none', 'luhn', 'mod11'),
});
const oath = fc.record({
  kind: fc.constant('oath' as const),
  manufacturer: letters(CAPITALS, 2),
  type: letters(`${CAPITALS}0123456789`, 2),
  first: fc.nat(99_999_998),
});
const shinkin = fc.record({
  kind: fc.constant('shinkin' as const),
  prefix: letters(CAPITALS, 4),
  first: fc.nat(99_999_998),
});
const scheme: fc.Arbitrary<Exclude<SerialScheme, { kind: 'list' }>> = fc.oneof(
  counter,
  oath,
  shinkin,
);
/** Of an imported list anything may come that a bar code can say. */
const listed = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  .filter((text) => /^[\x21-\x7e]+$/.test(text));

/** Serial labels of all schemes. */
export const serialLabel: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: scheme.map((given) => makeSerials(given, 1)[0] ?? '') },
  { weight: 1, arbitrary: listed },
);
