import { fromHex, toHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../firmware-sim/plug/net/inbox.ts';
import type { UsbipDevice } from '../../../../firmware-sim/plug/usbip/device.ts';
import {
  encodeImport,
  encodeList,
  encodeRefusal,
  type Operation,
  readOperation,
} from '../../../../firmware-sim/plug/usbip/operation-codec.ts';

/** The device of the protocol text, `3-2`, with two interfaces. */
const DEVICE: UsbipDevice = {
  path: '/sys/devices/pci0000:00/0000:00:1d.1/usb3/3-2',
  busId: '3-2',
  busNumber: 3,
  deviceNumber: 5,
  speed: 2,
  vendorId: 0x1209,
  productId: 0xf0b1,
  deviceVersion: 0x0123,
  class: 0xef,
  subclass: 2,
  protocol: 1,
  configuration: 1,
  configurationCount: 1,
  interfaces: [
    { class: 3, subclass: 0, protocol: 0 },
    { class: 2, subclass: 2, protocol: 1 },
  ],
};

const PATH = Buffer.from(DEVICE.path).toString('hex').padEnd(512, '0');
const BUS_ID = '332d32'.padEnd(64, '0');
const NUMBERS = '00000003' + '00000005' + '00000002' + '1209' + 'f0b1' + '0123' + 'ef0201010102';

function read(hex: string): Operation | undefined {
  const inbox = new Inbox();
  inbox.push(fromHex(hex));
  return readOperation(inbox);
}

describe('readOperation', () => {
  it('reads OP_REQ_DEVLIST', () => {
    expect(read('0111800500000000')).toEqual({ kind: 'list' });
  });

  it('reads OP_REQ_IMPORT with its bus id', () => {
    expect(read('0111800300000000' + BUS_ID)).toEqual({ kind: 'import', busId: '3-2' });
  });

  it('reads a bus id that is not closed by a zero', () => {
    const busId = '1'.repeat(32);
    expect(read('0111800300000000' + '31'.repeat(32))).toEqual({ kind: 'import', busId });
  });

  it('waits for the rest of an operation', () => {
    const whole = '0111800300000000' + BUS_ID;
    for (let cut = 0; cut < 40; cut++) expect(read(whole.slice(0, cut * 2))).toBeUndefined();
  });

  it('refuses another version', () => {
    expect(() => read('0106800500000000')).toThrow('version');
  });

  it.each(['0111000500000000', '0111800200000000', '0111ffff00000000'])(
    'refuses an operation that is not known: %s',
    (hex) => {
      expect(() => read(hex)).toThrow('OP_REQ_IMPORT');
    },
  );
});

describe('the replies', () => {
  it('list no device in 12 bytes', () => {
    expect(toHex(encodeList([]))).toBe('01110005' + '00000000' + '00000000');
  });

  it('list each device with its interfaces', () => {
    const device = PATH + BUS_ID + NUMBERS + '03000000' + '02020100';
    expect(toHex(encodeList([DEVICE, DEVICE]))).toBe(
      '01110005' + '00000000' + '00000002' + device + device,
    );
  });

  it('import a device without its interfaces', () => {
    expect(toHex(encodeImport(DEVICE))).toBe('01110003' + '00000000' + PATH + BUS_ID + NUMBERS);
  });

  it('refuse in 8 bytes', () => {
    expect(toHex(encodeRefusal(2))).toBe('01110003' + '00000002');
  });

  it('close a text that is too long with a zero', () => {
    const bytes = encodeImport({ ...DEVICE, busId: '1'.repeat(40) });
    expect(toHex(bytes.subarray(8 + 256, 8 + 288))).toBe('31'.repeat(31) + '00');
  });
});
