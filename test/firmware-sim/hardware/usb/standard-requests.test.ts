import { describe, expect, it } from 'vitest';
import { type Ask, UsbHost } from '../../../support/usb-host.ts';

const GET_STATUS = 0;
const CLEAR_FEATURE = 1;
const SET_FEATURE = 3;
const SET_ADDRESS = 5;
const GET_DESCRIPTOR = 6;
const GET_CONFIGURATION = 8;
const SET_CONFIGURATION = 9;
const GET_INTERFACE = 10;
const SET_INTERFACE = 11;
const IN = { direction: 'in' } as const;

const read = (host: UsbHost, ask: Ask): number[] => [...host.control({ ...IN, ...ask }).data];

describe('requests to the device (USB 2.0 §9.4, [USB-19])', () => {
  it('[USB-4] GET_STATUS tells a device that the bus feeds and that cannot wake the host', () => {
    expect(read(new UsbHost(), { request: GET_STATUS, length: 2 })).toEqual([0, 0]);
  });

  it('GET_CONFIGURATION tells 0 until SET_CONFIGURATION has chosen one', () => {
    const host = new UsbHost();
    expect(read(host, { request: GET_CONFIGURATION, length: 1 })).toEqual([0]);
    expect(host.control({ request: SET_CONFIGURATION, value: 1 }).status).toBe('ok');
    expect(read(host, { request: GET_CONFIGURATION, length: 1 })).toEqual([1]);
    host.control({ request: SET_CONFIGURATION, value: 0 });
    expect(read(host, { request: GET_CONFIGURATION, length: 1 })).toEqual([0]);
  });

  it('a reset takes the configuration back', () => {
    const host = UsbHost.configured();
    host.port.reset();
    expect(read(host, { request: GET_CONFIGURATION, length: 1 })).toEqual([0]);
  });

  it('a descriptor comes in the length that is asked for', () => {
    const host = new UsbHost();
    const whole = read(host, { request: GET_DESCRIPTOR, value: 0x0100, length: 18 });
    expect(whole.slice(0, 8)).toEqual([18, 1, 0x10, 0x02, 0xef, 2, 1, 64]);
    expect(read(host, { request: GET_DESCRIPTOR, value: 0x0100, length: 8 })).toEqual(
      whole.slice(0, 8),
    );
    expect(read(host, { request: GET_DESCRIPTOR, value: 0x0100, length: 255 })).toEqual(whole);
  });

  it.each<[string, Ask]>([
    ['a remote wake-up that it has not declared', { request: SET_FEATURE, value: 1 }],
    ['a test mode', { request: SET_FEATURE, value: 2 }],
    ['clearing a remote wake-up', { request: CLEAR_FEATURE, value: 1 }],
    ['a configuration that is not there', { request: SET_CONFIGURATION, value: 2 }],
    ['an address beyond 127', { request: SET_ADDRESS, value: 128 }],
    [
      'a device qualifier ([USB-14]): it knows one speed',
      { ...IN, request: GET_DESCRIPTOR, value: 0x0600, length: 10 },
    ],
    [
      'a string that is not there',
      { ...IN, request: GET_DESCRIPTOR, value: 0x03ee, index: 0x409, length: 255 },
    ],
    ['a descriptor to be set', { request: 7, value: 0x0100, length: 8 }],
    ['an unknown standard request', { ...IN, request: 0x77, length: 4 }],
    ['a reading request without direction', { request: GET_STATUS, length: 2 }],
    [
      'a writing request with the other direction',
      { ...IN, request: SET_CONFIGURATION, value: 1, length: 1 },
    ],
    ['a writing request with data', { request: SET_CONFIGURATION, value: 1, length: 4 }],
    ['GET_STATUS of one byte', { ...IN, request: GET_STATUS, length: 1 }],
    ['GET_STATUS of a number', { ...IN, request: GET_STATUS, value: 1, length: 2 }],
    ['GET_CONFIGURATION of an index', { ...IN, request: GET_CONFIGURATION, index: 1, length: 1 }],
    ['SET_ADDRESS with an index', { request: SET_ADDRESS, value: 3, index: 1 }],
    ['SET_CONFIGURATION with an index', { request: SET_CONFIGURATION, value: 1, index: 1 }],
    ['a class request to the device', { ...IN, type: 'class', request: 1, length: 4 }],
    ['an unknown vendor request', { ...IN, type: 'vendor', request: 0x99, length: 4 }],
    ['a reserved type', { ...IN, type: 'reserved', request: 0, length: 2 }],
    ['another recipient', { ...IN, recipient: 'other', request: GET_STATUS, length: 2 }],
    ['a reserved recipient', { ...IN, recipient: 17, request: GET_STATUS, length: 2 }],
  ])('stalls %s', (_, ask) => {
    const host = new UsbHost();
    expect(host.control(ask).status).toBe('stall');
    expect(host.control({ ...IN, request: GET_STATUS, length: 2 }).status).toBe('ok');
  });

  it('takes no address while it is configured', () => {
    expect(UsbHost.configured().control({ request: SET_ADDRESS, value: 3 }).status).toBe('stall');
  });
});

