import { Buffer } from 'node:buffer';
import { encodeBase32, toHex } from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretSearch } from '../../../../../host/bench/campaign/invariant/secret-search.ts';

const SECRET = Uint8Array.from({ length: 20 }, (_, i) => (i * 37 + 11) & 0xff);

function searchFor(secret: Uint8Array): SecretSearch {
  const search = new SecretSearch();
  search.add(secret, 'a seed');
  return search;
}

const search = searchFor(SECRET);
const around = fc.uint8Array({ minLength: 0, maxLength: 40 });
const run = fc
  .tuple(fc.nat(14), fc.integer({ min: 6, max: 20 }))
  .map(([from, length]) => SECRET.subarray(from, Math.min(20, from + Math.max(6, length))));

describe('the search for secrets', () => {
  it('finds each run of six bytes, wherever it stands', () => {
    fc.assert(
      fc.property(around, run, around, (before, leaked, after) => {
        expect(search.inBytes(Uint8Array.of(...before, ...leaked, ...after))).toBe('a seed');
      }),
    );
  });

  it('finds a run as hex, small or large, in the middle of a text', () => {
    fc.assert(
      fc.property(run, fc.boolean(), (leaked, large) => {
        const hex = large ? toHex(leaked).toUpperCase() : toHex(leaked);
        expect(search.inText(`the fob said 0x${hex}.`)).toBe('a seed');
      }),
    );
  });

  it('finds it as base32 and as base64', () => {
    expect(search.inText(`secret=${encodeBase32(SECRET)}&digits=6`)).toBe('a seed');
    expect(search.inText(Buffer.from(SECRET).toString('base64'))).toBe('a seed');
    expect(search.inText(Buffer.from(SECRET).toString('base64url'))).toBe('a seed');
    const framed = Buffer.from([1, ...SECRET, 9]).toString('base64');
    expect(search.inText(framed)).toBe('a seed');
  });

  it('finds it as base32 whatever stands before and after it, in small letters too', () => {
    fc.assert(
      fc.property(around, around, fc.boolean(), (before, after, small) => {
        const text = encodeBase32(Uint8Array.of(...before, ...SECRET, ...after));
        expect(search.inText(small ? text.toLowerCase() : text)).toBe('a seed');
      }),
    );
  });

  it('finds a run as bytes that something stands between', () => {
    fc.assert(
      fc.property(run, fc.constantFrom(' ', ':', '-'), (leaked, between) => {
        const dump = [...leaked].map((byte) => byte.toString(16).padStart(2, '0')).join(between);
        expect(search.inText(`at 0: ${dump}.`)).toBe('a seed');
      }),
    );
  });

  it('finds it as numbers, as an array of bytes is printed', () => {
    expect(search.inText(JSON.stringify({ seed: SECRET }))).toBe('a seed');
    expect(search.inText(JSON.stringify([...SECRET.subarray(3, 9)]))).toBe('a seed');
  });

  it('tells nothing of what is no secret, or too short a part of one', () => {
    expect(search.inBytes(SECRET.subarray(0, 5))).toBeUndefined();
    expect(search.inText(toHex(SECRET.subarray(0, 5)))).toBeUndefined();
    const other = SECRET.map((byte) => byte ^ 0x55);
    expect(search.inBytes(other)).toBeUndefined();
    expect(search.inText(`${toHex(other)} ${encodeBase32(other)}`)).toBeUndefined();
  });
});
