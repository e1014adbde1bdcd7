import type { FleetTally } from '@fobkit/emulator/fleet';
import * as v from 'valibot';
import { tallySchema } from './tally-schema.ts';

const KINDS = { Float64Array, Int32Array, Uint32Array } as const;

const packed = v.strictObject({
  kind: v.picklist(['Float64Array', 'Int32Array', 'Uint32Array']),
  // A pattern of the whole text overflows the stack at ten million fobs.
  base64: v.pipe(
    v.string(),
    v.check((text) => text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text)),
  ),
});

/** A multiple of three, so that the pieces of an array are its base64. */
const BYTES_AT_ONCE = 3 * 2 ** 18;
/** No name of a tally begins so. */
const PLACE = '#array';

/** A tally as text: its arrays in base64, little-endian as every machine of today has them. */
export function writeTally(tally: FleetTally): string {
  return [...tallyPieces(tally)].join('');
}

/** The same text piece by piece: that of millions of fobs is longer than a string may be. */
export function* tallyPieces(tally: FleetTally): Generator<string> {
  const arrays: Uint8Array[] = [];
  const text = JSON.stringify(tally, (_name, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    arrays.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    return { kind: value.constructor.name, base64: PLACE };
  });
  for (const [index, piece] of text.split(PLACE).entries()) {
    if (index > 0) yield* base64Of(arrays[index - 1] ?? new Uint8Array());
    yield piece;
  }
}

function* base64Of(bytes: Uint8Array): Generator<string> {
  for (let first = 0; first < bytes.length; first += BYTES_AT_ONCE) {
    yield Buffer.from(bytes.subarray(first, first + BYTES_AT_ONCE)).toString('base64');
  }
}

/** @throws when it is not the text of a tally */
export function readTally(text: string): FleetTally {
  return tallyOf(JSON.parse(text));
}

/** A tally whose arrays are in base64. @throws when it is none */
export function tallyOf(data: unknown): FleetTally {
  return v.parse(tallySchema, unpacked(data));
}

function unpacked(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(unpacked);
  if (typeof data !== 'object' || data === null) return data;
  const found = v.safeParse(packed, data);
  if (found.success) return unpack(found.output);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, unpacked(value)]));
}

function unpack({ kind, base64 }: v.InferOutput<typeof packed>): ArrayBufferView {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const make = KINDS[kind];
  return new make(bytes.buffer);
}
