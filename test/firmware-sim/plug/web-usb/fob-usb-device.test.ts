import { FobUsb, type FobUsbDevice, type Plug } from '@fobkit/firmware-sim/plug';
import { FOB_USB, UsbRequest } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { ToyUsb } from '../usb/support/toy-usb.ts';

const { interface: STREAM, in: IN, out: OUT } = FOB_USB.webusb;
const HID = FOB_USB.hid.interface;
const BYTES = Uint8Array.of(1, 2, 3);

interface Rig {
  readonly toy: ToyUsb;
  readonly plug: Plug;
  readonly device: FobUsbDevice;
}

async function rig(): Promise<Rig> {
  const usb = new FobUsb();
  const toy = new ToyUsb();
  const plug = usb.attach(toy);
  const [device] = await usb.getDevices();
  if (device === undefined) throw new Error('no device');
  return { toy, plug, device };
}

async function claimed(): Promise<Rig> {
  const made = await rig();
  await made.device.open();
  await made.device.claimInterface(STREAM);
  return made;
}

function isClaimed({ configuration }: FobUsbDevice): boolean {
  const all = configuration?.interfaces ?? [];
  return all.some((one) => one.interfaceNumber === STREAM && one.claimed);
}

const refused = (name: string) => ({ name, constructor: DOMException });

const vendorRequest = {
  requestType: 'vendor',
  recipient: 'device',
  request: 9,
  value: 0x1234,
  index: 7,
} as const;

describe('what a device tells', () => {
  it('comes from its descriptors', async () => {
    const { device } = await rig();
    expect(device).toMatchObject({
      usbVersionMajor: 2,
      usbVersionMinor: 1,
      usbVersionSubminor: 0,
      deviceClass: 0xef,
      deviceSubclass: 2,
      deviceProtocol: 1,
      deviceVersionMajor: 1,
      deviceVersionMinor: 2,
      deviceVersionSubminor: 3,
      manufacturerName: 'fobkit',
      opened: false,
    });
    expect(device.configurations).toEqual([device.configuration]);
    const { configurationValue, configurationName, interfaces = [] } = device.configuration ?? {};
    expect([configurationValue, configurationName]).toEqual([1, null]);
    expect(interfaces.map(({ interfaceNumber }) => interfaceNumber)).toEqual([0, 1, 2, 3]);
    expect(interfaces[STREAM]?.alternate).toEqual({
      alternateSetting: 0,
      interfaceClass: 0xff,
      interfaceSubclass: 0,
      interfaceProtocol: 0,
      interfaceName: 'fob WebUSB',
      endpoints: [
        { endpointNumber: 4, direction: 'in', type: 'bulk', packetSize: 64 },
        { endpointNumber: 4, direction: 'out', type: 'bulk', packetSize: 64 },
      ],
    });
  });
});

describe('open and close', () => {
  it('may be called twice', async () => {
    const { device } = await rig();
    await device.open();
    await device.open();
    expect(device.opened).toBe(true);
    await device.close();
    await device.close();
    expect(device.opened).toBe(false);
  });

  it('release what was claimed', async () => {
    const { device } = await claimed();
    expect(isClaimed(device)).toBe(true);
    await device.close();
    expect(isClaimed(device)).toBe(false);
  });

  it('abort transfers that wait', async () => {
    const { device } = await claimed();
    const aborted = expect(device.transferIn(4, 64)).rejects.toMatchObject(refused('AbortError'));
    await device.close();
    await aborted;
  });
});

