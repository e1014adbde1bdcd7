import type { Check } from '../model.ts';
import { hex, join } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { bytesOf, stalls } from '../probe/usb-ask.ts';
import type { ControlRequest } from '../probe/usb-control.ts';

const needs = ['usb'] as const;
const NONE = new Uint8Array(0);

export const usbRequestChecks: readonly Check[] = [
  check(
    ['usb-unknown-requests', 'stalls what it does not know and goes on'],
    ['USB-18', 'USB-19', 'USB-20', 'USB-21', 'USB-22'],
    { needs },
    async (t) => {
      const unknown: readonly (readonly [ControlRequest, string, string])[] = [
        [{ type: 0x80, request: 0x0c, value: 0, index: 0, length: 2 }, 'USB-19', 'SYNCH_FRAME'],
        [
          { type: 0x00, request: 0x07, value: 0x0100, index: 0, data: NONE },
          'USB-19',
          'SET_DESCRIPTOR',
        ],
        [{ type: 0x00, request: 3, value: 1, index: 0, data: NONE }, 'USB-19', 'remote wake-up'],
        [{ type: 0x00, request: 3, value: 2, index: 0x100, data: NONE }, 'USB-19', 'a test mode'],
        [
          { type: 0x01, request: 11, value: 1, index: 0, data: NONE },
          'USB-19',
          'setting 1 of interface 0',
        ],
        [{ type: 0x00, request: 9, value: 2, index: 0, data: NONE }, 'USB-18', 'configuration 2'],
        [{ type: 0xa1, request: 3, value: 0, index: 0, length: 1 }, 'USB-20', 'GET_PROTOCOL'],
        [{ type: 0x21, request: 0x0b, value: 0, index: 0, data: NONE }, 'USB-20', 'SET_PROTOCOL'],
        [
          { type: 0xa1, request: 1, value: 0x0300, index: 0, length: 64 },
          'USB-20',
          'a feature report',
        ],
        [
          { type: 0x21, request: 0x02, value: 0, index: 1, data: NONE },
          'USB-21',
          'another CDC request',
        ],
        [
          { type: 0xc1, request: 2, value: 0, index: 3, length: 8 },
          'USB-22',
          'a request to WebUSB',
        ],
      ];
      for (const [request, rule, what] of unknown) await stalls(t, request, [rule, what]);
      const state = await bytesOf(t, { type: 0x80, request: 8, value: 0, index: 0, length: 1 }, [
        'USB-18',
        'GET_CONFIGURATION',
      ]);
      t.is(state, hex('01'), 'USB-18', 'the configuration after stalls');
    },
  ),
  check(
    ['usb-standard-requests', 'answers the standard requests'],
    ['USB-19', 'USB-4', 'USB-1'],
    { needs },
    async (t) => {
      const get = (
        type: number,
        request: number,
        index: number,
        length: number,
      ): ControlRequest => ({
        type,
        request,
        value: 0,
        index,
        length,
      });
      const answers = [
        [get(0x80, 0, 0, 2), '0000', 'USB-4', 'GET_STATUS of the device'],
        [get(0x81, 0, 0, 2), '0000', 'USB-19', 'GET_STATUS of interface 0'],
        [get(0x82, 0, 0x81, 2), '0000', 'USB-19', 'GET_STATUS of endpoint 0x81'],
        [get(0x80, 8, 0, 1), '01', 'USB-1', 'GET_CONFIGURATION'],
        [get(0x81, 10, 0, 1), '00', 'USB-19', 'GET_INTERFACE'],
      ] as const;
      for (const [request, due, rule, what] of answers) {
        t.is(await bytesOf(t, request, [rule, what]), hex(due), rule, what);
      }
    },
  ),
  check(
    ['usb-hid-requests', 'answers the class requests of HID'],
    ['USB-20'],
    { needs },
    async (t) => {
      const idle = { type: 0xa1, request: 2, value: 0, index: 0, length: 1 };
      t.is(
        await bytesOf(t, idle, ['USB-20', 'GET_IDLE']),
        hex('00'),
        'USB-20',
        'the first idle rate',
      );
      const set = { type: 0x21, request: 0x0a, value: 0x7d00, index: 0, data: NONE };
      await bytesOf(t, set, ['USB-20', 'SET_IDLE']);
      t.is(
        await bytesOf(t, idle, ['USB-20', 'GET_IDLE']),
        hex('7d'),
        'USB-20',
        'the idle rate set',
      );
      const report = { type: 0xa1, request: 1, value: 0x0100, index: 0, length: 64 };
      const told = await bytesOf(t, report, ['USB-20', 'GET_REPORT']);
      t.is(told.length, 64, 'USB-20', 'bytes of GET_REPORT');
    },
  ),
  check(
    ['usb-set-report', 'takes a report by SET_REPORT as on its endpoint'],
    ['USB-20', 'USB-23'],
    { needs: ['usb', 'hid'] },
    async (t) => {
      const hid = await t.hid();
      const nonce = t.env.randomBytes(8);
      const data = join(hex('ffffffff860008'), nonce, new Uint8Array(49));
      const set = { type: 0x21, request: 9, value: 0x0200, index: 0, data };
      await bytesOf(t, set, ['USB-20', 'SET_REPORT']);
      const reply = await hid.message();
      t.is(reply?.payload.subarray(0, 8) ?? NONE, nonce, 'USB-20', 'nonce in the reply to INIT');
      const get = { type: 0xa1, request: 1, value: 0x0100, index: 0, length: 64 };
      const told = await bytesOf(t, get, ['USB-20', 'GET_REPORT']);
      t.is(told, reply?.reports[0] ?? NONE, 'USB-20', 'the last input report');
    },
  ),
  check(
    ['usb-line-coding', 'keeps the line coding of the serial port'],
    ['USB-21', 'USB-10'],
    { needs },
    async (t) => {
      const get = { type: 0xa1, request: 0x21, value: 0, index: 1, length: 7 };
      const set = (data: Uint8Array): ControlRequest => ({
        type: 0x21,
        request: 0x20,
        value: 0,
        index: 1,
        data,
      });
      const coding = hex('80250000 00 00 08');
      await bytesOf(t, set(coding), ['USB-21', 'SET_LINE_CODING']);
      t.is(
        await bytesOf(t, get, ['USB-21', 'GET_LINE_CODING']),
        coding,
        'USB-21',
        'the coding set',
      );
      await stalls(t, set(hex('80250000 07 00 08')), ['USB-21', 'a coding that is none']);
      const usual = hex('00c20100 00 00 08');
      await bytesOf(t, set(usual), ['USB-21', 'SET_LINE_CODING']);
      t.is(
        await bytesOf(t, get, ['USB-21', 'GET_LINE_CODING']),
        usual,
        'USB-21',
        'the usual coding',
      );
      const line = { type: 0x21, request: 0x23, value: 100, index: 1, data: NONE };
      await bytesOf(t, line, ['USB-10', 'SEND_BREAK']);
    },
  ),
  check(
    ['usb-without-dtr', 'answers on the serial port whether or not DTR is up'],
    ['USB-27', 'USB-23'],
    { needs: ['usb', 'serial'] },
    async (t) => {
      const talk = await t.talk();
      for (const value of [0, 1]) {
        const line = { type: 0x21, request: 0x22, value, index: 1, data: NONE };
        await bytesOf(t, line, ['USB-21', 'SET_CONTROL_LINE_STATE']);
        t.is((await t.info(talk)).protocolVersion, 1, 'USB-27', `GetInfo with DTR ${value}`);
      }
    },
  ),
  check(
    ['usb-webusb', 'answers frames on the WebUSB interface, as a link of its own'],
    ['USB-6', 'USB-7', 'USB-23', 'USB-24'],
    { needs: ['usb', 'two-links'] },
    async (t) => {
      const [webusb, talk] = [await t.webusb(), await t.talk()];
      await webusb.write(hex('00 02a41501010102 48a1a2a3a4a5a6a7a8'));
      t.is((await t.info(talk)).protocolVersion, 1, 'USB-7', 'GetInfo on another link meanwhile');
      await webusb.write(hex('0341a0 286ebd80 00'));
      const reply = await webusb.receive();
      t.is(
        reply?.subarray(0, 5) ?? NONE,
        hex('a500010101'),
        'USB-23',
        'head of the reply to GetInfo',
      );
    },
  ),
  check(
    ['usb-reset-of-links', 'closes the links of an interface that is set, and no other'],
    ['USB-26', 'SER-16', 'USB-18'],
    { needs: ['usb', 'two-links'] },
    async (t) => {
      const [talk, hid] = [await t.talk(), await t.hid()];
      const channel = await hid.open();
      await talk.wire.write(hex('00 02a41501010102'));
      const set = { type: 0x01, request: 11, value: 0, index: 0, data: NONE };
      await bytesOf(t, set, ['USB-19', 'SET_INTERFACE of HID']);
      await talk.wire.write(hex('48a1a2a3a4a5a6a7a8 0341a0 286ebd80 00'));
      const reply = await talk.wire.receive();
      t.that(reply !== undefined, 'USB-26', 'SET_INTERFACE of HID cuts a frame of the serial port');
      const ping = await hid.exchange(channel, 0x01, NONE);
      t.is(ping?.payload ?? NONE, hex('0b'), 'USB-26', 'a channel after SET_INTERFACE of HID');
    },
  ),
  check(
    ['usb-halt', 'stalls on a halted endpoint, loses nothing, and goes on when it is cleared'],
    ['USB-19', 'USB-29', 'USB-30'],
    { needs: ['usb', 'hid'] },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const feature = (request: number, index: number): ControlRequest => ({
        type: 0x02,
        request,
        value: 0,
        index,
        data: NONE,
      });
      const status = { type: 0x82, request: 0, value: 0, index: 0x01, length: 2 };
      await bytesOf(t, feature(3, 0x01), ['USB-19', 'SET_FEATURE of ENDPOINT_HALT']);
      t.is(await bytesOf(t, status, ['USB-19', 'GET_STATUS']), hex('0100'), 'USB-29', 'its status');
      await bytesOf(t, feature(1, 0x01), ['USB-19', 'CLEAR_FEATURE of ENDPOINT_HALT']);
      t.is(await bytesOf(t, status, ['USB-19', 'GET_STATUS']), hex('0000'), 'USB-29', 'its status');
      const reply = await hid.exchange(channel, 0x01, hex('2a'));
      t.is(reply?.payload ?? NONE, hex('2a'), 'USB-30', 'PING after the halt, on the same channel');
    },
  ),
  check(
    ['usb-unplugged', 'goes on with its clock and its seed when it is unplugged'],
    ['USB-33', 'LIFE-9'],
    { needs: ['usb', 'key', 'unplug', 'replug'], seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk));
      const before = await t.status(talk);
      await t.closeWires();
      await t.act({ action: 'unplug' });
      await t.wait(5);
      await t.act({ action: 'replug' });
      const after = await t.status(await t.talk());
      t.is(after.lifecycle, 'ready', 'USB-33', 'lifecycle after 5 s without a plug');
      const gone = ((after.clock ?? 0) - (before.clock ?? 0)) / 32_768;
      t.that(Math.abs(gone - 5) < 1, 'USB-33', `its clock went on by ${gone} s in 5 s`);
      t.is(after.resets, before.resets, 'USB-33', 'resets');
    },
  ),
];
