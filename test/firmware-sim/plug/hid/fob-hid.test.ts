import { once } from 'node:events';
import { FOBKIT_USB, FOB_USB, UsageError } from '@fobkit/protocol';
import { FobHid, type FobHidDevice } from '@fobkit/firmware-sim/plug';
import { describe, expect, it } from 'vitest';
import { blankFob } from '../../../support/raw-host.ts';
import { ToyUsb } from '../usb/support/toy-usb.ts';

const path = '/dev/hidraw0';
const { vendorId, productId } = FOBKIT_USB;
const { in: IN } = FOB_USB.hid;
/** INIT on the broadcast channel, behind the byte of no id. */
const INIT = Buffer.concat([
  Buffer.from('00ffffffff860008a1a2a3a4a5a6a7a8', 'hex'),
  Buffer.alloc(49),
]);

function rig(): { hid: FobHid; toy: ToyUsb; plug: ReturnType<FobHid['attach']> } {
  const hid = new FobHid();
  const toy = new ToyUsb();
  return { hid, toy, plug: hid.attach(path, toy) };
}

async function opened(): Promise<ReturnType<typeof rig> & { device: FobHidDevice }> {
  const made = rig();
  return { ...made, device: await made.hid.HIDAsync.open(path) };
}

const ofByte = (byte: number): Uint8Array => new Uint8Array(64).fill(byte);

describe('devices', () => {
  it('are listed with what the descriptors say', async () => {
    const { hid } = rig();
    const expected = [
      {
        vendorId,
        productId,
        path,
        serialNumber: 'f0b1000000000001',
        manufacturer: 'fobkit',
        product: 'fobkit OTP fob',
        release: 0x0123,
        interface: 0,
        usagePage: 0xff00,
        usage: 1,
      },
    ];
    expect(hid.devices()).toEqual(expected);
    expect(await hid.devicesAsync()).toEqual(expected);
  });

  it('are chosen by vendor and product, where 0 is any', () => {
    const { hid } = rig();
    expect(hid.devices(vendorId, productId)).toHaveLength(1);
    expect(hid.devices(0, productId)).toHaveLength(1);
    expect(hid.devices(vendorId, 1)).toEqual([]);
    expect(() => hid.devices(vendorId)).toThrow('expecting either no arguments or vendor');
  });

  it('belong to one instance', () => {
    rig();
    expect(new FobHid().devices()).toEqual([]);
  });

  it('are hidden while the fob is unplugged and back after the replug', async () => {
    const { hid, toy, plug } = rig();
    toy.leave();
    expect(plug.plugged).toBe(false);
    expect(hid.devices()).toEqual([]);
    await expect(hid.HIDAsync.open(path)).rejects.toThrow('No such file or directory');
    plug.replug();
    expect(hid.devices()).toHaveLength(1);
    await (await hid.HIDAsync.open(path)).close();
  });

  it('are forgotten when their plug is closed', async () => {
    const { hid, toy, plug } = rig();
    await plug.close();
    expect(hid.devices()).toEqual([]);
    hid.attach(path, toy);
    expect(() => hid.attach(path, toy)).toThrow(RangeError);
  });

  it('are none of a device that cannot be met', () => {
    const hid = new FobHid();
    const toy = new ToyUsb();
    toy.answer = () => 'stall';
    expect(hid.attach(path, toy).plugged).toBe(true);
    expect(hid.devices()).toEqual([]);
  });

  it('are refused to fobs without USB', () => {
    expect(() => new FobHid().attach(path, blankFob('sid700'))).toThrow(UsageError);
  });
});

describe('open', () => {
  it('takes a path, or ids, or ids and a serial number', async () => {
    const { hid } = rig();
    const { HIDAsync } = hid;
    const all = [
      await HIDAsync.open(path),
      await HIDAsync.open(vendorId, productId),
      await HIDAsync.open(vendorId, productId, 'f0b1000000000001', { nonExclusive: true }),
    ];
    for (const one of all) expect(one).toBeInstanceOf(HIDAsync);
  });

  it('says what it did not find as node-hid says it', async () => {
    const { HIDAsync } = rig().hid;
    await expect(HIDAsync.open('/dev/hidraw7')).rejects.toThrow(
      "cannot open device with path /dev/hidraw7: Failed to open a device with path '/dev/hidraw7': No such file or directory",
    );
    await expect(HIDAsync.open(0x1209, 0xabc)).rejects.toThrow(
      'cannot open device with vendor id 0x1209 and product id 0xabc: No HID devices with requested VID/PID found in the system.',
    );
    await expect(HIDAsync.open(vendorId, productId, 'other')).rejects.toThrow(
      'Device with requested VID/PID/(SerialNumber) not found',
    );
  });

  it('lets several programs in, and each hears every report', async () => {
    const { hid, toy, device } = await opened();
    const other = await hid.HIDAsync.open(path);
    toy.say(IN, ofByte(1));
    expect(await device.read()).toEqual(Buffer.from(ofByte(1)));
    expect(await other.read()).toEqual(Buffer.from(ofByte(1)));
    await other.close();
    toy.say(IN, ofByte(2));
    expect(await device.read()).toEqual(Buffer.from(ofByte(2)));
  });

  it('throws away what the fob had ready from before', async () => {
    const { hid, toy } = rig();
    toy.say(IN, ofByte(1));
    const device = await hid.HIDAsync.open(path);
    expect(await device.read(0)).toHaveLength(0);
  });
});

