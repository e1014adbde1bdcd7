import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import {
  configurationLength,
  decodeConfiguration,
  encodeConfiguration,
} from '../../../protocol/usb/configuration.ts';
import { fobConfiguration } from '../../../protocol/usb/fob-configuration.ts';
import type {
  UsbConfiguration,
  UsbInterface,
} from '../../../protocol/usb/interface-descriptors.ts';
import { wireCode } from '../../support/wire-code.ts';
import { CHERRY, FX2, HOLTEK, NACON } from './real-devices.ts';

const hex = (text: string): Uint8Array => fromHex(text.replace(/\s/g, ''));
const decodeCode = (bytes: Uint8Array): string | undefined =>
  wireCode(() => decodeConfiguration(bytes));

function patched(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

function interfaces({ functions }: UsbConfiguration): readonly UsbInterface[] {
  return functions.flatMap((one) => one.interfaces);
}

describe('real configurations', () => {
  it.each([
    ['Holtek', HOLTEK.configuration],
    ['Nacon', NACON.configuration],
    ['CherryUSB', CHERRY.configuration],
    ['FX2', FX2.configuration],
  ])('%s comes back byte for byte', (_name, bytes) => {
    expect(toHex(encodeConfiguration(decodeConfiguration(bytes)))).toBe(toHex(bytes));
  });

  it('a CDC device is one function of two interfaces', () => {
    expect(decodeConfiguration(CHERRY.configuration)).toEqual({
      value: 1,
      selfPowered: false,
      remoteWakeup: false,
      maxPowerMilliamps: 100,
      stringIndex: 0,
      functions: [
        {
          association: {
            firstInterface: 0,
            interfaceCount: 2,
            class: 2,
            subclass: 2,
            protocol: 1,
            stringIndex: 0,
          },
          interfaces: [
            {
              number: 0,
              alternate: 0,
              class: 2,
              subclass: 2,
              protocol: 1,
              stringIndex: 2,
              descriptors: [
                { kind: 'cdc-header', version: 0x0110 },
                { kind: 'cdc-call-management', capabilities: 0, dataInterface: 1 },
                { kind: 'cdc-acm', capabilities: 2 },
                { kind: 'cdc-union', controlInterface: 0, subordinateInterfaces: [1] },
              ],
              endpoints: [{ address: 0x83, transfer: 'interrupt', maxPacketSize: 8, interval: 10 }],
            },
            {
              number: 1,
              alternate: 0,
              class: 10,
              subclass: 0,
              protocol: 0,
              stringIndex: 0,
              descriptors: [],
              endpoints: [
                { address: 0x02, transfer: 'bulk', maxPacketSize: 64, interval: 0 },
                { address: 0x81, transfer: 'bulk', maxPacketSize: 64, interval: 0 },
              ],
            },
          ],
        },
      ],
    });
  });

  it('without associations each interface is a function, with all its settings', () => {
    const keyboard = decodeConfiguration(HOLTEK.configuration);
    expect(keyboard.remoteWakeup).toBe(true);
    expect(keyboard.functions.map((one) => one.interfaces.length)).toEqual([1, 1, 1, 1]);
    expect(decodeConfiguration(FX2.configuration).functions.length).toBe(1);
    const settings = interfaces(decodeConfiguration(FX2.configuration));
    expect(settings.map(({ alternate }) => alternate)).toEqual([0, 1, 2, 3]);
    expect(settings.map(({ endpoints }) => endpoints.length)).toEqual([0, 6, 6, 6]);
    expect(settings[3]?.endpoints[4]?.transfer).toBe('isochronous');
  });

  it('a HID interface tells the length of its report descriptor', () => {
    const [first] = interfaces(decodeConfiguration(HOLTEK.configuration));
    expect(first?.descriptors).toEqual([
      {
        kind: 'hid',
        version: 0x0111,
        countryCode: 0,
        descriptors: [{ type: 0x22, length: 59 }],
      },
    ]);
  });

  it('what is unknown stays where it stands', () => {
    const audio = decodeConfiguration(NACON.configuration);
    const [control, , streaming] = interfaces(audio);
    expect(control?.descriptors.map(({ kind }) => kind)).toEqual(Array(7).fill('raw'));
    expect(streaming?.endpoints).toEqual([
      {
        address: 1,
        transfer: 'isochronous',
        // Adaptive: 2 in bits 2 and 3.
        furtherAttributes: 2,
        maxPacketSize: 196,
        interval: 1,
        extra: Uint8Array.of(0, 0),
        descriptors: [{ kind: 'raw', type: 0x25, data: hex('01 01 00 00 00') }],
      },
    ]);
  });
});

describe('lengths and counts', () => {
  const bytes = encodeConfiguration(fobConfiguration);

  it('a configuration cut anywhere is refused', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeCode(bytes.subarray(0, length))).toBe('truncated');
    }
  });

  it('wTotalLength is exactly the bytes that are there', () => {
    expect(decodeCode(patched(bytes, 2, bytes.length + 1, 0))).toBe('truncated');
    expect(decodeCode(patched(bytes, 2, 0xff, 0xff))).toBe('truncated');
    expect(decodeCode(patched(bytes, 2, bytes.length - 1, 0))).toBe('trailing');
    expect(decodeCode(patched(bytes, 2, 9, 0))).toBe('trailing');
    expect(decodeCode(patched(bytes, 2, 8, 0))).toBe('malformed');
    expect(decodeCode(patched(bytes, 2, 0, 0))).toBe('malformed');
  });

  it('bNumInterfaces and bNumEndpoints are what is there', () => {
    expect(decodeCode(patched(bytes, 4, 3))).toBe('value');
    expect(decodeCode(patched(bytes, 4, 5))).toBe('value');
    expect(decodeCode(patched(bytes, 9 + 4, 1))).toBe('value');
    expect(decodeCode(patched(bytes, 9 + 4, 3))).toBe('value');
  });

  it('alternate settings count as one interface', () => {
    expect(FX2.configuration[4]).toBe(1);
    expect(decodeCode(patched(FX2.configuration, 4, 4))).toBe('value');
  });

  it('a descriptor of length 0 or 1 ends the parsing', () => {
    expect(decodeCode(patched(bytes, 9, 0))).toBe('malformed');
    expect(decodeCode(patched(bytes, 9, 1))).toBe('malformed');
    const zeros = new Uint8Array(0xffff);
    zeros.set([9, 2, 0xff, 0xff, 0, 1, 0, 0x80, 0]);
    expect(decodeCode(zeros)).toBe('malformed');
  });

  it('a known descriptor shorter than its fields is refused, with its place', () => {
    // The first endpoint says 6 bytes; what is left over becomes the length of the next.
    const short = hex('09 02 18 00 01 01 00 80 32  09 04 00 00 01 ff 00 00 00  06 05 81 03 40 00');
    expect(decodeCode(short)).toBe('truncated');
    expect(() => decodeConfiguration(short)).toThrow(/byte 18: endpoint descriptor/);
  });

  it('a longer one keeps what it has more', () => {
    const long = hex('0a 02 13 00 01 01 00 80 32 aa  09 04 00 00 00 ff 00 00 00');
    expect(decodeConfiguration(long).extra).toEqual(Uint8Array.of(0xaa));
    expect(encodeConfiguration(decodeConfiguration(long))).toEqual(long);
  });

  it('the first four bytes tell how many to ask for', () => {
    expect(configurationLength(bytes.subarray(0, 4))).toBe(130);
    expect(configurationLength(bytes.subarray(0, 9))).toBe(130);
    expect(wireCode(() => configurationLength(bytes.subarray(0, 3)))).toBe('truncated');
    expect(wireCode(() => configurationLength(HOLTEK.device))).toBe('type');
  });
});

