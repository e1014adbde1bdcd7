import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import {
  encodeInterface,
  encodePacket,
  encodeSection,
} from '../../../protocol/capture/pcapng-writer.ts';
import { bytesOf } from './hand-made.ts';

function written(bytes: Uint8Array): string {
  return toHex(bytes);
}

function expected(text: string): string {
  return toHex(bytesOf(text));
}

describe('blocks are written as the specification draws them', () => {
  it('a section of unknown length', () => {
    expect(written(encodeSection())).toBe(
      expected(`0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000`),
    );
  });

  it('a section with its program and a comment', () => {
    expect(written(encodeSection({ application: 'fobkit', comment: 'é' }))).toBe(
      expected(`
        0a0d0d0a 34000000 4d3c2b1a 0100 0000 ffffffffffffffff
        0100 0200 c3a90000
        0400 0600 666f626b69740000
        0000 0000
        34000000`),
    );
  });

  it('an interface, which counts microseconds', () => {
    const described = { linkType: 250, name: 'tcp:a:1', description: 'fob' };
    expect(written(encodeInterface(described))).toBe(
      expected(`
        01000000 34000000 fa00 0000 00000000
        0200 0700 7463703a613a3100
        0300 0300 666f6200
        0900 0100 06000000
        0000 0000
        34000000`),
    );
  });

  it('a packet, padded to 32 bits', () => {
    const packet = {
      interfaceId: 2,
      unixMicros: 1_795_426_200_000_001,
      data: Uint8Array.of(1, 2, 3, 4, 5),
    };
    expect(written(encodePacket(packet))).toBe(
      expected(`
        06000000 28000000 02000000 ee600600 0116df3c 05000000 05000000
        0102030405000000
        28000000`),
    );
  });

  it.each([
    ['to-host', '01000000'],
    ['to-fob', '02000000'],
  ] as const)('a packet %s with a comment', (direction, flags) => {
    const packet = { interfaceId: 0, unixMicros: 0, data: new Uint8Array(0), comment: 'x' };
    expect(written(encodePacket({ ...packet, direction }))).toBe(
      expected(`
        06000000 34000000 00000000 00000000 00000000 00000000 00000000
        0100 0100 78000000
        0200 0400 ${flags}
        0000 0000
        34000000`),
    );
  });
});

describe('what no capture can hold is refused', () => {
  it.each([-1, 0.5, Number.NaN, 2 ** 53])('a time of %d', (unixMicros) => {
    const packet = { interfaceId: 0, unixMicros, data: new Uint8Array(0) };
    expect(() => encodePacket(packet)).toThrow(UsageError);
  });

  it('a comment of more than 65,535 bytes', () => {
    expect(() => encodeSection({ comment: 'a'.repeat(65_536) })).toThrow(UsageError);
  });
});
