import { FobDevice } from '@fobkit/client';
import { hidLink, nodeEnv } from '@fobkit/client/node';
import HID, { devicesAsync, HIDAsync } from 'node-hid';
import { describe, expect, it, vi } from 'vitest';
import { blankFob } from '../../../support/raw-host.ts';

const stand = await vi.hoisted(async () => {
  const { FobHid } = await import('@fobkit/firmware-sim/plug');
  return new FobHid();
});

vi.mock('node-hid', () => {
  const { HIDAsync: hidAsync, devices, devicesAsync: list } = stand;
  return { default: stand, HIDAsync: hidAsync, devices, devicesAsync: list };
});

const path = '/dev/hidraw0';

describe('FobHid in place of the module node-hid', () => {
  it('serves programs that import node-hid, whole or by its parts', async () => {
    stand.attach(path, blankFob());
    expect(HID.devices()).toHaveLength(1);
    expect(await devicesAsync()).toEqual(HID.devices());
    const device = await HIDAsync.open(path);
    expect(device).toBeInstanceOf(HID.HIDAsync);
    await device.close();
  });

  it('serves the client of @fobkit/client, that does not know of it', async () => {
    const device = await FobDevice.connect(hidLink({ path }), nodeEnv);
    expect((await device.getInfo()).model).toBe('generic');
    await device.close();
  });
});