describe('order', () => {
  const head = '09 02 00 00 00 01 00 80 32';
  const whole = (rest: string, interfaceCount = 1): Uint8Array => {
    const bytes = hex(head + rest);
    return patched(bytes, 2, bytes.length, 0, interfaceCount);
  };
  const plain = (number: number): string => `09 04 0${String(number)} 00 00 ff 00 00 00`;

  it('an endpoint before any interface is refused', () => {
    expect(decodeCode(whole('07 05 81 03 08 00 0a', 0))).toBe('order');
  });

  it('a device or configuration inside is refused', () => {
    expect(decodeCode(whole(head, 0))).toBe('order');
    expect(decodeCode(whole(toHex(HOLTEK.device), 0))).toBe('order');
  });

  it('an interface outside of the association before it is a function of its own', () => {
    const bytes = whole(`08 0b 00 01 ff 00 00 00 ${plain(0)} ${plain(1)}`, 2);
    const { functions } = decodeConfiguration(bytes);
    expect(functions.map(({ association }) => association !== undefined)).toEqual([true, false]);
    expect(encodeConfiguration(decodeConfiguration(bytes))).toEqual(bytes);
  });

  it('an association without interfaces stays', () => {
    const bytes = whole(`08 0b 00 01 ff 00 00 00 08 0b 01 01 ff 00 00 00 ${plain(0)}`);
    expect(encodeConfiguration(decodeConfiguration(bytes))).toEqual(bytes);
  });

  it('a descriptor before the first interface belongs to the configuration', () => {
    const bytes = whole(`03 09 02 ${plain(0)}`);
    expect(decodeConfiguration(bytes).descriptors).toEqual([
      { kind: 'raw', type: 9, data: Uint8Array.of(2) },
    ]);
    expect(encodeConfiguration(decodeConfiguration(bytes))).toEqual(bytes);
  });

  it('types 0x21 and 0x24 of another class are not taken for HID and CDC', () => {
    const bytes = whole('09 04 00 00 00 0b 00 00 00  04 21 10 01  03 24 00');
    const [one] = interfaces(decodeConfiguration(bytes));
    expect(one?.descriptors.map(({ kind }) => kind)).toEqual(['raw', 'raw']);
    expect(encodeConfiguration(decodeConfiguration(bytes))).toEqual(bytes);
  });
});

