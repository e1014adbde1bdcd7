import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { descriptor, splitDescriptors } from '../../../protocol/usb/descriptor.ts';
import {
  constant,
  counted,
  fixedBytes,
  listToEnd,
  reserved,
  restBytes,
  u16le,
  u32le,
  u8,
} from '../../../protocol/usb/layout.ts';
import { wireCode } from '../../support/wire-code.ts';

const plain = descriptor('plain', { type: 0x55 }, { small: u8, wide: u16le, wider: u32le });
const VALUE = { small: 1, wide: 0x0203, wider: 0x04050607 };
const BYTES = fromHex('0955010302' + '07060504').subarray(0, 9);

describe('a declared descriptor', () => {
  it('writes length, type and fields, least significant byte first', () => {
    expect(toHex(plain.encode(VALUE))).toBe('095501030207060504');
    expect(plain.decode(BYTES)).toEqual(VALUE);
  });

  it('refuses numbers that do not fit their field', () => {
    expect(() => plain.encode({ ...VALUE, small: 256 })).toThrow(UsageError);
    expect(() => plain.encode({ ...VALUE, wide: -1 })).toThrow(UsageError);
    expect(() => plain.encode({ ...VALUE, wider: 2 ** 32 })).toThrow(UsageError);
  });

  it('keeps what a longer one has beyond the fields', () => {
    const long = fromHex('0b55010302070605040809');
    expect(plain.decode(long)).toEqual({ ...VALUE, extra: fromHex('0809') });
    expect(plain.encode(plain.decode(long))).toEqual(long);
  });

  it('refuses one that is cut, too short, of another type or followed by bytes', () => {
    expect(wireCode(() => plain.decode(new Uint8Array(0)))).toBe('truncated');
    expect(wireCode(() => plain.decode(BYTES.subarray(0, 8)))).toBe('truncated');
    expect(wireCode(() => plain.decode(fromHex('08550103020706' + '05')))).toBe('truncated');
    expect(wireCode(() => plain.decode(fromHex('095601030207060504')))).toBe('type');
    expect(wireCode(() => plain.decode(fromHex('0955010302070605040255')))).toBe('trailing');
    expect(wireCode(() => plain.decode(fromHex('0055')))).toBe('malformed');
  });

  it('says which descriptor is wrong', () => {
    expect(() => plain.decode(BYTES.subarray(0, 8))).toThrow(/^plain descriptor: /);
  });

  it('has at most 255 bytes', () => {
    expect(plain.encode({ ...VALUE, extra: new Uint8Array(246) }).length).toBe(255);
    expect(() => plain.encode({ ...VALUE, extra: new Uint8Array(247) })).toThrow(UsageError);
  });

  it('tells its subtype from others', () => {
    const sub = descriptor('sub', { type: 0x24, subtype: 6 }, { one: u8 });
    expect(toHex(sub.encode({ one: 9 }))).toBe('04240609');
    expect(sub.decode(fromHex('04240609'))).toEqual({ one: 9 });
    expect(wireCode(() => sub.decode(fromHex('04240509')))).toBe('type');
    expect(wireCode(() => sub.decode(fromHex('0224')))).toBe('truncated');
  });

  it('does not keep a view of what it was read from', () => {
    const bytes = fromHex('04aa0102');
    const raw = descriptor('raw', { type: 0xaa }, { data: restBytes });
    const value = raw.decode(bytes);
    bytes.fill(0xff);
    expect(value.data).toEqual(Uint8Array.of(1, 2));
  });
});

describe('fields', () => {
  const listed = descriptor('list', { type: 1 }, { items: counted(u8), rest: listToEnd(u16le) });

  it('a count is of the items that are there', () => {
    expect(listed.decode(fromHex('0701020a0b0100'))).toEqual({ items: [10, 11], rest: [1] });
    expect(wireCode(() => listed.decode(fromHex('0401020a')))).toBe('truncated');
    expect(wireCode(() => listed.decode(fromHex('0401ff0a')))).toBe('truncated');
  });

  it('a list to the end wants whole items', () => {
    expect(listed.decode(fromHex('030100'))).toEqual({ items: [], rest: [] });
    expect(wireCode(() => listed.decode(fromHex('04010001')))).toBe('truncated');
  });

  it('bytes of a fixed length have that length', () => {
    const fixed = descriptor('fixed', { type: 1 }, { data: fixedBytes(2) });
    expect(toHex(fixed.encode({ data: Uint8Array.of(7, 8) }))).toBe('04010708');
    expect(() => fixed.encode({ data: new Uint8Array(3) })).toThrow(UsageError);
    expect(wireCode(() => fixed.decode(fromHex('030107')))).toBe('truncated');
  });

  it('constants and reserved bytes are no properties', () => {
    const marked = descriptor('marked', { type: 1 }, { mark: constant(u8, 7), reserved, one: u8 });
    expect(toHex(marked.encode({ one: 9 }))).toBe('0501070009');
    expect(marked.decode(fromHex('0501075509'))).toEqual({ one: 9 });
    expect(wireCode(() => marked.decode(fromHex('0501080009')))).toBe('value');
  });
});

describe('splitDescriptors', () => {
  it('cuts by the lengths', () => {
    expect(splitDescriptors(fromHex('0201' + '030255')).map(toHex)).toEqual(['0201', '030255']);
    expect(splitDescriptors(new Uint8Array(0))).toEqual([]);
  });

  it('refuses a length below 2 or beyond the bytes', () => {
    expect(wireCode(() => splitDescriptors(fromHex('020100')))).toBe('malformed');
    expect(wireCode(() => splitDescriptors(fromHex('020101')))).toBe('malformed');
    expect(wireCode(() => splitDescriptors(fromHex('02010301')))).toBe('truncated');
    expect(wireCode(() => splitDescriptors(fromHex('ff')))).toBe('truncated');
  });
});