describe('write', () => {
  it('resolves to the bytes sent, that of the id counted', async () => {
    const { toy, device } = await opened();
    expect(await device.write(Buffer.alloc(65, 7))).toBe(65);
    expect(await device.write([0, 1, 2, 0x1ff])).toBe(4);
    expect(toy.packets.map(({ bytes }) => bytes.length)).toEqual([64, 1, 3]);
    expect(toy.packets[2]?.bytes).toEqual(Uint8Array.of(1, 2, 255));
  });

  it('refuses what is no report as node-hid does', async () => {
    const { device } = await opened();
    await expect(device.write([])).rejects.toThrow(
      'Cannot write to hid device: Zero buffer/length',
    );
    await expect(device.write([0])).rejects.toThrow('Cannot write to hid device: Invalid argument');
    const text = ['a'] as unknown as number[];
    await expect(device.write(text)).rejects.toThrow('expecting only integers');
    const none = 'abc' as unknown as number[];
    await expect(device.write(none)).rejects.toThrow('expecting an array or buffer');
  });

  it('names what the fob refuses', async () => {
    const { toy, device } = await opened();
    toy.accept = () => 'stall';
    await expect(device.write(INIT)).rejects.toThrow('Cannot write to hid device: Broken pipe');
  });

  it('fails after the fob has left, and while it leaves', async () => {
    const { toy, device } = await opened();
    toy.accept = () => 'nak';
    const waiting = device.write(INIT);
    const lost = expect(waiting).rejects.toThrow('Cannot write to hid device: No such device');
    await Promise.resolve();
    toy.leave();
    await lost;
    await expect(device.write(INIT)).rejects.toThrow('No such device');
  });
});

describe('read', () => {
  it('waits for a report', async () => {
    const { toy, device } = await opened();
    const report = device.read();
    toy.say(IN, ofByte(3));
    expect(await report).toEqual(Buffer.from(ofByte(3)));
  });

  it('gives an empty buffer when the time is over, or at once when it may not wait', async () => {
    const { device } = await opened();
    expect(await device.read(1)).toHaveLength(0);
    await device.setNonBlocking(1);
    expect(await device.read()).toHaveLength(0);
  });

  it('keeps 63 reports and drops the later ones', async () => {
    const { toy, device } = await opened();
    for (let i = 0; i < 70; i++) toy.say(IN, ofByte(i));
    const got: (number | undefined)[] = [];
    for (let i = 0; i < 64; i++) got.push((await device.read(0))[0]);
    expect(got).toEqual([...Array.from({ length: 63 }, (_, i) => i), undefined]);
  });

  it('holds up what is asked after it, as node-hid does', async () => {
    const { toy, device } = await opened();
    const order: string[] = [];
    const read = device.read().then(() => order.push('read'));
    const written = device.write(INIT).then(() => order.push('write'));
    await new Promise(setImmediate);
    expect(toy.packets).toEqual([]);
    toy.say(IN, ofByte(1));
    await Promise.all([read, written]);
    expect(order).toEqual(['read', 'write']);
  });

  it('fails when the fob leaves, by how it waited', async () => {
    const first = await opened();
    const blocking = first.device.read();
    const failed = expect(blocking).rejects.toThrow(
      'could not read data from device: Input/output error',
    );
    await Promise.resolve();
    first.toy.leave();
    await failed;
    await expect(first.device.read(10)).rejects.toThrow('device disconnected');
  });

  it('is refused while the device reads for listeners', async () => {
    const { device } = await opened();
    device.on('data', () => undefined);
    await new Promise(setImmediate);
    await expect(device.read()).rejects.toThrow('Cannot use read while async read is running');
  });
});

describe('events', () => {
  it('bring each report once somebody listens, those before included', async () => {
    const { toy, device } = await opened();
    toy.say(IN, ofByte(1));
    const got: (number | undefined)[] = [];
    device.on('data', (report: Buffer) => got.push(report[0]));
    await new Promise(setImmediate);
    toy.say(IN, ofByte(2), ofByte(3));
    expect(got).toEqual([1]);
    await new Promise(setImmediate);
    expect(got).toEqual([1, 2, 3]);
  });

  it('stop with the last listener and at pause, and reports wait meanwhile', async () => {
    const { toy, device } = await opened();
    const first = once(device, 'data');
    toy.say(IN, ofByte(1));
    expect(await first).toEqual([Buffer.from(ofByte(1))]);
    await new Promise(setImmediate);
    toy.say(IN, ofByte(2));
    expect(await device.read()).toEqual(Buffer.from(ofByte(2)));
    const got: (number | undefined)[] = [];
    device.on('data', (report: Buffer) => got.push(report[0]));
    await new Promise(setImmediate);
    device.pause();
    toy.say(IN, ofByte(3));
    await new Promise(setImmediate);
    expect(got).toEqual([]);
    device.resume();
    await new Promise(setImmediate);
    expect(got).toEqual([3]);
    expect(() => device.resume()).toThrow('read is already running');
  });

  it('tell a fob that leaves by an error, which is a string', async () => {
    const { toy, device } = await opened();
    device.on('data', () => undefined);
    await new Promise(setImmediate);
    const failed = once(device, 'error');
    toy.leave();
    expect(await failed).toEqual([
      'could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)',
    ]);
  });

  it('turn what a listener throws into an error event', async () => {
    const { toy, device } = await opened();
    const failed = once(device, 'error');
    device.on('data', () => {
      throw new Error('my own fault');
    });
    toy.say(IN, ofByte(1));
    expect(await failed).toMatchObject([{ message: 'my own fault' }]);
  });
});

