import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { message, optional, required, tryDecode } from '../../../protocol/message/message.ts';
import { bool, bytes, list, uint } from '../../../protocol/message/types.ts';

const inner = message('inner', { flag: required(1, bool) });
// Declared out of order: the keys decide, not the declaration.
const sample = message('sample', {
  items: optional(30, list(inner, 2)),
  count: required(1, uint(99)),
  data: optional(2, bytes(0, 2)),
});

function decode(hex: string): unknown {
  return sample.decode(fromHex(hex));
}

function refusal(code: string): object {
  return expect.objectContaining({ name: 'WireError', code }) as object;
}

describe('a message', () => {
  it('is a map with ascending keys, whatever the order of its declaration', () => {
    const value = { items: [{ flag: true }], data: Uint8Array.of(7), count: 5 };
    expect(toHex(sample.encode(value))).toBe('a301050241' + '07' + '181e81a101f5');
    expect(decode('a30105024107181e81a101f5')).toEqual(value);
  });

  it('leaves out optional fields that are absent', () => {
    expect(toHex(sample.encode({ count: 5 }))).toBe('a10105');
    expect(toHex(sample.encode({ count: 5, data: undefined }))).toBe('a10105');
    expect(decode('a10105')).toEqual({ count: 5 });
  });

  it.each(['a0', 'a1024107'])('without a required field is refused: %s', (hex) => {
    expect(() => decode(hex)).toThrow(refusal('missing'));
  });

  it('in which a key stands twice is refused', () => {
    expect(() => decode('a201050106')).toThrow(refusal('duplicate'));
  });

  it.each(['a2024001' + '05', 'a3010518630102' + '40'])(
    'with a key out of order is refused: %s',
    (hex) => {
      expect(() => decode(hex)).toThrow(refusal('order'));
    },
  );

  it('in which an unknown key stands twice is refused too', () => {
    expect(() => decode('a3010518640118640' + '1')).toThrow(refusal('duplicate'));
  });

  it.each(['a1612105', 'a12005', 'a1410105'])(
    'with a key that is no unsigned integer is refused: %s',
    (hex) => {
      expect(() => decode(hex)).toThrow(refusal('type'));
    },
  );

  it('passes over keys that it does not know, at any place', () => {
    expect(decode('a3' + '0063616263' + '0105' + '1864a1' + '8101f4')).toEqual({ count: 5 });
  });

  it('that declares more entries than there are is refused', () => {
    expect(() => decode('a20105')).toThrow(refusal('truncated'));
    expect(() => decode('bb001fffffffffffff0105')).toThrow(refusal('truncated'));
  });

  it('that declares fewer entries than there are is refused', () => {
    expect(() => decode('a10105' + '0240')).toThrow(refusal('trailing'));
  });

  it.each(['', '80', '05', 'f5', 'bf0105ff'])('that is no map is refused: %j', (hex) => {
    expect(() => decode(hex)).toThrow(expect.objectContaining({ name: 'WireError' }));
  });

  it('is not written when a value breaks the limits of its field', () => {
    expect(() => sample.encode({ count: 100 })).toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    );
  });

  it('where no exception may pass is undefined instead', () => {
    expect(tryDecode(sample, fromHex('a0'))).toBeUndefined();
    expect(tryDecode(sample, fromHex('a10105'))).toEqual({ count: 5 });
  });
});
