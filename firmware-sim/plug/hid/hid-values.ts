/**
 * The bytes of a report as node-hid takes them: a buffer or view of any kind, or an array of
 * numbers of which the lowest eight bits count.
 *
 * @throws TypeError in the words of node-hid.
 */
export function reportBytes(values: unknown): Uint8Array {
  if (ArrayBuffer.isView(values)) {
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  }
  if (!Array.isArray(values)) {
    throw new TypeError('unexpected data to send, expecting an array or buffer');
  }
  const numbers: readonly unknown[] = values;
  return Uint8Array.from(numbers, (value) => {
    if (typeof value === 'number') return integerOf(value) & 0xff;
    throw new TypeError('unexpected array element in array to send, expecting only integers');
  });
}

/** An unsigned number of 32 bits, as native code reads one. */
export function integerOf(value: number): number {
  return value >>> 0;
}
