import { once } from 'node:events';
import { FOBKIT_USB, UsageError } from '@fobkit/protocol';
import { FobUsb, FobUsbConnectionEvent, type FobUsbDevice } from '@fobkit/firmware-sim/plug';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankFob } from '../../../support/raw-host.ts';
import { ToyUsb } from '../usb/support/toy-usb.ts';

const ALL = { filters: [] };

async function heard(usb: FobUsb, type: string): Promise<FobUsbDevice> {
  const [event] = (await once(usb, type)) as [FobUsbConnectionEvent];
  expect(event).toBeInstanceOf(FobUsbConnectionEvent);
  return event.device;
}

describe('getDevices', () => {
  it('gives the fobs that are plugged in', async () => {
    const usb = new FobUsb();
    const toy = new ToyUsb();
    const plug = usb.attach(toy);
    const [device] = await usb.getDevices();
    expect(device?.serialNumber).toBe('f0b1000000000001');
    expect(plug.url).toBe('usb:f0b1000000000001');
    toy.leave();
    expect(await usb.getDevices()).toEqual([]);
    plug.replug();
    const [again] = await usb.getDevices();
    expect(again).not.toBe(device);
    await plug.close();
    expect(await usb.getDevices()).toEqual([]);
  });

  it('gives only what the user chose, where a permission is asked for', async () => {
    const usb = new FobUsb({ permission: 'asked' });
    usb.attach(new ToyUsb());
    expect(await usb.getDevices()).toEqual([]);
    const device = await usb.requestDevice(ALL);
    expect(await usb.getDevices()).toEqual([device]);
    await device.forget();
    expect(await usb.getDevices()).toEqual([]);
  });

  it('gives no device that cannot be enumerated', async () => {
    const usb = new FobUsb();
    const toy = new ToyUsb();
    toy.answer = () => 'stall';
    usb.attach(toy);
    expect(await usb.getDevices()).toEqual([]);
  });

  it('refuses fobs without USB', () => {
    expect(() => new FobUsb().attach(blankFob('sid700'))).toThrow(UsageError);
  });
});

describe('requestDevice', () => {
  const { vendorId, productId } = FOBKIT_USB;
  const accepted = [
    {},
    { vendorId },
    { vendorId, productId, serialNumber: 'f0b1000000000001' },
    { classCode: 0xef, subclassCode: 2, protocolCode: 1 },
    { classCode: 0xff },
    { classCode: 3 },
  ];
  const refused = [
    { vendorId: 1 },
    { vendorId, productId: 1 },
    { serialNumber: 'other' },
    { classCode: 8 },
    { classCode: 0xff, subclassCode: 1 },
  ];

  it.each(accepted)('finds the fob by %j', async (filter) => {
    const usb = new FobUsb();
    usb.attach(new ToyUsb());
    expect(await usb.requestDevice({ filters: [{ vendorId: 1 }, filter] })).toBeDefined();
    const excluded = { filters: [], exclusionFilters: [filter] };
    await expect(usb.requestDevice(excluded)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each(refused)('does not find it by %j', async (filter) => {
    const usb = new FobUsb();
    usb.attach(new ToyUsb());
    const asked = usb.requestDevice({ filters: [filter] });
    await expect(asked).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'No device selected.',
    });
  });

  it('refuses filters that are none', async () => {
    const usb = new FobUsb();
    for (const filter of [{ productId }, { subclassCode: 1 }, { classCode: 1, protocolCode: 1 }]) {
      await expect(usb.requestDevice({ filters: [filter] })).rejects.toThrow(TypeError);
    }
    await expect(usb.requestDevice({ filters: [], exclusionFilters: [] })).rejects.toThrow(
      TypeError,
    );
    await expect(usb.requestDevice()).rejects.toThrow(TypeError);
  });

  it('lets the user choose, or decline', async () => {
    const offered: number[] = [];
    const answers = [1, 7];
    const usb = new FobUsb({
      choose: (devices) => {
        offered.push(devices.length);
        return devices[answers.shift() ?? 0];
      },
    });
    usb.attach(new ToyUsb());
    usb.attach(new ToyUsb());
    expect(await usb.requestDevice(ALL)).toBe((await usb.getDevices())[1]);
    await expect(usb.requestDevice(ALL)).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(offered).toEqual([2, 2]);
  });
});

describe('events', () => {
  it('tell of a fob that comes and goes', async () => {
    const usb = new FobUsb();
    const toy = new ToyUsb();
    const connected = heard(usb, 'connect');
    const plug = usb.attach(toy);
    expect((await connected).productName).toBe('fobkit OTP fob');
    const disconnected = heard(usb, 'disconnect');
    toy.leave();
    expect(await disconnected).toBe(await connected);
    const again = heard(usb, 'connect');
    plug.replug();
    expect(await again).not.toBe(await connected);
  });

  it('go to handlers too', async () => {
    const usb = new FobUsb();
    const types: string[] = [];
    usb.onconnect = ({ type }) => types.push(type);
    usb.ondisconnect = ({ type }) => types.push(type);
    await usb.attach(new ToyUsb()).close();
    await new Promise(setImmediate);
    expect(types).toEqual(['connect', 'disconnect']);
  });

  it('say nothing of a fob without permission, but remember one that had it', async () => {
    const usb = new FobUsb({ permission: 'asked' });
    const types: string[] = [];
    for (const type of ['connect', 'disconnect']) {
      usb.addEventListener(type, () => types.push(type));
    }
    const toy = new ToyUsb();
    const plug = usb.attach(toy);
    toy.leave();
    plug.replug();
    await new Promise(setImmediate);
    expect(types).toEqual([]);
    await usb.requestDevice(ALL);
    toy.leave();
    plug.replug();
    await new Promise(setImmediate);
    expect(types).toEqual(['disconnect', 'connect']);
    expect(await usb.getDevices()).toHaveLength(1);
  });
});

describe('a fob behind it', () => {
  it('answers over the vendor interface', async () => {
    const usb = new FobUsb();
    usb.attach(blankFob());
    const [device] = await usb.getDevices();
    await device?.open();
    await device?.claimInterface(3);
    const sent = await device?.transferOut(4, Uint8Array.of(1, 2, 3, 0));
    expect(sent).toEqual({ status: 'ok', bytesWritten: 4 });
  });

  it('survives any control transfer of a page', async () => {
    const usb = new FobUsb();
    usb.attach(blankFob());
    const [device] = await usb.getDevices();
    if (device === undefined) throw new Error('no device');
    await device.open();
    await device.claimInterface(3);
    const setups = fc.record({
      requestType: fc.constantFrom('standard', 'class', 'vendor'),
      recipient: fc.constantFrom('device', 'interface', 'endpoint', 'other'),
      request: fc.nat(255),
      value: fc.nat(0xffff),
      index: fc.oneof(fc.nat(5), fc.nat(0xffff)),
    });
    await fc.assert(
      fc.asyncProperty(setups, fc.nat(300), async (setup, length) => {
        const outcome = await device.controlTransferIn(setup, length).catch((e: unknown) => e);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DOMException);
        else expect(outcome).toHaveProperty('status');
      }),
      { numRuns: 500 },
    );
  });
});
