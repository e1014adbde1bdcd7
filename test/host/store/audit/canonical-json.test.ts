import { canonicalJson } from '@fobkit/store';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditValue } from '../../../../host/store/audit/audit.ts';

test('names are in the order of their code units (RFC 8785 §3.2.3)', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 };
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
});

test('numbers are as ECMAScript writes them (RFC 8785 §3.2.2.3)', () => {
  const numbers = [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0];
  expect(canonicalJson(numbers)).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
});

test('what JSON cannot say is refused', () => {
  expect(() => canonicalJson(NaN)).toThrow(RangeError);
  expect(() => canonicalJson(Infinity)).toThrow(RangeError);
  expect(() => canonicalJson('\ud800')).toThrow(RangeError);
  expect(() => canonicalJson({ '\ud800': 1 })).toThrow(RangeError);
  let deep: AuditValue = 1;
  for (let depth = 0; depth < 100; depth++) deep = [deep];
  expect(() => canonicalJson(deep)).toThrow('too deep');
});

test('the same value gives the same bytes, and they say the value', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([k, v]) => [k, shuffled(v)]),
    );
  };
  const values = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(values, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(shuffled(value) as AuditValue)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
