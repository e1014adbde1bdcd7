/// <reference types="w3c-web-usb" />
import { setImmediate } from 'node:timers/promises';
import { FobUsb } from '@fobkit/firmware-sim/plug';
import type { Plug } from '@fobkit/firmware-sim/plug';
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { Fob } from '../../../../firmware-sim/fob/fob.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import {
  LinkLostError,
  NotAFobError,
  PermissionError,
  PortBusyError,
  TransportError,
} from '../../../../host/client/errors.ts';
import { nodeEnv } from '../../../../host/client/node/host-env.ts';
import { usbDeviceLink } from '../../../../host/client/usb/usb-link.ts';
import type { WebUsb, WebUsbDevice } from '../../../../host/client/usb/web-usb.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { ToyUsbDevice } from '../support/toy-usb-device.ts';

const url = 'usb:f0b1000000000001';

describe('a WebUSB link to an emulated fob', () => {
  let usb: FobUsb;
  let fob: Fob;
  let plug: Plug;
  beforeEach(() => {
    usb = new FobUsb();
    fob = blankFob();
    plug = usb.attach(fob);
  });

  async function connect(): Promise<FobDevice> {
    const [device] = await usb.getDevices();
    if (device === undefined) throw new Error('nothing is plugged in');
    return await FobDevice.connect(usbDeviceLink(device, url), nodeEnv);
  }

  it('carries commands', async () => {
    const device = await connect();
    expect((await device.getInfo()).lifecycle).toBe('blank');
    expect((await device.getStatus({ events: 16 })).events.length).toBeGreaterThan(0);
    expect(device.counters).toMatchObject({ resent: 0, droppedBytes: 0, stale: 0 });
    await device.close();
  });

  it('is free for the next one once it is closed', async () => {
    await (await connect()).close();
    await (await connect()).close();
  });

  it('is busy for a second one of the same program, which would steal its bytes', async () => {
    const device = await connect();
    await expect(connect()).rejects.toThrow(PortBusyError);
    await device.close();
  });

  it('is lost when the fob is unplugged, and opens again when it is back', async () => {
    const device = await connect();
    fob.unplug();
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    plug.replug();
    const again = await connect();
    expect(again.deviceId).toEqual(device.deviceId);
    await again.close();
  });
});

