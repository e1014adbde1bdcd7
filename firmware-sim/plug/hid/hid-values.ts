/**
 * The bytes of a report as node-hid takes them: a buffer or typed array, or an array of
 * numbers of which the lowest eight bits count.
 *
 * @param absent What it says when there are none.
 * @throws Error in the words of node-hid.
 */
export function reportBytes(values: unknown, absent: string): Uint8Array {
  if (values === undefined) throw new TypeError(absent);
  // Node's interface for native code takes a DataView for a buffer, and then does not find its bytes.
  if (values instanceof DataView) throw new Error('Invalid argument');
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

/** @throws TypeError unless it is a number: a boolean, which node-hid's types name, is none. */
export function switchOf(value: unknown): boolean {
  if (value === undefined) {
    throw new TypeError('Expecting a 1 to enable, 0 to disable as the first argument.');
  }
  if (typeof value !== 'number') throw new TypeError('A number was expected');
  return integerOf(value) !== 0;
}
