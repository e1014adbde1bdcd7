/**
 * A copy of bytes `start` to `end`. Not `slice()`: a subclass may give a view of the same memory
 * there (Node.js's Buffer does), and what is overwritten through the one is lost in the other.
 */
export function copyBytes(bytes: Uint8Array, start = 0, end = bytes.length): Uint8Array {
  return new Uint8Array(bytes.subarray(start, end));
}