describe('requests to an interface', () => {
  const to = { recipient: 'interface' } as const;

  it.each([0, 1, 2, 3])('interface %i has status 0 and one setting', (index) => {
    const host = UsbHost.configured();
    expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([0, 0]);
    expect(read(host, { ...to, request: GET_INTERFACE, index, length: 1 })).toEqual([0]);
    expect(host.control({ ...to, request: SET_INTERFACE, index }).status).toBe('ok');
    expect(host.control({ ...to, request: SET_INTERFACE, index, value: 1 }).status).toBe('stall');
  });

  it.each([4, 255, 256, 65_535])('interface %i is none', (index) => {
    const host = UsbHost.configured();
    expect(host.control({ ...IN, ...to, request: GET_STATUS, index, length: 2 }).status).toBe(
      'stall',
    );
  });

  it('stalls all of them before it is configured', () => {
    expect(new UsbHost().control({ ...IN, ...to, request: GET_INTERFACE, length: 1 }).status).toBe(
      'stall',
    );
  });

  it('gives the HID report descriptor to the HID interface alone', () => {
    const host = UsbHost.configured();
    const ask = { ...to, request: GET_DESCRIPTOR, value: 0x2200, length: 255 };
    expect(read(host, ask).slice(0, 3)).toEqual([0x06, 0x00, 0xff]);
    expect(host.control({ ...IN, ...ask, index: 3 }).status).toBe('stall');
  });

  it.each([
    ['the device descriptor, of an interface', { ...to, value: 0x0100 }],
    ['a string, of an interface', { ...to, value: 0x0301, index: 0x0409 }],
    ['the HID report descriptor, of the device', { value: 0x2200 }],
    ['the HID descriptor, of the device', { value: 0x2100 }],
  ])('[USB-18] stalls %s', (_, ask) => {
    const host = UsbHost.configured();
    const whole = { ...IN, ...ask, request: GET_DESCRIPTOR, length: 255 };
    expect(host.control(whole).status).toBe('stall');
  });
});

describe('requests to an endpoint', () => {
  const to = { recipient: 'endpoint' } as const;
  const ENDPOINTS = [0x81, 0x01, 0x82, 0x83, 0x03, 0x84, 0x04];

  it.each(ENDPOINTS)('endpoint %i halts, tells so, and is cleared', (index) => {
    const host = UsbHost.configured();
    expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([0, 0]);
    expect(host.control({ ...to, request: SET_FEATURE, index }).status).toBe('ok');
    expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([1, 0]);
    const halted = index >= 0x80 ? host.in(index) : host.out(index, new Uint8Array(64));
    expect(halted.status).toBe('stall');
    host.control({ ...to, request: CLEAR_FEATURE, index });
    expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([0, 0]);
    const after = host.try({ endpoint: index, data: new Uint8Array(0), length: 64 });
    expect(after?.status).not.toBe('stall');
  });

  it.each(ENDPOINTS)('a new configuration clears the halt of endpoint %i', (index) => {
    const host = UsbHost.configured();
    host.control({ ...to, request: SET_FEATURE, index });
    host.control({ request: SET_CONFIGURATION, value: 1 });
    expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([0, 0]);
  });

  it.each(ENDPOINTS)(
    '[USB-29] SET_INTERFACE and a reset clear the halt of endpoint %i',
    (index) => {
      const host = UsbHost.configured();
      // Endpoints 1 to 4 belong to interfaces 0 to 3.
      const number = (index & 0x0f) - 1;
      host.control({ ...to, request: SET_FEATURE, index });
      const choose = (one: number): void => {
        host.control({ recipient: 'interface', request: SET_INTERFACE, index: one });
      };
      for (const other of [0, 1, 2, 3]) if (other !== number) choose(other);
      expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([1, 0]);
      choose(number);
      expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([0, 0]);
      host.control({ ...to, request: SET_FEATURE, index });
      host.port.reset();
      host.control({ request: SET_CONFIGURATION, value: 1 });
      expect(read(host, { ...to, request: GET_STATUS, index, length: 2 })).toEqual([0, 0]);
    },
  );

  it('endpoint 0 is never halted', () => {
    const host = UsbHost.configured();
    host.control({ ...to, request: SET_FEATURE });
    expect(read(host, { ...to, request: GET_STATUS, length: 2 })).toEqual([0, 0]);
  });

  it.each([0x10, 0x70, 0x90, 0x05, 0x85, 0x02, 0x8f, 0x181])('endpoint %i is none', (index) => {
    const host = UsbHost.configured();
    expect(host.control({ ...to, request: CLEAR_FEATURE, index }).status).toBe('stall');
  });

  it('a transfer that waits ends with the halt', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    host.port.submit({ endpoint: 0x81, data: new Uint8Array(0), length: 64 }, ({ status }) =>
      ended.push(status),
    );
    expect(ended).toEqual([]);
    host.control({ ...to, request: SET_FEATURE, index: 0x81 });
    expect(ended).toEqual(['stall']);
  });
});
