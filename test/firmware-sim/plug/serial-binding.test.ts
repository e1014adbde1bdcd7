import { once } from 'node:events';
import { FobDevice } from '@fobkit/client';
import { nodeEnv, serialLink } from '@fobkit/client/node';
import { FobBinding } from '@fobkit/firmware-sim/plug';
import { SerialPortStream } from '@serialport/stream';
import { describe, expect, it } from 'vitest';
import { blankFob } from '../../support/raw-host.ts';
import { answersTo, infoFrame, Spouter, turn } from './plug-support.ts';

const path = '/dev/fob0';
const options = { path, baudRate: 115_200 };

function rig(): { fob: ReturnType<typeof blankFob>; binding: FobBinding } {
  const fob = blankFob();
  const binding = new FobBinding();
  binding.attach(path, fob);
  return { fob, binding };
}

describe('FobBinding', () => {
  it('carries a request and its answer through a SerialPortStream', async () => {
    const { binding } = rig();
    const port = new SerialPortStream({ binding, ...options });
    await once(port, 'open');
    port.write(infoFrame());
    let received = 0;
    for await (const chunk of port as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received >= answersTo(infoFrame()).length) break;
    }
    expect(received).toBe(answersTo(infoFrame()).length);
  });

  it('serves the client of @fobkit/client', async () => {
    const { binding } = rig();
    const device = await FobDevice.connect(serialLink({ ...options, binding }), nodeEnv);
    expect((await device.getInfo()).model).toBe('generic');
    await device.close();
  });

  it('gives each instance ports of its own', async () => {
    const { binding } = rig();
    expect((await binding.list()).map((port) => port.path)).toEqual([path]);
    expect(await new FobBinding().list()).toEqual([]);
  });

  it('refuses a path that is taken', () => {
    const { binding } = rig();
    expect(() => binding.attach(path, blankFob())).toThrow(RangeError);
  });

  it('reads short into the place it was given and keeps the rest', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    await port.write(Buffer.from(infoFrame()));
    const whole = Buffer.alloc(answersTo(infoFrame()).length + 10);
    const first = await port.read(whole, 3, 5);
    expect(first.bytesRead).toBe(5);
    expect(whole.subarray(0, 3)).toEqual(Buffer.alloc(3));
    const rest = await port.read(whole, 8, whole.length - 8);
    expect(rest.bytesRead).toBe(answersTo(infoFrame()).length - 5);
    await port.close();
  });

  it('refuses to read past the end of the buffer', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    await expect(port.read(Buffer.alloc(4), 2, 3)).rejects.toThrow('buffer is too small');
    await port.close();
  });

  it('lets a locked port be opened once and again after it is closed', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    await expect(binding.open(options)).rejects.toThrow('Cannot lock port');
    await expect(binding.open({ ...options, lock: false })).rejects.toThrow('Cannot lock port');
    await port.close();
    await (await binding.open(options)).close();
  });

  it('lets unlocked ports be opened twice', async () => {
    const { binding } = rig();
    const first = await binding.open({ ...options, lock: false });
    const second = await binding.open({ ...options, lock: false });
    expect([first.isOpen, second.isOpen]).toEqual([true, true]);
  });

  it('names a port that is not there as Linux does', async () => {
    const { binding } = rig();
    const gone = binding.open({ ...options, path: '/dev/fob9' });
    await expect(gone).rejects.toThrow('No such file or directory, cannot open /dev/fob9');
  });

  it('cancels a read under way when the port is closed', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    const read = port.read(Buffer.alloc(8), 0, 8);
    const refused = expect(read).rejects.toMatchObject({ canceled: true });
    await turn();
    await port.close();
    await refused;
    expect(port.isOpen).toBe(false);
    await expect(port.write(Buffer.alloc(1))).rejects.toThrow('Port is not open');
  });

  it('ends the stream with a disconnect when the fob leaves in the middle of a request', async () => {
    const { fob, binding } = rig();
    const port = new SerialPortStream({ binding, ...options });
    await once(port, 'open');
    port.resume();
    const closed = once(port, 'close');
    port.write(infoFrame().subarray(0, 6), () => {
      fob.unplug();
    });
    expect((await closed)[0]).toMatchObject({ disconnected: true });
    expect(port.isOpen).toBe(false);
  });

  it('hides a port while its fob is unplugged and has it back after the replug', async () => {
    const fob = blankFob();
    const binding = new FobBinding();
    const plug = binding.attach(path, fob, { serialNumber: 'x' });
    fob.unplug();
    expect(await binding.list()).toEqual([]);
    await expect(binding.open(options)).rejects.toThrow('No such file');
    plug.replug();
    expect(await binding.list()).toMatchObject([{ path, serialNumber: 'x' }]);
    await (await binding.open(options)).close();
  });

  it('forgets a port that is closed', async () => {
    const fob = blankFob();
    const binding = new FobBinding();
    await binding.attach(path, fob).close();
    expect(await binding.list()).toEqual([]);
    binding.attach(path, fob);
  });

  it('loses what the fob sends while nobody has the port open', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    await port.write(Buffer.from(infoFrame(1)));
    await port.close();
    const again = await binding.open(options);
    await again.write(Buffer.from(infoFrame(2)));
    const { bytesRead } = await again.read(Buffer.alloc(4096), 0, 4096);
    // Who closes the port ends the link: its first frame is preceded by 0x00 again.
    expect(bytesRead).toBe(answersTo(infoFrame(2)).length);
  });

  it('ends half a frame of a host that closes the port', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    await port.write(Buffer.from(infoFrame(1).subarray(0, 9)));
    await port.close();
    const again = await binding.open(options);
    await again.write(Buffer.from(infoFrame(2)));
    const { bytesRead } = await again.read(Buffer.alloc(4096), 0, 4096);
    expect(bytesRead).toBe(answersTo(infoFrame(2)).length);
  });

  it('makes a host that never reads wait, until it reads', async () => {
    const binding = new FobBinding();
    binding.attach(path, new Spouter(65_536));
    const port = await binding.open(options);
    await port.write(Buffer.of(1));
    let written = false;
    const held = port.write(Buffer.of(2)).then(() => {
      written = true;
    });
    await turn();
    expect(written).toBe(false);
    await port.read(Buffer.alloc(1), 0, 1);
    await held;
    await port.close();
  });

  it('takes modem lines, another speed, flush and drain', async () => {
    const { binding } = rig();
    const port = await binding.open(options);
    await port.set({ dtr: true, rts: false, brk: true });
    expect(await port.get()).toEqual({ cts: true, dsr: false, dcd: false });
    await port.update({ baudRate: 9600 });
    expect(await port.getBaudRate()).toEqual({ baudRate: 9600 });
    await expect(port.update({ baudRate: 0 })).rejects.toThrow(TypeError);
    await port.flush();
    await port.drain();
    await port.close();
  });
});
