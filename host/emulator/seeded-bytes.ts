import type { HostEnv } from '@fobkit/client';

/** Bytes that look random and are the same for the same seed: for tests, never for secrets. */
export function seededBytes(
  primitives: HostEnv['primitives'],
  seed: number,
): (length: number) => Uint8Array {
  let block = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const digest = primitives.sha256(
        Uint8Array.from(`${String(seed)} ${String(block++)}`, codeOf),
      );
      bytes.set(digest.subarray(0, length - at), at);
    }
    return bytes;
  };
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