describe('interfaces', () => {
  it('are claimed in an open device', async () => {
    const { device } = await rig();
    await expect(device.claimInterface(STREAM)).rejects.toMatchObject(refused('InvalidStateError'));
    await device.open();
    await expect(device.claimInterface(9)).rejects.toMatchObject(refused('NotFoundError'));
    await device.claimInterface(STREAM);
    await device.claimInterface(STREAM);
  });

  it('of a protected class are refused', async () => {
    const { device } = await rig();
    await device.open();
    await expect(device.claimInterface(HID)).rejects.toMatchObject(refused('SecurityError'));
  });

  it('that are released take their transfers along', async () => {
    const { device } = await claimed();
    const aborted = expect(device.transferIn(4, 64)).rejects.toMatchObject(refused('AbortError'));
    await device.releaseInterface(STREAM);
    await aborted;
    await expect(device.transferIn(4, 64)).rejects.toMatchObject(refused('NotFoundError'));
  });

  it('leave the transfers of others alone, whatever is done to them', async () => {
    const { device, toy } = await claimed();
    await device.claimInterface(FOB_USB.cdc.data);
    const other = device.transferIn(FOB_USB.cdc.in & 0x0f, 64);
    await device.selectAlternateInterface(STREAM, 0);
    await device.releaseInterface(STREAM);
    toy.say(FOB_USB.cdc.in, BYTES);
    expect((await other).data?.byteLength).toBe(BYTES.length);
  });

  it('have settings that are chosen when they are claimed', async () => {
    const { device, toy } = await claimed();
    await device.selectAlternateInterface(STREAM, 0);
    const { setup } = toy.requests.at(-1) ?? {};
    expect(setup).toMatchObject({ request: UsbRequest.SetInterface, value: 0, index: STREAM });
    await expect(device.selectAlternateInterface(STREAM, 1)).rejects.toMatchObject(
      refused('NotFoundError'),
    );
    await device.releaseInterface(STREAM);
    await expect(device.selectAlternateInterface(STREAM, 0)).rejects.toMatchObject(
      refused('InvalidStateError'),
    );
  });
});

describe('selectConfiguration', () => {
  it('begins anew', async () => {
    const { device, toy } = await claimed();
    const aborted = expect(device.transferIn(4, 64)).rejects.toMatchObject(refused('AbortError'));
    await device.selectConfiguration(1);
    await aborted;
    expect(toy.requests.at(-1)?.setup.request).toBe(UsbRequest.SetConfiguration);
    expect(isClaimed(device)).toBe(false);
  });

  it('knows what the device has', async () => {
    const { device, toy } = await rig();
    await expect(device.selectConfiguration(2)).rejects.toMatchObject(refused('NotFoundError'));
    await expect(device.selectConfiguration(1)).rejects.toMatchObject(refused('InvalidStateError'));
    await device.open();
    toy.answer = () => 'stall';
    await expect(device.selectConfiguration(1)).rejects.toMatchObject(refused('NetworkError'));
  });
});

describe('transfers', () => {
  it('carry bytes both ways', async () => {
    const { device, toy } = await claimed();
    const view = new DataView(Uint8Array.of(9, 9, ...BYTES, 9).buffer, 2, 3);
    expect(await device.transferOut(4, view)).toEqual({ status: 'ok', bytesWritten: 3 });
    expect(toy.packets).toEqual([{ endpoint: OUT, bytes: BYTES }]);
    const reading = device.transferIn(4, 64);
    toy.say(IN, BYTES);
    const { status, data } = await reading;
    expect(status).toBe('ok');
    expect(new Uint8Array(data?.buffer ?? new ArrayBuffer(0))).toEqual(BYTES);
  });

  it('are not changed by who sent them', async () => {
    const { device, toy } = await claimed();
    toy.accept = () => 'nak';
    const bytes = Uint8Array.from(BYTES);
    const sent = device.transferOut(4, bytes);
    bytes.fill(0);
    toy.accept = () => 'ack';
    toy.say(OUT);
    await sent;
    expect(toy.packets[0]?.bytes).toEqual(BYTES);
  });

  it('end with stall or babble, with what came before', async () => {
    const { device, toy } = await claimed();
    toy.say(IN, new Uint8Array(64), 'stall');
    const stalled = await device.transferIn(4, 128);
    expect([stalled.status, stalled.data?.byteLength]).toEqual(['stall', 64]);
    toy.say(IN, BYTES);
    const babble = await device.transferIn(4, 2);
    expect([babble.status, babble.data?.byteLength]).toEqual(['babble', 2]);
    toy.accept = () => 'stall';
    expect(await device.transferOut(4, BYTES)).toEqual({ status: 'stall', bytesWritten: 0 });
  });

  it('want an endpoint that is claimed', async () => {
    const { device } = await rig();
    await expect(device.transferIn(4, 1)).rejects.toMatchObject(refused('InvalidStateError'));
    await device.open();
    await expect(device.transferIn(4, 1)).rejects.toMatchObject(refused('NotFoundError'));
    await device.claimInterface(STREAM);
    await expect(device.transferOut(3, BYTES)).rejects.toMatchObject(refused('NotFoundError'));
    await expect(device.isochronousTransferIn(4, [1])).rejects.toMatchObject(
      refused('InvalidAccessError'),
    );
  });

  it('fail when the fob does not answer', async () => {
    const { device, toy } = await claimed();
    toy.say(IN, 'none');
    await expect(device.transferIn(4, 1)).rejects.toMatchObject(refused('NetworkError'));
  });

  it('end when the fob leaves, and nothing else works then', async () => {
    const { device, toy } = await claimed();
    const lost = expect(device.transferIn(4, 64)).rejects.toMatchObject({
      ...refused('NotFoundError'),
      message: 'The device was disconnected.',
    });
    toy.leave();
    await lost;
    expect(device.opened).toBe(false);
    await expect(device.open()).rejects.toMatchObject(refused('NotFoundError'));
    await expect(device.close()).rejects.toMatchObject(refused('NotFoundError'));
  });
});

