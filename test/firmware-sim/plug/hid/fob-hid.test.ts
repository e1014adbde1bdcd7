import { FOBKIT_USB, UsageError } from '@fobkit/protocol';
import { FobHid } from '@fobkit/firmware-sim/plug';
import { describe, expect, it } from 'vitest';
import { blankFob } from '../../../support/raw-host.ts';
import { ToyUsb } from '../usb/support/toy-usb.ts';
import { path, IN, INIT, rig, opened, ofByte } from './opened-toy.ts';

const { vendorId, productId } = FOBKIT_USB;

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
