import { describe, expect, it } from 'vitest';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';

const CHIP = { pageSize: 2048, pageCount: 2, wearLimit: 1000 };
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('the flash that the store writes', () => {
  it('is, byte by byte, page header, records, erased space', () => {
    const flash = new Flash(CHIP);
    const store = mount(flash);
    store.put(5, bytes('hello'));
    store.transaction([
      { key: 9, entry: bytes('x') },
      { key: 5, value: undefined },
    ]);
    // CRCs by Python's zlib.crc32, and a CRC-8 written from the polynomial by hand.
    expect(Buffer.from(flash.read(0, 48)).toString('hex')).toBe(
      [
        '464f42010100000021f4dfff',
        '050500aa68656c6c6f963ccbac00',
        '09010c2078c1d6ceb100',
        '0500109bb377853b00',
        'ffffff',
      ].join(''),
    );
  });
});

describe('a mount', () => {
  it('of blank flash writes nothing', () => {
    const flash = new Flash(CHIP);
    const store = mount(flash);
    expect(store.report).toEqual({ found: 'blank', damaged: [] });
    expect(store.get(1)).toEqual({ status: 'absent' });
    expect([flash.programmedBytes, flash.erases]).toEqual([0, 0]);
  });

  it('of a store that was left whole writes nothing', () => {
    const flash = new Flash(CHIP);
    mount(flash).put(1, bytes('a'));
    const before = [flash.programmedBytes, flash.erases];
    expect(mount(flash).report).toEqual({ found: 'clean', damaged: [] });
    expect([flash.programmedBytes, flash.erases]).toEqual(before);
  });
});

describe('the store', () => {
  it('gives the last value of a key, also after a mount', () => {
    const flash = new Flash(CHIP);
    const store = mount(flash);
    store.put(1, bytes('old'));
    store.put(255, bytes(''));
    store.put(1, bytes('new'));
    for (const now of [store, mount(flash)]) {
      expect(now.get(1)).toEqual({ status: 'ok', value: bytes('new') });
      expect(now.get(255)).toEqual({ status: 'ok', value: bytes('') });
      expect(now.get(2)).toEqual({ status: 'absent' });
    }
  });

  it('gives values that the caller may change without changing the store', () => {
    const store = mount(new Flash(CHIP));
    const value = bytes('abc');
    store.put(1, value);
    value.fill(0);
    const got = store.get(1);
    if (got.status === 'ok') got.value.fill(0);
    expect(store.get(1)).toEqual({ status: 'ok', value: bytes('abc') });
  });

  it('keeps the last 32 entries of a log, oldest first, also after a mount', () => {
    const flash = new Flash(CHIP);
    const store = mount(flash);
    for (let n = 0; n < 40; n++) store.append(3, Uint8Array.of(n));
    const wanted = Array.from({ length: 32 }, (_, i) => Uint8Array.of(i + 8));
    for (const now of [store, mount(flash)]) {
      expect(now.entries(3)).toEqual({ entries: wanted, complete: true });
    }
  });

  it('takes a key as a value or as a log, whichever came last', () => {
    const store = mount(new Flash(CHIP));
    store.put(1, bytes('v'));
    store.append(1, bytes('e'));
    expect([store.get(1).status, store.entries(1).entries.length]).toEqual(['absent', 1]);
    store.put(1, bytes('v'));
    expect([store.get(1).status, store.entries(1).entries.length]).toEqual(['ok', 0]);
  });

  it('takes 512 bytes and refuses one more', () => {
    const store = mount(new Flash(CHIP));
    expect(store.put(1, new Uint8Array(512))).toBe('ok');
    expect(store.put(1, new Uint8Array(513))).toBe('full');
    expect(store.append(2, new Uint8Array(513))).toBe('full');
  });

  it('refuses what would not fit in a page beside the rest, and takes it when room is made', () => {
    const store = mount(new Flash(CHIP));
    for (const key of [1, 2, 3]) expect(store.put(key, new Uint8Array(512))).toBe('ok');
    // 2048 - 12 (page header) - 41 (room for a damage note) - 3 × 521 - 9 = 423
    expect(store.put(4, new Uint8Array(424))).toBe('full');
    expect(store.get(4)).toEqual({ status: 'absent' });
    expect(store.put(4, new Uint8Array(423))).toBe('ok');
    expect(
      store.transaction([
        { key: 1, value: undefined },
        { key: 5, value: bytes('x') },
      ]),
    ).toBe('ok');
  });

  it('writes nothing to remove what is not there', () => {
    const flash = new Flash(CHIP);
    expect(mount(flash).remove(1)).toBe('ok');
    expect(flash.programmedBytes).toBe(0);
  });

  it('makes the changes of a transaction in their order', () => {
    const store = mount(new Flash(CHIP));
    const changes = [
      { key: 1, value: bytes('a') },
      { key: 1, value: undefined },
      { key: 2, value: bytes('a') },
      { key: 2, value: bytes('b') },
    ];
    expect(store.transaction(changes)).toBe('ok');
    expect(store.get(1)).toEqual({ status: 'absent' });
    expect(store.get(2)).toEqual({ status: 'ok', value: bytes('b') });
  });

  it.each([-1, 256, 1.5])('rejects the key %d as a bug of the caller', (key) => {
    expect(() => mount(new Flash(CHIP)).put(key, bytes('x'))).toThrow('0 to 255');
  });

  it('takes at most 20 bytes of flash for a counter of 8', () => {
    const flash = new Flash(CHIP);
    const store = mount(flash);
    store.put(1, new Uint8Array(8));
    const before = flash.programmedBytes;
    store.put(1, new Uint8Array(8));
    expect(flash.programmedBytes - before).toBe(17);
  });

  it('on a chip of one page takes what fits once', () => {
    const flash = new Flash({ ...CHIP, pageSize: 128, pageCount: 1 });
    const store = mount(flash);
    expect(store.put(1, bytes('a'))).toBe('ok');
    let result = 'ok';
    for (let n = 0; n < 20 && result === 'ok'; n++) result = store.put(1, Uint8Array.of(n));
    expect(result).toBe('worn');
    expect(mount(flash).get(1).status).toBe('ok');
  });
});