describe('control transfers', () => {
  it('go out as they are given', async () => {
    const { device, toy } = await claimed();
    toy.answer = ({ direction }) => (direction === 'in' ? BYTES : undefined);
    const read = await device.controlTransferIn(vendorRequest, 64);
    expect(new Uint8Array(read.data?.buffer ?? new ArrayBuffer(0))).toEqual(BYTES);
    expect(toy.requests.at(-1)?.setup).toEqual({
      direction: 'in',
      type: 'vendor',
      recipient: 'device',
      request: 9,
      value: 0x1234,
      index: 7,
      length: 64,
    });
    expect(await device.controlTransferOut(vendorRequest, BYTES)).toEqual({
      status: 'ok',
      bytesWritten: 3,
    });
    expect(toy.requests.at(-1)?.data).toEqual(BYTES);
    expect(await device.controlTransferOut(vendorRequest)).toMatchObject({ bytesWritten: 0 });
  });

  it('say when they are refused', async () => {
    const { device, toy } = await claimed();
    toy.answer = () => 'stall';
    expect(await device.controlTransferIn(vendorRequest, 64)).toEqual({ status: 'stall' });
  });

  it('to an interface or endpoint want it claimed', async () => {
    const { device } = await claimed();
    const to = (recipient: 'interface' | 'endpoint', index: number): Promise<unknown> =>
      device.controlTransferOut({ ...vendorRequest, recipient, index });
    await to('interface', STREAM);
    await to('endpoint', IN);
    await expect(to('interface', HID)).rejects.toMatchObject(refused('InvalidStateError'));
    await expect(to('interface', 9)).rejects.toMatchObject(refused('NotFoundError'));
    await expect(to('endpoint', 0x81)).rejects.toMatchObject(refused('NotFoundError'));
  });
});

describe('clearHalt', () => {
  it('goes to the endpoint by its address', async () => {
    const { device, toy } = await claimed();
    await device.clearHalt('in', 4);
    const { setup } = toy.requests.at(-1) ?? {};
    expect(setup).toMatchObject({ request: UsbRequest.ClearFeature, value: 0, index: IN });
    await expect(device.clearHalt('in', 5)).rejects.toMatchObject(refused('NotFoundError'));
    toy.answer = () => 'stall';
    await expect(device.clearHalt('out', 4)).rejects.toMatchObject(refused('NetworkError'));
  });
});

describe('reset', () => {
  it('ends what is under way and leaves the device configured', async () => {
    const { device, toy } = await claimed();
    const aborted = expect(device.transferIn(4, 64)).rejects.toMatchObject(refused('AbortError'));
    const before = toy.resets;
    await device.reset();
    await aborted;
    expect(toy.resets).toBe(before + 1);
    expect(toy.requests.at(-1)?.setup).toMatchObject({
      request: UsbRequest.SetConfiguration,
      value: 1,
    });
    expect(await device.transferOut(4, BYTES)).toMatchObject({ status: 'ok' });
  });

  it('says when the device does not come back', async () => {
    const { device, toy } = await claimed();
    toy.answer = () => 'stall';
    await expect(device.reset()).rejects.toMatchObject(refused('NetworkError'));
  });
});
