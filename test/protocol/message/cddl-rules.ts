import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Entries, Item } from './cbor-items.ts';
import { type CddlRules, type CddlType, readCddl } from './cddl-reader.ts';

export const CDDL_TEXT = readFileSync(
  new URL('../../../docs/protocol/fobkit.cddl', import.meta.url),
  'utf8',
);
export const rules: CddlRules = readCddl(CDDL_TEXT);

export function ruleNamed(name: string): CddlType {
  const rule = rules.get(name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  return rule;
}

/** Whether an item is one that the CDDL allows for a type. */
export function matches(type: CddlType, item: Item): boolean {
  switch (type.kind) {
    case 'any':
      return true;
    case 'bool':
      return typeof item === 'boolean';
    case 'integer':
      return typeof item === 'number' && within(type, item);
    case 'bytes':
      return item instanceof Uint8Array && within(type, item.length);
    case 'text':
      return typeof item === 'string' && within(type, new TextEncoder().encode(item).length);
    case 'choice':
      return type.of.some((one) => matches(one, item));
    case 'rule':
      return matches(ruleNamed(type.name), item);
    case 'array':
      return (
        Array.isArray(item) &&
        within(type, item.length) &&
        item.every((each: Item) => matches(type.item, each))
      );
    case 'map':
      return item instanceof Map && matchesMap(type, item);
  }
}

function matchesMap(type: CddlType & { kind: 'map' }, entries: Entries): boolean {
  const known = new Set(type.fields.map((field) => field.key));
  if (!type.open && [...entries.keys()].some((key) => !known.has(key))) return false;
  return type.fields.every(({ key, optional, type: field }) => {
    const value = entries.get(key);
    return value === undefined ? optional : matches(field, value);
  });
}

function within({ min, max }: { min: number; max: number }, value: number): boolean {
  return value >= min && value <= max;
}

/** Items that the CDDL allows for a type, without unknown keys. */
export function itemsOf(type: CddlType): fc.Arbitrary<Item> {
  switch (type.kind) {
    case 'any':
    case 'bool':
      return fc.boolean();
    case 'integer':
      return fc.oneof(
        fc.integer({ min: type.min, max: type.max }),
        fc.constantFrom(type.min, type.max),
      );
    case 'bytes':
      return fc.uint8Array({ minLength: type.min, maxLength: type.max });
    case 'text':
      return textOf(type);
    case 'choice':
      return fc.oneof(...type.of.map(itemsOf));
    case 'rule':
      return itemsOf(ruleNamed(type.name));
    case 'array':
      return fc.array(itemsOf(type.item), { minLength: type.min, maxLength: type.max });
    case 'map':
      return entriesOf(type.fields);
  }
}

/** Text whose UTF-8, not whose characters, fits. */
function textOf({ min, max }: { min: number; max: number }): fc.Arbitrary<string> {
  const characters = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), {
    minLength: min,
    maxLength: max,
  });
  return characters.map((list) => {
    let text = '';
    for (const character of list) {
      if (new TextEncoder().encode(text + character).length <= max) text += character;
    }
    return text === '' && min > 0 ? 'a' : text;
  });
}

function entriesOf(fields: readonly { key: number; optional: boolean; type: CddlType }[]) {
  const entries = fields.map(({ key, optional, type }) => {
    const value = itemsOf(type).map((item) => [[key, item]] as [number, Item][]);
    return optional ? fc.oneof(value, fc.constant([])) : value;
  });
  return fc.tuple(...entries).map((lists): Item => new Map(lists.flat()));
}
