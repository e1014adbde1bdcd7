import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../../../protocol/bytes/equal.ts';

describe('equalBytes', () => {
  it('tells equal bytes, also across buffers, and the empty string', () => {
    expect(equalBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(0, 1, 2, 3).subarray(1))).toBe(true);
  });

  it('tells another length', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2, 0), Uint8Array.of(1, 2))).toBe(false);
  });

  it('tells every single bit that differs', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(bytes, fc.nat(), (a, at) => {
        const b = a.slice();
        const bit = at % (a.length * 8);
        b[bit >>> 3] = (b[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        expect(equalBytes(a, a.slice())).toBe(true);
        expect(equalBytes(a, b)).toBe(false);
      }),
    );
  });
});
