/// <reference types="w3c-web-hid" />
/// <reference types="w3c-web-serial" />
/// <reference types="w3c-web-usb" />
import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { Fob } from '../../../../firmware-sim/fob/fob.ts';
import type {
  RequestingUsb,
  WebHid,
  WebSerial,
} from '../../../../host/client/browser/browser-devices.ts';
import { browserEnv } from '../../../../host/client/browser/host-env.ts';
import type { WebHidDevice } from '../../../../host/client/browser/web-hid-device.ts';
import { webHidLink } from '../../../../host/client/browser/web-hid-link.ts';
import { webSerialLink } from '../../../../host/client/browser/web-serial-link.ts';
import type { WebSerialPort } from '../../../../host/client/browser/web-serial-port.ts';
import { webUsbLink } from '../../../../host/client/browser/web-usb-link.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { LinkLostError, PortBusyError, TransportError } from '../../../../host/client/errors.ts';
import type { Link } from '../../../../host/client/link.ts';
import { provision } from '../../../../host/client/provision/provision.ts';
import { Secret } from '../../../../host/client/secret.ts';
import { deriveTransportKey } from '@fobkit/protocol';
import { BATCH_KEY, blankFob, DEVICE_ID, SEED } from '../../../support/raw-host.ts';
import { BrowserDouble } from '../support/browser-fob.ts';
import { PARAMETERS } from '../support/values.ts';

let fob: Fob;
let page: BrowserDouble;
beforeEach(() => {
  fob = blankFob();
  page = new BrowserDouble(fob);
});

const LINKS: readonly [string, () => Promise<Link>][] = [
  ['WebHID', () => Promise.resolve(webHidLink(page.hidDevice, page.hid))],
  ['Web Serial', () => Promise.resolve(webSerialLink(page.serialPort))],
  [
    'WebUSB',
    async () => {
      const [device] = await page.usb.getDevices();
      if (device === undefined) throw new Error('nothing is plugged in');
      return webUsbLink(device);
    },
  ],
];

describe.each(LINKS)('a fob over %s', (_, makeLink) => {
  it('is read by the client as anywhere else', async () => {
    const device = await FobDevice.connect(await makeLink(), browserEnv);
    expect(device.deviceId).toEqual(DEVICE_ID);
    expect((await device.getStatus({ events: 16 })).events.length).toBeGreaterThan(0);
    expect(device.counters).toMatchObject({ resent: 0, droppedBytes: 0, stale: 0 });
    await device.close();
  });

  it('is provisioned through the sealed channel', async () => {
    const { primitives, clock } = browserEnv;
    const device = await FobDevice.connect(await makeLink(), browserEnv);
    const transportKey = new Secret(deriveTransportKey(primitives, BATCH_KEY, DEVICE_ID));
    const request = { seed: new Secret(SEED), parameters: PARAMETERS, transportKey };
    const report = await provision(device, request, { clock });
    expect(report).toMatchObject({ resumed: false, status: { lifecycle: 'ready' } });
    await device.close();
  });

  it('is busy for a second link of the page', async () => {
    const link = await makeLink();
    const device = await FobDevice.connect(link, browserEnv);
    await expect(link.open()).rejects.toThrow(PortBusyError);
    await device.close();
    await (await link.open()).close();
  });

  it('is lost when the fob is unplugged', async () => {
    const device = await FobDevice.connect(await makeLink(), browserEnv);
    fob.unplug();
    await page.left();
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    await device.close();
  });

  it('has the same URL in each link to it', async () => {
    expect((await makeLink()).url).toBe((await makeLink()).url);
  });

  it('is not opened when the signal has aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect((await makeLink()).open({ signal })).rejects.toThrow('enough');
  });
});

describe('a link over WebHID', () => {
  it('that the browser does not open says what may be the matter', async () => {
    fob.unplug();
    const opening = webHidLink(page.hidDevice, page.hid).open();
    await expect(opening).rejects.toThrow(TransportError);
    await expect(opening).rejects.toThrow('Failed to open the device.');
    await expect(opening).rejects.toThrow('fob doctor');
  });

  it('is not lost when another device leaves', async () => {
    const device = await FobDevice.connect(webHidLink(page.hidDevice, page.hid), browserEnv);
    page.hid.tell('disconnect', { device: {} });
    expect((await device.getInfo()).lifecycle).toBe('blank');
    await device.close();
  });
});

describe('a link over Web Serial', () => {
  it('goes on after a fault of the line', async () => {
    const device = await FobDevice.connect(webSerialLink(page.serialPort), browserEnv);
    page.serialPort.frameError();
    expect((await device.getInfo()).lifecycle).toBe('blank');
    await device.close();
  });

  it('opens a UART at its speed', async () => {
    await (await webSerialLink(page.serialPort, 9_600).open()).close();
    expect(page.serialPort.baudRate).toBe(9_600);
  });
});

describe('the types of a link', () => {
  it('are part of what a browser has', () => {
    expectTypeOf<HIDDevice>().toExtend<WebHidDevice>();
    expectTypeOf<HID>().toExtend<WebHid>();
    expectTypeOf<SerialPort>().toExtend<WebSerialPort>();
    expectTypeOf<Serial>().toExtend<WebSerial>();
    expectTypeOf<USB>().toExtend<RequestingUsb>();
  });
});
