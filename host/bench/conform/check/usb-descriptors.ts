import { toHex } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex, join } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { bytesOf, descriptor, stalls } from '../probe/usb-ask.ts';

const needs = ['usb'] as const;

/** §8.3, for a fob with all interfaces; bMaxPower (byte 8) may be less. */
const CONFIGURATION = hex(
  '09028200040100 80 32 0904000002 03000004 0921110100 01221900 0705810340 0002 0705010340 0002' +
    '080b010202020005 0904010001 02020005 0524002001 0524010002 04240206 0524060102 0705820310 0010' +
    '0904020002 0a000000 0705830240 0000 0705030240 0000' +
    '0904030002 ff000006 0705840240 0000 0705040240 0000',
);

const HID_REPORT = hex('0600ff 0901 a101 1500 26ff00 7508 9540 0902 8102 0903 9102 c0');

const BOS_HEAD = hex('050f3900 02 1810050038b60834a909a0478bfda0768815b6650001 01 00');
const MS_PLATFORM = hex('1c100500df60ddd88945c74c9cd2659d9e648a9f00000306b2000200');

export const usbDescriptorChecks: readonly Check[] = [
  check(
    ['usb-device', 'has the device descriptor of the pages'],
    ['USB-1', 'USB-3', 'USB-12'],
    { needs },
    async (t) => {
      const device = await bytesOf(t, descriptor(1, 0), ['USB-12', 'the device descriptor']);
      t.is(device.length, 18, 'USB-12', 'bytes of the device descriptor');
      t.is(device.subarray(0, 8), hex('12011002ef020140'), 'USB-1', 'version, class, packet size');
      t.is(device.subarray(14), hex('01020301'), 'USB-12', 'strings and configurations');
      const { firmwareVersion } = await t.info(await t.talk());
      const [major = 0, minor = 0, build = 0] = firmwareVersion.split('.').map(Number);
      const bcd = [
        Math.min(build, 9) | (Math.min(minor, 9) << 4),
        Math.floor(major / 10) * 16 + (major % 10),
      ];
      t.is(device.subarray(12, 14), Uint8Array.from(bcd), 'USB-3', 'bcdDevice');
    },
  ),
  check(
    ['usb-configuration', 'has the configuration of the pages, byte for byte'],
    ['USB-1', 'USB-4', 'USB-6', 'USB-8', 'USB-9', 'USB-10', 'USB-12'],
    { needs },
    async (t) => {
      const told = await bytesOf(t, descriptor(2, 0), ['USB-12', 'the configuration']);
      if (told[4] !== 4)
        t.skip('the fob lacks interfaces: the bytes of the pages are of one with all');
      const masked = told.slice();
      t.that((told[8] ?? 255) <= 50, 'USB-4', `bMaxPower is ${told[8]}`);
      masked[8] = 0x32;
      const parts = [
        [7, 9, 'USB-4', 'power'],
        [9, 18, 'USB-8', 'the HID interface'],
        [18, 27, 'USB-8', 'the HID descriptor'],
        [27, 41, 'USB-9', 'the HID endpoints'],
        [49, 77, 'USB-10', 'the serial port'],
      ] as const;
      for (const [from, to, rule, what] of parts) {
        t.is(masked.subarray(from, to), CONFIGURATION.subarray(from, to), rule, what);
      }
      t.is(masked, CONFIGURATION, 'USB-12', 'the configuration descriptor');
      await stalls(t, descriptor(2, 1), ['USB-1', 'a second configuration']);
    },
  ),
  check(
    ['usb-hid-report', 'has the HID report descriptor of the pages'],
    ['USB-8', 'USB-12', 'HID-1'],
    { needs },
    async (t) => {
      const wanted = { ...descriptor(0x22, 0), type: 0x81 };
      const told = await bytesOf(t, wanted, ['USB-8', 'the HID report descriptor']);
      t.is(told, HID_REPORT, 'USB-8', 'the HID report descriptor');
    },
  ),
  check(
    ['usb-strings', 'tells its device id as serial number, in English alone'],
    ['USB-2', 'USB-12', 'USB-13'],
    { needs },
    async (t) => {
      const languages = await bytesOf(t, descriptor(3, 0), ['USB-13', 'string 0']);
      t.is(languages, hex('04030904'), 'USB-13', 'languages');
      const { deviceId } = await t.info(await t.talk());
      const serial = await bytesOf(t, descriptor(3, 3, 255, 0x0409), ['USB-2', 'string 3']);
      const digits = [...toHex(deviceId)].flatMap((digit) => [digit.charCodeAt(0), 0]);
      t.is(serial, Uint8Array.of(34, 3, ...digits), 'USB-2', 'the serial number');
      const names = ['fob HID', 'fob serial', 'fob WebUSB'];
      for (const [index, name] of names.entries()) {
        const told = await bytesOf(t, descriptor(3, 4 + index, 255, 0x0409), ['USB-13', name]);
        const text = String.fromCharCode(...told.subarray(2).filter((_, at) => at % 2 === 0));
        t.is(text, name, 'USB-13', `string ${4 + index}`);
      }
      await stalls(t, descriptor(3, 7, 255, 0x0409), ['USB-13', 'a string that is not there']);
      await stalls(t, descriptor(3, 1, 255, 0x0411), ['USB-13', 'a string in Japanese']);
    },
  ),
  check(['usb-qualifier', 'has no other speed'], ['USB-14', 'USB-1'], { needs }, async (t) => {
    await stalls(t, descriptor(6, 0), ['USB-14', 'the device qualifier']);
    await stalls(t, descriptor(7, 0), ['USB-14', 'the configuration of another speed']);
  }),
  check(
    ['usb-bos', 'has the platform capabilities of WebUSB and of Microsoft OS 2.0'],
    ['USB-15', 'USB-12'],
    { needs },
    async (t) => {
      const bos = await bytesOf(t, descriptor(15, 0), ['USB-15', 'the BOS']);
      t.is(bos.length, 57, 'USB-15', 'bytes of the BOS');
      t.is(bos.subarray(0, BOS_HEAD.length), BOS_HEAD, 'USB-15', 'the WebUSB capability');
      t.is(bos.subarray(29), MS_PLATFORM, 'USB-15', 'the Microsoft OS 2.0 capability');
    },
  ),
  check(
    ['usb-ms-os-20', 'tells Windows to load WinUSB for the vendor interface'],
    ['USB-16', 'USB-22'],
    { needs },
    async (t) => {
      const request = { type: 0xc0, request: 2, value: 0, index: 7, length: 178 };
      const set = await bytesOf(t, request, ['USB-22', 'the Microsoft OS 2.0 set']);
      t.is(set.length, 178, 'USB-16', 'bytes of the set');
      const head = hex('0a00000000000306b200 0800010000 00a800 080002000300a000 14000300');
      t.is(set.subarray(0, 30), head, 'USB-16', 'head of the set');
      t.is(
        set.subarray(30, 46),
        join(hex('57494e555342 0000'), new Uint8Array(8)),
        'USB-16',
        'WINUSB',
      );
      await stalls(t, { ...request, index: 8 }, ['USB-22', 'another index of vendor request 2']);
      await stalls(t, { ...request, request: 3 }, ['USB-22', 'another vendor request']);
    },
  ),
  check(
    ['usb-length', 'gives at most as many bytes as are asked for'],
    ['USB-17'],
    { needs },
    async (t) => {
      for (const length of [1, 8, 9, 64, 129]) {
        const what = `${length} bytes of the configuration`;
        const told = await bytesOf(t, descriptor(2, 0, length), ['USB-17', what]);
        t.is(told.length, length, 'USB-17', `bytes told of ${length}`);
      }
    },
  ),
];
