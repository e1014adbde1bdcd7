import { createHash } from 'node:crypto';

/**
 * Bytes that follow from the scenario's seed and from what they are for, and from nothing else: a
 * run can be repeated. For seeds and keys of fobs under test, never for those in use.
 */
export function draw(seed: number, purpose: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0, block = 0; at < length; at += 32, block++) {
    const text = `fobkit bench ${String(seed)} ${purpose} ${String(block)}`;
    bytes.set(
      createHash('sha256')
        .update(text)
        .digest()
        .subarray(0, length - at),
      at,
    );
  }
  return bytes;
}
