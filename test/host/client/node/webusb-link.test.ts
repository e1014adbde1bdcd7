import { FobUsb } from '@fobkit/firmware-sim/plug';
import type { Plug } from '@fobkit/firmware-sim/plug';
import { beforeEach, describe, expect, it } from 'vitest';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { LinkNotFoundError } from '../../../../host/client/errors.ts';
import { nodeEnv } from '../../../../host/client/node/host-env.ts';
import { webUsbCandidates } from '../../../../host/client/node/webusb-discovery.ts';
import { webUsbLink } from '../../../../host/client/node/webusb-link.ts';
import type { WebUsbDevice } from '../../../../host/client/usb/web-usb.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { ToyUsbDevice } from '../support/toy-usb-device.ts';

const deviceId = 'f0b1000000000001';

let usb: FobUsb;
let plug: Plug;
beforeEach(() => {
  usb = new FobUsb();
  plug = usb.attach(blankFob());
});

/** A device that must not be touched: whatever is read of it but its ids fails the test. */
function untouchable(): WebUsbDevice {
  const ids: Readonly<Record<string, number>> = { vendorId: 0x046d, productId: 1 };
  return new Proxy(new ToyUsbDevice(), {
    get(_, name) {
      const id = ids[String(name)];
      if (id === undefined) throw new Error(`${String(name)} of somebody else's device is read`);
      return id;
    },
  });
}

function list(...devices: readonly WebUsbDevice[]) {
  return { getDevices: () => Promise.resolve(devices) };
}

const MISSING = new Error('getDevices error: /sys/bus/usb/devices/ not found (errno 2)');
const withoutSys = { getDevices: () => Promise.reject(MISSING) };

describe('usb:DEVICEID', () => {
  it('is the fob with that iSerial, in either case', async () => {
    const link = webUsbLink({ deviceId: deviceId.toUpperCase(), usb });
    expect(link.url).toBe(`usb:${deviceId}`);
    const device = await FobDevice.connect(link, nodeEnv);
    expect((await device.info()).deviceId).toBe(deviceId);
    await device.close();
  });

  it('is looked for at each opening', async () => {
    const link = webUsbLink({ deviceId, usb });
    await plug.close();
    await expect(link.open()).rejects.toThrow(LinkNotFoundError);
    usb.attach(blankFob());
    await (await link.open()).close();
  });

  it('that nobody has is not found', async () => {
    const opening = webUsbLink({ deviceId: '0000000000000000', usb }).open();
    await expect(opening).rejects.toThrow('usb:0000000000000000: there is no such USB device');
  });

  it('is not found on a Linux without /sys/bus/usb', async () => {
    await expect(webUsbLink({ deviceId, usb: withoutSys }).open()).rejects.toThrow(
      LinkNotFoundError,
    );
  });

  it('touches no device of others', async () => {
    const opening = webUsbLink({ deviceId, usb: list(untouchable()) }).open();
    await expect(opening).rejects.toThrow(LinkNotFoundError);
  });
});

describe('the fobs on USB', () => {
  it('are candidates by device id', async () => {
    expect(await webUsbCandidates({ usb }).candidates()).toEqual([
      {
        url: `usb:${deviceId}`,
        description: 'fobkit OTP fob',
        usb: { vendorId: 0x1209, productId: 0xf0b1, serialNumber: deviceId },
        deviceId,
        ours: true,
      },
    ]);
  });

  it('are none on a Linux without /sys/bus/usb', async () => {
    expect(await webUsbCandidates({ usb: withoutSys }).candidates()).toEqual([]);
  });

  it('are not known when the list fails otherwise', async () => {
    const broken = { getDevices: () => Promise.reject(new Error('no such thing')) };
    await expect(webUsbCandidates({ usb: broken }).candidates()).rejects.toThrow('no such thing');
  });

  it('are listed without touching devices of others, or strings that cannot be read', async () => {
    const mute = new ToyUsbDevice();
    Object.defineProperty(mute, 'serialNumber', {
      get() {
        throw new Error('open error: failed to open device (errno 13)');
      },
    });
    const found = webUsbCandidates({ usb: list(untouchable(), mute, new ToyUsbDevice()) });
    expect(await found.candidates()).toMatchObject([{ deviceId }]);
  });
});
