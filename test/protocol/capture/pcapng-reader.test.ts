import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../../protocol/capture/capture-error.ts';
import { readPcapng } from '../../../protocol/capture/pcapng-reader.ts';
import { BIG_ENDIAN, bytesOf, LITTLE_ENDIAN } from './hand-made.ts';

const FIVE = Uint8Array.of(1, 2, 3, 4, 5);

function fault(file: Uint8Array): { offset: number; message: string } {
  try {
    readPcapng(file);
  } catch (error) {
    if (error instanceof CaptureError) return { offset: error.offset, message: error.message };
    throw error;
  }
  throw new Error('it was read');
}

/** The file with the bytes at `at` replaced. */
function patched(file: Uint8Array, at: number, ...bytes: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(file);
  copy.set(bytes, at);
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('a capture is read', () => {
  it('big-endian, its time stamps by the resolution of their interface', () => {
    const { interfaces, packets, torn } = readPcapng(BIG_ENDIAN);
    expect(interfaces).toEqual([{ index: 0, linkType: 250, name: 'A' }]);
    expect(packets).toEqual([
      {
        from: interfaces[0],
        offset: 80,
        dataOffset: 108,
        unixMicros: 1_795_426_200_000_001,
        data: FIVE,
        originalLength: 9,
        littleEndian: false,
      },
    ]);
    expect(torn).toBeUndefined();
  });

  it('little-endian, in microseconds where the interface does not tell', () => {
    const [packet] = readPcapng(LITTLE_ENDIAN).packets;
    expect(packet).toMatchObject({ unixMicros: 1_795_426_200_000_001, data: FIVE });
    expect(packet).toMatchObject({ littleEndian: true, offset: 48, dataOffset: 76 });
  });

  it('with sections one after the other, each with its own byte order and interfaces', () => {
    const { interfaces, packets } = readPcapng(joined(BIG_ENDIAN, LITTLE_ENDIAN, BIG_ENDIAN));
    expect(interfaces.map(({ index, name }) => [index, name])).toEqual([
      [0, 'A'],
      [1, undefined],
      [2, 'A'],
    ]);
    expect(packets.map(({ from }) => from.index)).toEqual([0, 1, 2]);
  });

  it('with time stamps in powers of two and an offset of seconds', () => {
    const file = bytesOf(`
      0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c
      00000001 00000028 00fa 0000 00000000
      0009 0001 8a000000             ; 2^-10 s
      000e 0008 ffffffffffffffff     ; -1 s
      00000028
      00000006 00000020 00000000 00000000 00000c01 00000000 00000000 00000020`);
    // 3073 / 1024 s, one second earlier.
    expect(readPcapng(file).packets[0]?.unixMicros).toBe(2_000_976);
  });

  it('with the comment of a packet', () => {
    const file = joined(
      LITTLE_ENDIAN.subarray(0, 48),
      bytesOf(`
        06000000 2c000000 00000000 00000000 00000000 00000000 00000000
        0100 0300 c3a92100 0000 0000 2c000000`),
    );
    expect(readPcapng(file).packets[0]?.comment).toBe('é!');
  });

  it('with a simple packet, which tells no time', () => {
    const file = joined(
      LITTLE_ENDIAN.subarray(0, 48),
      bytesOf('03000000 18000000 05000000 0102030405000000 18000000'),
    );
    expect(readPcapng(file).packets[0]).toMatchObject({ data: FIVE, unixMicros: 0 });
  });

  it('without blocks that it does not know', () => {
    const unknown = bytesOf('adde0000 10000000 00000000 10000000');
    const file = joined(LITTLE_ENDIAN.subarray(0, 48), unknown, LITTLE_ENDIAN.subarray(48));
    expect(readPcapng(file).packets).toHaveLength(1);
  });
});

describe('a capture that was cut off', () => {
  it.each(Array.from({ length: 39 }, (_, i) => i + 1))(
    'is read up to its torn last block, of which %i bytes are there',
    (bytes) => {
      const { packets, torn } = readPcapng(
        joined(LITTLE_ENDIAN, LITTLE_ENDIAN.subarray(48, 48 + bytes)),
      );
      expect(packets).toHaveLength(1);
      expect(torn).toEqual({ offset: 88, bytes });
    },
  );

  it('may end in a whole block whose end was never written', () => {
    const { packets, torn } = readPcapng(patched(LITTLE_ENDIAN, 84, 0, 0, 0, 0));
    expect(packets).toHaveLength(0);
    expect(torn).toEqual({ offset: 48, bytes: 40 });
  });

  it('may end in zeros that were never written', () => {
    const { packets, torn } = readPcapng(joined(LITTLE_ENDIAN, new Uint8Array(100)));
    expect(packets).toHaveLength(1);
    expect(torn).toEqual({ offset: 88, bytes: 100 });
  });
});

describe('what is no capture is refused, by the byte at fault', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 0, 'byte 0: the file is empty'],
    ['a text', bytesOf('68656c6c6f20776f726c64210a'), 0, 'no capture'],
    [
      'a capture of the older format',
      bytesOf('d4c3b2a1020004000000000000000000ffff0000fa000000'),
      0,
      'editcap',
    ],
    ['a compressed file', bytesOf('1f8b0800000000000003ffffffff'), 0, 'gunzip'],
    ['no byte-order magic', patched(LITTLE_ENDIAN, 8, 9), 8, 'byte-order magic'],
    ['version 2', patched(LITTLE_ENDIAN, 12, 2), 12, 'pcapng of version 2'],
    ['a length of 4', patched(LITTLE_ENDIAN, 32, 4), 32, 'a block of 4 bytes'],
    ['a length that is no multiple of 4', patched(LITTLE_ENDIAN, 32, 21), 32, 'a block of 21'],
    ['a huge length', patched(LITTLE_ENDIAN, 32, 0, 0, 0, 2), 32, 'a block of 33554432 bytes'],
    ['lengths that differ', patched(LITTLE_ENDIAN, 44, 24), 44, 'two lengths of a block differ'],
    ['a packet of no interface', patched(LITTLE_ENDIAN, 56, 1), 56, 'interface 1'],
    ['a packet longer than its block', patched(LITTLE_ENDIAN, 68, 9), 56, 'a packet of 9 bytes'],
    ['an option longer than its block', patched(BIG_ENDIAN, 59, 99), 58, 'an option of 99 bytes'],
    ['a text that is not UTF-8', patched(BIG_ENDIAN, 60, 0xff), 60, 'not UTF-8'],
    ['a time resolution of two bytes', patched(BIG_ENDIAN, 67, 2), 68, 'one byte'],
  ] as const)('%s', (_, file, offset, what) => {
    const found = fault(file);
    expect(found.offset).toBe(offset);
    expect(found.message).toContain(what);
  });
});
