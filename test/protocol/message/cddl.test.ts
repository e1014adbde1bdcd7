import { describe, expect, it } from 'vitest';
import { protocolCddl } from '../../../protocol/command/protocol-cddl.ts';
import { type CddlType, readCddl } from './cddl-reader.ts';
import { CDDL_TEXT, rules } from './cddl-rules.ts';
import { MESSAGES } from './messages.ts';

function referencesIn(type: CddlType): readonly string[] {
  switch (type.kind) {
    case 'rule':
      return [type.name];
    case 'choice':
      return type.of.flatMap(referencesIn);
    case 'array':
      return referencesIn(type.item);
    case 'map':
      return type.fields.flatMap((field) => referencesIn(field.type));
    default:
      return [];
  }
}

describe('docs/protocol/fobkit.cddl', () => {
  it('is what the schema prints now', () => {
    expect(CDDL_TEXT === protocolCddl(), 'it is not: run `npm run cddl` and commit it').toBe(true);
  });

  it('has a rule for every message and no other', () => {
    expect([...rules.keys()].sort()).toEqual(MESSAGES.map(({ name }) => name).sort());
  });

  it('names no rule that is not there', () => {
    const named = [...rules.values()].flatMap(referencesIn);
    expect(named.filter((name) => !rules.has(name))).toEqual([]);
  });

  it('gives keys in ascending order, none twice, and leaves every map open', () => {
    for (const [name, rule] of rules) {
      if (rule.kind !== 'map') throw new Error(`${name} is no map`);
      const keys = rule.fields.map((field) => field.key);
      expect(keys, name).toEqual([...new Set(keys)].sort((a, b) => a - b));
      expect(rule.open, name).toBe(true);
    }
  });
});

describe('the reader of CDDL that these tests use', () => {
  it.each([
    'a = { 1: 0..5 }',
    'a = { 1: 0..5, ; comment )\n  * uint => any, 2: bool, }',
    'a = [0*3 (0 ; x\n / 1 ; y)]',
    'a = { 1: tstr, }',
    'a = 0..5 a = 0..5',
    'a = 5..0',
  ])('refuses %j', (text) => {
    expect(() => readCddl(text)).toThrow();
  });
});