describe('a WebUSB link', () => {
  let toy: ToyUsbDevice;
  beforeEach(() => {
    toy = new ToyUsbDevice();
  });
  const open = () => usbDeviceLink(toy, url).open();

  it('[USB-5] finds the vendor interface with a bulk endpoint each way, whatever its numbers', async () => {
    toy.describe([
      { number: 0, class: 0x03, endpoints: ['interrupt in 1', 'interrupt out 1'] },
      { number: 4, class: 0xff, endpoints: ['bulk in 2'] },
      { number: 7, class: 0xff, endpoints: ['interrupt in 3', 'bulk in 5', 'bulk out 6'] },
    ]);
    const connection = await open();
    await connection.write(Uint8Array.of(1));
    expect(toy.did).toEqual(['open', 'claim 7', 'out 6: 01']);
    expect(toy.reads[0]).toMatchObject({ endpoint: 5, length: 64 });
    await connection.close();
  });

  it.each([
    ['cannot be read', () => new Error('configuration error: getString error')],
    ['is not told', () => undefined],
  ])('takes the usual interface where the description %s', async (_, what) => {
    toy.configurationIs(what());
    await (await open()).close();
    expect(toy.did).toContain('claim 3');
  });

  it('[USB-36] selects the configuration of a device that is in none', async () => {
    toy.configurationIs(null);
    await (await open()).close();
    expect(toy.did.slice(0, 3)).toEqual(['open', 'select 1', 'claim 3']);
  });

  it('to a device without such an interface is none to a fob, and is closed', async () => {
    toy.describe([{ number: 0, class: 0x03, endpoints: ['interrupt in 1'] }]);
    await expect(open()).rejects.toThrow(NotAFobError);
    expect(toy.did).toEqual(['open', 'close']);
  });

  it('gives the packets as they come, and asks for one at a time', async () => {
    const connection = await open();
    const got: number[][] = [];
    connection.onBytes((bytes) => got.push([...bytes]));
    await toy.send(1, 2);
    await toy.send();
    await toy.send(3);
    expect(got).toEqual([[1, 2], [3]]);
    expect(toy.reading).toBe(1);
    await connection.close();
  });

  it.each([
    ['a browser', () => toy.stallsAs('status')],
    ['npm usb', () => toy.stallsAs('error')],
  ])('[USB-31] clears a halt of its endpoints, as %s tells it, and goes on', async (_, arrange) => {
    arrange();
    const connection = await open();
    const got: number[] = [];
    connection.onBytes((bytes) => got.push(...bytes));
    await toy.halt('in');
    await toy.send(9);
    toy.haltNextWrite();
    await connection.write(Uint8Array.of(5));
    expect(got).toEqual([9]);
    expect(toy.did.slice(2)).toEqual(['clear in 4', 'out 4: 05', 'clear out 4', 'out 4: 05']);
    await connection.close();
  });

  it('whose endpoint stays halted is lost, in a bounded number of attempts', async () => {
    toy.alwaysHalted = true;
    const connection = await open();
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
    expect(toy.did.filter((what) => what === 'clear in 4').length).toBeLessThan(20);
    expect(toy.did.at(-1)).toBe('close');
  });

  it('reads on after the time-outs of npm usb', async () => {
    const connection = await open();
    const got: number[] = [];
    connection.onBytes((bytes) => got.push(...bytes));
    await toy.fail('transferIn error: Cancelled');
    await toy.fail('transferIn error: Cancelled');
    await toy.send(1);
    expect(got).toEqual([1]);
    expect(toy.reads[0]?.timeoutMs).toBe(200);
    await connection.close();
  });

  it('is closed only when the read under way has ended, which holds the interface', async () => {
    toy.readsOn = true;
    const connection = await open();
    const state = { closed: false };
    const closing = connection.close().then(() => (state.closed = true));
    await setImmediate();
    expect(state.closed).toBe(false);
    await toy.fail('transferIn error: Cancelled');
    await closing;
  });

  it.each(['transferIn error: Disconnected', 'The device was disconnected.'])(
    'that hears %j is lost',
    async (message) => {
      const connection = await open();
      await toy.fail(message);
      expect(await connection.closed).toMatchObject({ kind: 'lost', cause: { message } });
      await expect(connection.write(Uint8Array.of(1))).rejects.toThrow('closed');
    },
  );

  it('that hears the same unknown fault again and again is lost', async () => {
    const connection = await open();
    for (let i = 0; i < 9; i++) await toy.fail('transferIn error: Fault');
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
  });

  it('takes a write that the fob does not take in time for bytes lost on the way', async () => {
    const connection = await open();
    toy.failNextWrite('transferOut error: Cancelled');
    await connection.write(Uint8Array.of(1));
    toy.failNextWrite('transferOut error: Disconnected');
    await expect(connection.write(Uint8Array.of(2))).rejects.toThrow('Disconnected');
    await connection.close();
  });

  it('is closed when its last read has ended, which npm usb insists on', async () => {
    const connection = await open();
    toy.borrowed = true;
    const closing = connection.close();
    await toy.fail('transferIn error: Cancelled');
    await closing;
    expect(await connection.closed).toEqual({ kind: 'closed' });
    expect(toy.did.at(-1)).toBe('close');
  });

  it('has one transfer to the fob under way at a time, in order', async () => {
    const connection = await open();
    toy.holdWrites = true;
    const writes = [1, 2, 3].map((byte) => connection.write(Uint8Array.of(byte)));
    for (let i = 0; i < 3; i++) await toy.letWrite();
    await Promise.all(writes);
    expect(toy.mostWrites).toBe(1);
    expect(toy.did.slice(2)).toEqual(['out 4: 01', 'out 4: 02', 'out 4: 03']);
    await connection.close();
  });

  it('that was closed while it opened is closed', async () => {
    const controller = new AbortController();
    const opening = usbDeviceLink(toy, url).open({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    expect(toy.did.at(-1)).toBe('close');
    await (await open()).close();
  });

  it.each([
    ['open', 'open error: failed to open device (errno 13)', PermissionError, 'udev rules'],
    ['open', 'Access denied.', PermissionError, 'permission denied'],
    ['claim', 'Unable to claim interface.', PortBusyError, 'another program has it open'],
    ['claim', 'claimInterface error: failed to claim (errno 16)', PortBusyError, 'another program'],
    ['open', 'open error: no such device (errno 19)', TransportError, 'Is the fob plugged in?'],
    ['open', 'something new', TransportError, 'the device does not open (something new)'],
  ] as const)('whose %s fails with %j tells what it means', async (what, message, kind, told) => {
    toy.refuse(what, new Error(message));
    await expect(open()).rejects.toThrow(kind);
    await expect(open()).rejects.toThrow(told);
    expect(toy.did.at(-1)).toBe('close');
  });

  it('wants of a device what a browser has', () => {
    expectTypeOf<USBDevice>().toExtend<WebUsbDevice>();
    expectTypeOf<USB>().toExtend<WebUsb>();
  });
});
