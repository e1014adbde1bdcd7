import fc from 'fast-check';
import { UsageError, WireError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  UHID_EVENT_SIZE,
  UhidCodec,
  type UhidDevice,
} from '../../../../firmware-sim/plug/uhid/uhid-event.ts';

// Offsets and sizes as gcc gives them for <linux/uhid.h> on x86-64.
const SIZE = 4380;
const CREATE2 = { name: 4, phys: 132, uniq: 196, size: 260, bus: 262, vendor: 264, rd: 280 };

const little = new UhidCodec(true);
const big = new UhidCodec(false);

const device: UhidDevice = {
  name: 'fobkit OTP fob',
  phys: 'fobkit-1-0/input0',
  uniq: 'f0b1000000000001',
  bus: 3,
  vendorId: 0x1209,
  productId: 0xf0b1,
  version: 0x0111,
  country: 33,
  reportDescriptor: Uint8Array.of(6, 0, 255, 9),
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.subarray(at, at + length)).toString('latin1');

/** An event of the kernel, with bytes at offsets of the whole structure. */
function event(
  type: number,
  ...parts: readonly (readonly [number, readonly number[]])[]
): Uint8Array {
  const bytes = new Uint8Array(SIZE);
  bytes[0] = type;
  for (const [at, values] of parts) bytes.set(values, at);
  return bytes;
}

describe('events to the kernel', () => {
  it('create a device with everything in its place', () => {
    const bytes = little.create(device);
    expect(bytes).toHaveLength(CREATE2.rd + 4);
    expect(hex(bytes.subarray(0, 4))).toBe('0b000000');
    expect(ascii(bytes, CREATE2.name, 15)).toBe('fobkit OTP fob\0');
    expect(ascii(bytes, CREATE2.phys, 18)).toBe('fobkit-1-0/input0\0');
    expect(ascii(bytes, CREATE2.uniq, 17)).toBe('f0b1000000000001\0');
    expect(hex(bytes.subarray(CREATE2.size))).toBe(
      '0400' + '0300' + '09120000' + 'b1f00000' + '11010000' + '21000000' + '0600ff09',
    );
  });

  it('follow the byte order of the machine', () => {
    const bytes = big.create(device);
    expect(hex(bytes.subarray(0, 4))).toBe('0000000b');
    expect(hex(bytes.subarray(CREATE2.size, CREATE2.vendor + 4))).toBe('00040003' + '00001209');
  });

  it('cut long texts between two characters and leave room for the zero', () => {
    const bytes = little.create({ ...device, name: `a${'字'.repeat(60)}`, uniq: 'u'.repeat(99) });
    const name = bytes.subarray(CREATE2.name, CREATE2.phys);
    expect(Buffer.from(name).toString('utf8')).toBe(`a${'字'.repeat(42)}\0`);
    expect(ascii(bytes, CREATE2.uniq, 64)).toBe(`${'u'.repeat(63)}\0`);
  });

  it('let no text begin a line of its own', () => {
    const bytes = little.create({ ...device, name: 'a\nHID_UNIQ=b' });
    expect(ascii(bytes, CREATE2.name, 13)).toBe('a?HID_UNIQ=b\0');
  });

  it('carry reports and answers', () => {
    const report = Uint8Array.of(0xaa, 0xbb);
    expect(hex(little.destroy())).toBe('01000000');
    expect(hex(little.input(report))).toBe('0c000000' + '0200' + 'aabb');
    expect(hex(little.getReportReply(7, report))).toBe(
      '0a000000' + '07000000' + '00000200' + 'aabb',
    );
    expect(hex(little.getReportReply(7, undefined))).toBe('0a000000' + '07000000' + '05000000');
    expect(hex(little.setReportReply(9, true))).toBe('0e000000' + '09000000' + '0000');
    expect(hex(little.setReportReply(9, false))).toBe('0e000000' + '09000000' + '0500');
  });

  it('refuse what has no room', () => {
    const long = new Uint8Array(4097);
    expect(() => little.create({ ...device, reportDescriptor: long })).toThrow(UsageError);
    expect(() => little.create({ ...device, reportDescriptor: new Uint8Array(0) })).toThrow(
      UsageError,
    );
    expect(() => little.input(long)).toThrow(UsageError);
    expect(little.input(long.subarray(1))).toHaveLength(6 + 4096);
  });
});

describe('events of the kernel', () => {
  it('are as long as the structure', () => {
    expect(UHID_EVENT_SIZE).toBe(SIZE);
  });

  it('tell what happens to the device', () => {
    const types = [2, 3, 4, 5].map((type) => little.decode(event(type)).type);
    expect(types).toEqual(['start', 'stop', 'open', 'close']);
    expect(little.decode(event(77))).toEqual({ type: 'unknown', code: 77 });
  });

  it('bring an output report with the byte of its id', () => {
    const data = Array.from({ length: 65 }, (_, i) => i);
    const decoded = little.decode(event(6, [4, data], [4100, [65, 0]], [4102, [1]]));
    expect(decoded).toEqual({ type: 'output', kind: 'output', report: Uint8Array.from(data) });
  });

  it('ask for reports and bring them', () => {
    expect(little.decode(event(9, [4, [1, 2, 0, 0]], [8, [5, 0]]))).toEqual({
      type: 'get-report',
      id: 0x0201,
      kind: 'feature',
      number: 5,
    });
    expect(little.decode(event(13, [4, [3]], [8, [0, 2]], [10, [2, 0]], [12, [0, 9]]))).toEqual({
      type: 'set-report',
      id: 3,
      kind: 'input',
      report: Uint8Array.of(0, 9),
    });
  });

  it('count as filled with zeros when they are short', () => {
    expect(little.decode(Uint8Array.of(9, 0, 0, 0, 8))).toMatchObject({ id: 8, number: 0 });
    expect(() => little.decode(Uint8Array.of(9, 0, 0))).toThrow(WireError);
  });

  it('with lengths or kinds that are none are refused', () => {
    expect(() => little.decode(event(6, [4100, [1, 16]], [4102, [1]]))).toThrow('4097 bytes');
    expect(() => little.decode(event(6, [4102, [3]]))).toThrow('report type 3');
  });

  it('of any bytes are read or refused', () => {
    const types = fc.constantFrom(2, 6, 9, 13, 99);
    const parts = fc.array(fc.tuple(fc.integer({ min: 4, max: SIZE - 1 }), fc.nat(255)));
    fc.assert(
      fc.property(types, parts, fc.nat(SIZE), (type, changes, length) => {
        const bytes = event(type, ...changes.map(([at, value]) => [at, [value]] as const));
        try {
          expect(little.decode(bytes.subarray(0, length))).toHaveProperty('type');
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });
});
