import { RecordKind, type Draft } from './record.ts';

/** Payload of a damage note: bit `key & 7` of byte `key >> 3` is set for a damaged key. */
export const NOTE_BYTES = 32;

/** The record that carries the knowledge of damage into the next page. */
export function encodeDamageNote(damaged: Iterable<number>): Draft {
  const payload = new Uint8Array(NOTE_BYTES);
  for (const key of damaged) payload[key >> 3] = (payload[key >> 3] ?? 0) | (1 << (key & 7));
  return { key: 0, kind: RecordKind.Damage, payload };
}

export function decodeDamageNote(payload: Uint8Array): number[] {
  const keys: number[] = [];
  for (let key = 0; key < 256; key++) {
    if (((payload[key >> 3] ?? 0) & (1 << (key & 7))) !== 0) keys.push(key);
  }
  return keys;
}
