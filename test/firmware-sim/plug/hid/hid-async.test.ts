import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { IN, INIT, opened, ofByte } from './opened-toy.ts';

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
