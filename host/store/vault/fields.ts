const TEXT = new TextEncoder();

/** Part of what is authenticated: bytes, text, or an integer from 0 to 2^53 − 1. */
export type Field = Uint8Array | string | number | undefined;

const KIND = { bytes: 0, text: 1, integer: 2, none: 3 } as const;

/**
 * Fields one after the other, each with its kind and its length before it, so that no two lists of
 * fields give the same bytes.
 */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.flatMap(encodeField));
}

function encodeField(field: Field): readonly Uint8Array[] {
  if (field === undefined) return [headOf(KIND.none, 0)];
  if (typeof field === 'number') {
    if (!Number.isSafeInteger(field) || field < 0) throw new RangeError('no integer for a field');
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(field));
    return [headOf(KIND.integer, 8), bytes];
  }
  const isText = typeof field === 'string';
  if (isText && !field.isWellFormed()) throw new RangeError('half a character in a field');
  const bytes = isText ? TEXT.encode(field) : field;
  return [headOf(isText ? KIND.text : KIND.bytes, bytes.length), bytes];
}

function headOf(kind: number, length: number): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(length, 1);
  return head;
}
