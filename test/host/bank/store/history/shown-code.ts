import { createHmac } from 'node:crypto';

/** Eight digits of RFC 4226 §5.3 with SHA-1, by Node's own HMAC. */
export function shownCode(seed: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', seed).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  const value = mac.readUInt32BE(at) & 0x7fff_ffff;
  return String(value % 100_000_000).padStart(8, '0');
}
