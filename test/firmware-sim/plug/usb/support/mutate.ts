import fc from 'fast-check';

type Mutation = (bytes: Uint8Array) => Uint8Array;

/** Numbers at which lengths and counts go wrong. */
const EXTREMES = [0, 1, 0x7f, 0xff, 0x400, 0x401, 0x10_0000, 0x10_0001, 0x7fff_ffff, 0xffff_ffff];

const at = fc.nat(4000);

const byte: fc.Arbitrary<Mutation> = fc.tuple(at, fc.nat(255)).map(([where, value]) => (bytes) => {
  const damaged = Uint8Array.from(bytes);
  damaged[where % Math.max(1, bytes.length)] = value;
  return damaged;
});

const word: fc.Arbitrary<Mutation> = fc
  .tuple(at, fc.constantFrom(...EXTREMES), fc.boolean())
  .map(([where, value, littleEndian]) => (bytes) => {
    const damaged = Uint8Array.from(bytes);
    if (bytes.length < 4) return bytes;
    const offset = (where - (where % 4)) % (bytes.length - 3);
    new DataView(damaged.buffer).setUint32(offset, value, littleEndian);
    return damaged;
  });

const cut: fc.Arbitrary<Mutation> = fc.tuple(at, fc.nat(64)).map(([where, length]) => (bytes) => {
  const from = where % Math.max(1, bytes.length);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
});

const insert: fc.Arbitrary<Mutation> = fc
  .tuple(at, fc.uint8Array({ maxLength: 64 }))
  .map(([where, more]) => (bytes) => {
    const from = where % Math.max(1, bytes.length);
    return Buffer.concat([bytes.subarray(0, from), more, bytes.subarray(from)]);
  });

/** One to three damages of a stream of binary messages, one upon the other. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(byte, word, word, cut, insert), { minLength: 1, maxLength: 3 })
  .map((all) => (bytes) => all.reduce((damaged, mutate) => mutate(damaged), bytes));

/** The bytes in pieces of any size. */
export function chunked(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<readonly Uint8Array[]> {
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 });
  return fc.tuple(bytes, sizes).map(([all, lengths]) => {
    const pieces: Uint8Array[] = [];
    for (let from = 0, n = 0; from < all.length; n++) {
      const length = lengths[n % lengths.length] ?? 1;
      pieces.push(all.subarray(from, from + length));
      from += length;
    }
    return pieces;
  });
}
