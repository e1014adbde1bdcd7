import { once } from 'node:events';
import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FobDevice, LinkLostError } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { openPtyPlug, type PtyPlug } from '@fobkit/firmware-sim/plug';
import { autoDetect } from '@serialport/bindings-cpp';
import { SerialPortStream } from '@serialport/stream';
import { afterEach, describe, expect, it } from 'vitest';
import { blankFob } from '../../support/raw-host.ts';
import { answersTo, infoFrame, settled, Spouter } from './plug-support.ts';

const plugs: PtyPlug[] = [];

async function plug(
  fob = blankFob(),
  options: Parameters<typeof openPtyPlug>[1] = {},
): Promise<PtyPlug> {
  const made = await openPtyPlug(fob, options);
  plugs.push(made);
  return made;
}

function openPort(path: string): SerialPortStream {
  return new SerialPortStream({ binding: autoDetect(), path, baudRate: 115_200 });
}

const pathOf = (made: PtyPlug): string => made.url.slice('serial:'.length);

function collect(port: SerialPortStream, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let received = 0;
    port.resume();
    port.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      if (received >= length) resolve(Buffer.concat(chunks));
    });
  });
}

function close(port: SerialPortStream): Promise<unknown> {
  return new Promise((resolve) => {
    port.close(resolve);
  });
}

afterEach(async () => {
  for (const made of plugs.splice(0)) await made.close();
});

describe.skipIf(process.platform === 'win32')('openPtyPlug', () => {
  it('answers through the native serialport binding', async () => {
    const device = await FobDevice.connect(linkTo((await plug()).url), nodeEnv);
    expect((await device.getInfo()).model).toBe('generic');
    await device.close();
  });

  it('lives on when a host closes and opens it again', async () => {
    const { url } = await plug();
    for (let i = 0; i < 3; i++) {
      const device = await FobDevice.connect(linkTo(url), nodeEnv);
      await device.close();
    }
  });

  it('gives several fobs terminals of their own', async () => {
    const made = [await plug(), await plug(), await plug()];
    expect(new Set(made.map((one) => one.url)).size).toBe(3);
  });

  it('carries a burst of requests and all their answers', async () => {
    const port = openPort(pathOf(await plug()));
    await once(port, 'open');
    const requests = Array.from({ length: 300 }, (_, i) => infoFrame(i % 256));
    const wanted = answersTo(...requests);
    port.write(Buffer.concat(requests));
    expect((await collect(port, wanted.length)).equals(wanted)).toBe(true);
    await close(port);
  });

  it('holds what the fob says for a host that reads late, and loses none of it', async () => {
    const spouter = new Spouter(100_000);
    const made = await openPtyPlug(spouter);
    plugs.push(made);
    const port = openPort(pathOf(made));
    await once(port, 'open');
    port.pause();
    port.write(Uint8Array.of(1));
    await settled(() => spouter.heard);
    expect((await collect(port, 100_000)).equals(Buffer.alloc(100_000))).toBe(true);
    await close(port);
  });

  it('ends a port whose fob leaves in the middle of a request', async () => {
    const fob = blankFob();
    const port = openPort(pathOf(await plug(fob)));
    await once(port, 'open');
    port.resume();
    const closed = once(port, 'close');
    port.write(infoFrame().subarray(0, 6), () => {
      port.drain(() => {
        fob.unplug();
      });
    });
    expect((await closed)[0]).toMatchObject({ disconnected: true });
  });

  it('tells the client that the fob left', async () => {
    const fob = blankFob();
    const device = await FobDevice.connect(linkTo((await plug(fob)).url), nodeEnv);
    fob.unplug();
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    await device.close();
  });

  it('opens a terminal under the same symbolic link after a replug', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-pty-'));
    const symlink = join(folder, 'made', 'fob');
    const fob = blankFob();
    const made = await plug(fob, { symlink });
    expect(readlinkSync(symlink)).toBe(pathOf(made));
    fob.unplug();
    expect(made.plugged).toBe(false);
    made.replug();
    expect(readlinkSync(symlink)).toBe(pathOf(made));
    const device = await FobDevice.connect(linkTo(`serial:${symlink}`), nodeEnv);
    await device.close();
    await made.close();
    expect(existsSync(symlink)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('takes the terminal away when it is closed', async () => {
    const fob = blankFob();
    const made = await openPtyPlug(fob);
    await made.close();
    expect(existsSync(pathOf(made))).toBe(false);
    made.replug();
    expect(made.plugged).toBe(true);
    await made.close();
  });
});
