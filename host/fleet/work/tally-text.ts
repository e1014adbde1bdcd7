import type { FleetTally } from '@fobkit/emulator/fleet';
import * as v from 'valibot';
import { tallySchema } from './tally-schema.ts';

const KINDS = { Float64Array, Int32Array, Uint32Array } as const;

const packed = v.strictObject({
  kind: v.picklist(['Float64Array', 'Int32Array', 'Uint32Array']),
  base64: v.pipe(v.string(), v.base64()),
});

/** A tally as text: its arrays in base64, little-endian as every machine of today has them. */
export function writeTally(tally: FleetTally): string {
  return JSON.stringify(tally, (_name, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const kind = value.constructor.name;
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { kind, base64: bytes.toString('base64') };
  });
}

/** @throws when it is not the text of a tally */
export function readTally(text: string): FleetTally {
  const data: unknown = JSON.parse(text, (_name, value: unknown) => {
    const found = v.safeParse(packed, value);
    return found.success ? unpack(found.output) : value;
  });
  return v.parse(tallySchema, data);
}

function unpack({ kind, base64 }: v.InferOutput<typeof packed>): ArrayBufferView {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const make = KINDS[kind];
  return new make(bytes.buffer);
}
