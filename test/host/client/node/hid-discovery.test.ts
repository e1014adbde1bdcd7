import { FobHid } from '@fobkit/firmware-sim/plug';
import { describe, expect, it } from 'vitest';
import { hidCandidates } from '../../../../host/client/node/hid-discovery.ts';
import type { HidDeviceInfo } from '../../../../host/client/node/hid-library.ts';
import { blankFob } from '../../../support/raw-host.ts';

const FOB: HidDeviceInfo = {
  path: '/dev/hidraw2',
  vendorId: 0x1209,
  productId: 0xf0b1,
  serialNumber: 'FB00000000000017',
  product: 'fobkit OTP fob',
  interface: 0,
  usagePage: 0xff00,
  usage: 1,
};

function listing(...devices: readonly HidDeviceInfo[]) {
  return hidCandidates({ hid: { devicesAsync: () => Promise.resolve(devices) } }).candidates();
}

describe('the HID devices of this machine', () => {
  it('are fobs by ids and usage, their device id told by iSerial', async () => {
    expect(await listing(FOB)).toEqual([
      {
        url: 'hid:/dev/hidraw2',
        description: 'fobkit OTP fob',
        usb: { vendorId: 0x1209, productId: 0xf0b1, serialNumber: 'FB00000000000017' },
        deviceId: 'fb00000000000017',
        ours: true,
      },
    ]);
  });

  it.each<[string, Partial<HidDeviceInfo>]>([
    ['a device of another maker', { vendorId: 0x046d }],
    ['another product', { productId: 1 }],
    ['a keyboard of the same ids', { usagePage: 1, usage: 6 }],
    ['a collection of another use', { usage: 2 }],
    ['one without a path', { path: undefined }],
  ])('%s is not listed', async (_, changes) => {
    expect(await listing({ ...FOB, ...changes })).toEqual([]);
  });

  it('whose usage is not told are fobs by their interface', async () => {
    const unknown = { usagePage: undefined, usage: undefined };
    expect(await listing({ ...FOB, ...unknown })).toHaveLength(1);
    expect(await listing({ ...FOB, ...unknown, interface: 3 })).toEqual([]);
  });

  it('with a serial number of another kind have no device id', async () => {
    const [candidate] = await listing({ ...FOB, serialNumber: '12345' });
    expect(candidate).toMatchObject({ usb: { serialNumber: '12345' }, ours: true });
    expect(candidate).not.toHaveProperty('deviceId');
  });

  it('of a maker with ids of his own are found by those', async () => {
    const ids = [{ vendorId: 0x2222, productId: 1 }];
    const hid = { devicesAsync: () => Promise.resolve([{ ...FOB, ...ids[0] }, FOB]) };
    const found = await hidCandidates({ hid, ids }).candidates();
    expect(found).toMatchObject([{ usb: ids[0], deviceId: 'fb00000000000017' }]);
  });

  it('that are emulated look the same', async () => {
    const hid = new FobHid();
    hid.attach('/dev/hidraw0', blankFob());
    expect(await hidCandidates({ hid }).candidates()).toMatchObject([
      { url: 'hid:/dev/hidraw0', deviceId: 'f0b1000000000001', ours: true },
    ]);
  });

  it('are asked of node-hid, which finds none of ours here or some', async () => {
    const found = await hidCandidates().candidates();
    expect(found.every(({ url, ours }) => url.startsWith('hid:') && ours)).toBe(true);
  });
});
