import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../../../protocol/bytes/equal.ts';
import { WireError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { outlineEnvelope } from '../../../protocol/message/envelope.ts';
import type { MessageType } from '../../../protocol/message/message.ts';
import { Prng } from '../../support/prng.ts';
import { concat, decodeItem, encodeItem, type Item } from './cbor-items.ts';
import { itemsOf, matches, ruleNamed } from './cddl-rules.ts';
import { MESSAGES } from './messages.ts';

const SAMPLES = 60;
const MUTANTS = 60;

/** One or two of the things that happen to bytes. */
function mutate(bytes: Uint8Array, dice: Prng): Uint8Array {
  const at = dice.below(bytes.length);
  const changed = bytes.slice();
  switch (dice.below(7)) {
    case 0:
      changed[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
      break;
    case 1:
      changed[at] = dice.below(256);
      break;
    case 2:
      return bytes.slice(0, at);
    case 3:
      return concat([bytes.slice(0, at), dice.bytes(1 + dice.below(3)), bytes.slice(at)]);
    case 4:
      return concat([bytes.slice(0, at), bytes.slice(at + 1 + dice.below(3))]);
    case 5: {
      const piece = bytes.slice(at, at + dice.below(12));
      return concat([bytes.slice(0, at), piece, bytes.slice(at)]);
    }
    default:
      // A head with another way to give its argument.
      changed[at] = ((bytes[at] ?? 0) & 0xe0) | (24 + dice.below(8));
  }
  return dice.chance(3) ? mutate(changed, dice) : changed;
}

/** Undefined for a declared refusal; any other exception fails the test. */
function outcome<T>(action: () => T): { readonly value: T } | undefined {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** The item, where the bytes are one in deterministic form with the keys of its rule only. */
function cleanItem(message: MessageType<unknown>, bytes: Uint8Array): Item | undefined {
  try {
    const item = decodeItem(bytes);
    if (!(item instanceof Map) || !equalBytes(encodeItem(item), bytes)) return undefined;
    const known = new Set(message.fields.map((field) => field.key));
    return [...item.keys()].every((key) => known.has(Number(key))) ? item : undefined;
  } catch {
    return undefined;
  }
}

describe('messages with mutated bytes', () => {
  const counts = { cases: 0, read: 0 };

  it.each(MESSAGES.map((message) => [message.name, message] as const))(
    '%s is read as the CDDL describes it or refused as declared',
    (name, message) => {
      const rule = ruleNamed(name);
      const dice = new Prng(message.fields.length + name.length);
      for (const sample of fc.sample(itemsOf(rule), { numRuns: SAMPLES, seed: 11 })) {
        const valid = encodeItem(sample);
        for (let i = 0; i < MUTANTS; i++) {
          const bytes = mutate(valid, dice);
          const read = outcome(() => message.decode(bytes));
          counts.cases++;
          if (read === undefined) {
            const item = cleanItem(message, bytes);
            if (item !== undefined && matches(rule, item)) {
              expect.fail(`refused though allowed: ${toHex(bytes)}`);
            }
          } else {
            counts.read++;
            if (!matches(rule, decodeItem(bytes))) {
              expect.fail(`read though not allowed: ${toHex(bytes)}`);
            }
            const again = message.encode(read.value);
            if (!equalBytes(message.encode(message.decode(again)), again)) {
              expect.fail(`read in two ways: ${toHex(bytes)}`);
            }
          }
        }
      }
    },
  );

  it('were more than 100,000, of which some were still messages', () => {
    expect(counts.cases).toBe(MESSAGES.length * SAMPLES * MUTANTS);
    expect(counts.cases).toBeGreaterThan(100_000);
    expect(counts.read).toBeGreaterThan(10_000);
  });

  it('have an outline or none, and nothing else happens', () => {
    const dice = new Prng(5);
    const samples = fc.sample(itemsOf(ruleNamed('request-envelope')), { numRuns: 200, seed: 1 });
    for (const sample of samples) {
      for (let i = 0; i < 50; i++) {
        const bytes = mutate(encodeItem(sample), dice);
        const outline = outcome(() => outlineEnvelope(bytes));
        if (outline !== undefined && outline.value.tag.length !== 8) expect.fail(toHex(bytes));
      }
    }
  });
});
