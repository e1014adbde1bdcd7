import { UsageError } from '../bytes/errors.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { fixedBytes, type LayoutField, mapped } from './layout.ts';

const TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A UUID as text in lower case. On the wire its first three groups have their least significant
 * byte first, as everywhere in USB and Windows (RFC 9562 §2.2 and §4).
 */
export const uuid: LayoutField<string> = mapped(fixedBytes(16), {
  read(stored) {
    const digits = toHex(swapped(stored));
    const cuts = [0, 8, 12, 16, 20, 32];
    return cuts
      .slice(1)
      .map((end, i) => digits.slice(cuts[i], end))
      .join('-');
  },
  write(text) {
    if (!TEXT.test(text)) throw new UsageError('a UUID has 32 hex digits in five groups');
    return swapped(fromHex(text.replaceAll('-', '')));
  },
});

function swapped(bytes: Uint8Array): Uint8Array {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order, (at) => bytes[at] ?? 0);
}