describe('encodeConfiguration', () => {
  it('counts maximum power in steps of 2 mA, at most 510', () => {
    expect(encodeConfiguration({ ...fobConfiguration, maxPowerMilliamps: 510 })[8]).toBe(255);
    for (const maxPowerMilliamps of [511, 512, 3, -2, Number.NaN]) {
      expect(() => encodeConfiguration({ ...fobConfiguration, maxPowerMilliamps })).toThrow(
        UsageError,
      );
    }
  });

  it('sets the bits of power and wake-up', () => {
    const attributes = (selfPowered: boolean, remoteWakeup: boolean): number | undefined =>
      encodeConfiguration({ ...fobConfiguration, selfPowered, remoteWakeup })[7];
    expect(attributes(false, false)).toBe(0x80);
    expect(attributes(true, false)).toBe(0xc0);
    expect(attributes(false, true)).toBe(0xa0);
  });

  it('refuses more than 65,535 bytes', () => {
    const raw = { kind: 'raw', type: 0xff, data: new Uint8Array(253) } as const;
    const descriptors = Array.from({ length: 257 }, () => raw);
    expect(() => encodeConfiguration({ ...fobConfiguration, descriptors })).toThrow(UsageError);
  });

  it('refuses a raw descriptor of more than 253 bytes of data', () => {
    const raw = { kind: 'raw', type: 0xff, data: new Uint8Array(254) } as const;
    expect(() => encodeConfiguration({ ...fobConfiguration, descriptors: [raw] })).toThrow(
      UsageError,
    );
  });
});
