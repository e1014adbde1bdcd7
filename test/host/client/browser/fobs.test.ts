import { UsageError } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fob } from '../../../../firmware-sim/fob/fob.ts';
import { grantedFobs } from '../../../../host/client/browser/granted-fobs.ts';
import {
  requestHidFob,
  requestSerialFob,
  requestUsbFob,
} from '../../../../host/client/browser/request-fob.ts';
import { type FobEvent, watchFobs } from '../../../../host/client/browser/watch-fobs.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { BrowserDouble } from '../support/browser-fob.ts';

const ID = 'f0b1000000000001';

let fob: Fob;
let devices: BrowserDouble;
beforeEach(() => {
  fob = blankFob();
  devices = new BrowserDouble(fob);
});

describe('asking the user', () => {
  it('shows him fobs alone, by ids and usage', async () => {
    expect((await requestHidFob({ devices }))?.url).toMatch(/^webhid:\d+$/);
    expect((await requestSerialFob({ devices }))?.url).toMatch(/^webserial:\d+$/);
    expect((await requestUsbFob({ devices }))?.url).toBe(`usb:${ID}`);
    expect(devices.filters).toEqual([
      { filters: [{ vendorId: 0x1209, productId: 0xf0b1, usagePage: 0xff00, usage: 1 }] },
      { filters: [{ usbVendorId: 0x1209, usbProductId: 0xf0b1 }] },
    ]);
  });

  it('gives nothing when he chooses none', async () => {
    devices.chooses = false;
    expect(await requestHidFob({ devices })).toBeUndefined();
    expect(await requestSerialFob({ devices })).toBeUndefined();
    const ids = [{ vendorId: 1, productId: 2 }];
    expect(await requestUsbFob({ devices, ids })).toBeUndefined();
  });

  it.each([
    ['WebHID', requestHidFob],
    ['WebUSB', requestUsbFob],
    ['Web Serial', requestSerialFob],
  ])('says so where the browser has no %s', async (name, request) => {
    await expect(request({ devices: {} })).rejects.toThrow(UsageError);
    await expect(request({ devices: {} })).rejects.toThrow(`this browser has no ${name} here`);
  });
});

describe('granted fobs', () => {
  it('are there once for each API', async () => {
    const fobs = await grantedFobs({ devices });
    expect(fobs.map(({ api, deviceId }) => [api, deviceId])).toEqual([
      ['webhid', undefined],
      ['webusb', ID],
      ['webserial', undefined],
    ]);
    const connection = await fobs[1]?.link.open();
    await connection?.close();
  });

  it('are none where the browser has no such API', async () => {
    expect(await grantedFobs({ devices: {} })).toEqual([]);
  });

  it('leave out devices of others that the page may use too', async () => {
    devices.hidDevice.collections = [{ usagePage: 1, usage: 6 }];
    devices.serialPort.info = { usbVendorId: 0x2341, usbProductId: 0x43 };
    expect((await grantedFobs({ devices })).map(({ api }) => api)).toEqual(['webusb']);
    const ids = [{ vendorId: 1, productId: 2 }];
    expect(await grantedFobs({ devices, ids })).toEqual([]);
  });
});

describe('watching in a browser', () => {
  it('tells of a fob once for all its APIs, by device id, when it comes and goes', async () => {
    const stop = new AbortController();
    const events = watchFobs({ devices, signal: stop.signal });
    const words = async (): Promise<string> => {
      const { value } = (await events.next()) as { value: FobEvent };
      const schemes = value.links.map(({ url }) => url.slice(0, url.indexOf(':')));
      return [value.type, value.deviceId, ...schemes].join(' ');
    };
    expect(await words()).toBe(`arrived ${ID} webhid webserial usb`);
    fob.unplug();
    await devices.left();
    expect(await words()).toBe(`left ${ID} webhid webserial usb`);
    devices.back();
    expect(await words()).toMatch(new RegExp(`^arrived ${ID} `));
    const next = events.next();
    stop.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });
});
