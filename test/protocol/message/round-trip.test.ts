import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { concat, encodeEntries, encodeItem, type Entries, type Item } from './cbor-items.ts';
import { itemsOf, ruleNamed } from './cddl-rules.ts';
import { MESSAGES } from './messages.ts';

/** Values of a field that no version knows: small, and nested as deep as is allowed. */
const unknown: fc.Arbitrary<Item> = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.string(),
  fc.uint8Array({ maxLength: 30 }),
  fc.array(fc.array(fc.array(fc.array(fc.nat(), { maxLength: 2 }), { maxLength: 2 }))),
  fc
    .dictionary(fc.constantFrom('1', '300'), fc.nat(), { maxKeys: 2 })
    .map(
      (object): Item => new Map(Object.entries(object).map(([key, value]) => [Number(key), value])),
    ),
);

function entriesOf(item: Item): Entries {
  if (!(item instanceof Map)) throw new Error('not a map');
  return item;
}

describe.each(MESSAGES.map((message) => [message.name, message] as const))(
  '%s',
  (name, message) => {
    const items = itemsOf(ruleNamed(name));
    const runs = { numRuns: 60, seed: 7 };

    it('is read as the CDDL describes it, and written back byte for byte', () => {
      const property = fc.property(items, (item) => {
        const bytes = encodeItem(item);
        expect(toHex(message.encode(message.decode(bytes)))).toBe(toHex(bytes));
      });
      fc.assert(property, runs);
    });

    it('means the same with fields that are not known', () => {
      const keys = fc.uniqueArray(fc.integer({ min: 100, max: 1_000_000 }), { minLength: 1 });
      const property = fc.property(items, keys, unknown, (item, extra, value) => {
        const known = [...entriesOf(item)];
        const more = [...extra].sort((a, b) => a - b).map((key) => [key, value] as const);
        const bytes = encodeEntries([...known, ...more]);
        expect(message.decode(bytes)).toEqual(message.decode(encodeItem(item)));
      });
      fc.assert(property, runs);
    });

    it('is refused with a byte more or a byte less', () => {
      const property = fc.property(items, (item) => {
        const bytes = encodeItem(item);
        expect(() => message.decode(concat([bytes, Uint8Array.of(0)]))).toThrow(
          expect.objectContaining({ name: 'WireError', code: 'trailing' }),
        );
        expect(() => message.decode(bytes.subarray(0, -1))).toThrow(
          expect.objectContaining({ name: 'WireError' }),
        );
      });
      fc.assert(property, runs);
    });
  },
);