describe('feature reports', () => {
  it('travel on the control pipe', async () => {
    const { toy, device } = await opened();
    toy.answer = ({ direction, type }) =>
      type === 'class' && direction === 'in' ? Uint8Array.of(1, 2, 3) : undefined;
    expect(await device.getFeatureReport(0, 65)).toEqual(Buffer.of(0, 1, 2, 3));
    expect(await device.sendFeatureReport([0, 9, 8])).toBe(3);
    expect(toy.requests.at(-1)?.data).toEqual(Uint8Array.of(9, 8));
  });

  it('are refused in the words of hidapi', async () => {
    const { toy, device } = await opened();
    await expect(device.getFeatureReport(0, 65)).rejects.toThrow(
      'could not get feature report from device: ioctl (GFEATURE): Broken pipe',
    );
    await expect(device.getFeatureReport(0, 0)).rejects.toThrow('Length parameter cannot be zero');
    toy.leave();
    await expect(device.sendFeatureReport([0, 1])).rejects.toThrow(
      'could not send feature report to device: ioctl (SFEATURE): No such device',
    );
  });
});

describe('getDeviceInfo', () => {
  it('is what devices lists, and remembered', async () => {
    const { hid, toy, device } = await opened();
    const [listed] = hid.devices();
    expect(await device.getDeviceInfo()).toEqual(listed);
    const other = await hid.HIDAsync.open(path);
    toy.leave();
    expect(await device.getDeviceInfo()).toEqual(listed);
    await expect(other.getDeviceInfo()).rejects.toThrow(
      "Unable to get device info: Couldn't create hid_device_info",
    );
  });
});

describe('close', () => {
  it('ends everything, once', async () => {
    const { toy, device } = await opened();
    device.on('data', () => undefined);
    await device.close();
    expect(device.listenerCount('data')).toBe(0);
    await expect(device.write(INIT)).rejects.toThrow('device has been closed');
    await expect(device.read()).rejects.toThrow('device has been closed');
    await expect(device.close()).rejects.toThrow('device is already closed');
    toy.say(IN, ofByte(1));
    expect(toy.unread(IN)).toBe(1);
  });

  it('comes after what was asked before it', async () => {
    const { toy, device } = await opened();
    const written = device.write(INIT);
    await device.close();
    expect(await written).toBe(65);
    expect(toy.packets).toHaveLength(1);
  });

  it('works when the fob has left', async () => {
    const { toy, device } = await opened();
    toy.leave();
    await device.close();
  });
});

describe('a device that cannot be read', () => {
  const nine = Array.from({ length: 9 }, () => 'stall' as const);

  it('is reset and read on', async () => {
    const { toy, device } = await opened();
    const before = toy.resets;
    toy.say(IN, ...nine, ofByte(1));
    expect(toy.resets).toBe(before + 1);
    expect(await device.read(0)).toEqual(Buffer.from(ofByte(1)));
  });

  it('is given up when that does not help', async () => {
    const { hid, toy, plug, device } = await opened();
    toy.say(IN, ...nine, ...nine);
    expect(plug.plugged).toBe(false);
    expect(hid.devices()).toEqual([]);
    await expect(device.write(INIT)).rejects.toThrow('No such device');
    plug.replug();
    await (await hid.HIDAsync.open(path)).close();
    expect(toy.resets).toBe(3);
  });
});

describe('with a fob behind it', () => {
  it('answers a host that asks for a channel', async () => {
    const hid = new FobHid();
    hid.attach(path, blankFob());
    const device = await hid.HIDAsync.open(path);
    await device.write(INIT);
    const reply = await device.read(0);
    expect(reply.subarray(0, 15).toString('hex')).toBe('ffffffff860011a1a2a3a4a5a6a7a8');
    expect(reply).toHaveLength(64);
  });

  it('tells that somebody unplugged it', async () => {
    const fob = blankFob();
    const hid = new FobHid();
    const plug = hid.attach(path, fob);
    const device = await hid.HIDAsync.open(path);
    fob.unplug();
    expect(plug.plugged).toBe(false);
    await expect(device.write(INIT)).rejects.toThrow('No such device');
  });
});
