/**
 * Whether two byte strings are the same. For equal lengths the work does not depend on where they
 * differ, so that a tag or a key can be compared; the length itself is not hidden.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
