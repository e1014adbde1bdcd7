import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FobDevice, LinkLostError, parseDeviceUrl } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { openTcpPlug, type Plug, type TcpPlugOptions } from '@fobkit/firmware-sim/plug';
import { afterEach, describe, expect, it } from 'vitest';
import { blankFob } from '../../support/raw-host.ts';
import { infoFrame, settled, Spouter } from './plug-support.ts';

const plugs: Plug[] = [];
const sockets: Socket[] = [];

async function plug(fob = blankFob(), options: TcpPlugOptions = {}): Promise<Plug> {
  const made = await openTcpPlug(fob, options);
  plugs.push(made);
  return made;
}

function dial(url: string): Socket {
  const parsed = parseDeviceUrl(url);
  if (parsed.kind !== 'tcp') throw new Error(url);
  const socket = connect({ host: parsed.host, port: parsed.port });
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.resume();
    socket.on('close', () => {
      resolve();
    });
  });
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const made of plugs.splice(0)) await made.close();
});

describe('openTcpPlug', () => {
  it('answers the client, and again when it comes back', async () => {
    const { url } = await plug();
    for (let i = 0; i < 2; i++) {
      const device = await FobDevice.connect(linkTo(url), nodeEnv);
      await device.close();
    }
  });

  it('ends half a frame of a client that hangs up ([SER-16])', async () => {
    const { url } = await plug();
    const first = dial(url);
    await once(first, 'connect');
    first.end(infoFrame().subarray(0, 9));
    await closed(first);
    const device = await FobDevice.connect(linkTo(url), nodeEnv);
    expect(device.counters.resent).toBe(0);
    await device.close();
  });

  it('listens on loopback, on a port of its own for each fob', async () => {
    const urls = [(await plug()).url, (await plug()).url];
    expect(urls[0]).toMatch(/^tcp:127\.0\.0\.1:\d+$/);
    expect(urls[0]).not.toBe(urls[1]);
  });

  it('writes an IPv6 address in brackets', async () => {
    expect((await plug(blankFob(), { host: '::1' })).url).toMatch(/^tcp:\[::1\]:\d+$/);
  });

  it('rejects when the port is taken', async () => {
    const port = Number(/\d+$/.exec((await plug()).url)?.[0]);
    await expect(plug(blankFob(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('resets a second host and goes on with the first', async () => {
    const { url } = await plug();
    const first = await FobDevice.connect(linkTo(url), nodeEnv);
    const second = dial(url);
    await closed(second);
    expect((await first.getInfo()).model).toBe('generic');
    await first.close();
  });

  it('drops a host whose fob leaves in the middle of a request', async () => {
    const fob = blankFob();
    const { url } = await plug(fob);
    const socket = dial(url);
    const noted = new Promise<void>((resolve) => {
      fob.observe(({ kind }) => {
        if (kind === 'bytes') resolve();
      });
    });
    socket.write(infoFrame().subarray(0, 6));
    await noted;
    fob.unplug();
    await closed(socket);
  });

  it('resets everybody while the fob is unplugged and serves again after the replug', async () => {
    const fob = blankFob();
    const made = await plug(fob);
    fob.unplug();
    await closed(dial(made.url));
    made.replug();
    const device = await FobDevice.connect(linkTo(made.url), nodeEnv);
    fob.unplug();
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    await device.close();
  });

  it('stops hearing a host that does not read', async () => {
    const spouter = new Spouter(1 << 18);
    const made = await openTcpPlug(spouter);
    plugs.push(made);
    const socket = dial(made.url);
    socket.pause();
    await once(socket, 'connect');
    const asked = 16 << 20;
    socket.write(new Uint8Array(asked));
    expect(await settled(() => spouter.heard)).toBeLessThan(asked);
    socket.resume();
    await once(socket, 'drain');
  });
});
