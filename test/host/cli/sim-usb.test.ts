import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDevice, usbipPlace } from '../../support/usb/usbip-client.ts';
import { usbipList } from '../../support/usb/usbip-list.ts';
import { FobShell, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
afterAll(() => shell.close());

interface UsbUp extends Up {
  readonly busId: string;
  readonly usb: readonly string[];
}

/** A port that somebody has, and one that nobody has. */
async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function freePort(): Promise<number> {
  const { server, port } = await listening();
  server.close();
  await once(server, 'close');
  return port;
}

function errorIn(stdout: string): { code: string; message: string } {
  return (JSON.parse(stdout) as { error: { code: string; message: string } }).error;
}

describe('an emulated Nitrokey that is only on USB', () => {
  it('is told to be attached by whoever looks for a Nitrokey', async () => {
    const up = await shell.json<UsbUp>(['sim', 'up', '--profile', 'nitrokey-pro', '--usbip', '0']);
    const card = up.deviceId.slice(-8);
    for (const words of [['slots'], ['info', '--device', `nitrokey:${card}`]]) {
      const { status, stdout } = await shell.run([...words, '--json']);
      expect(status).toBe(3);
      expect(errorIn(stdout)).toMatchObject({ code: 'not-attached' });
      expect(errorIn(stdout).message).toContain(`fob sim attach --id ${up.deviceId}`);
    }
    const other = await shell.run(['info', '--device', 'nitrokey:1', '--json']);
    expect(errorIn(other.stdout).code).toBe('not-found');
    await shell.run(['sim', 'down', '--id', up.deviceId]);
  });
});

describe('an emulated fob that is only on USB', () => {
  let up: UsbUp;
  beforeAll(async () => {
    up = await shell.json<UsbUp>(['sim', 'up', '--usbip', '0']);
  });

  it('is told to be attached, named or not', async () => {
    const mend = `fob sim attach --id ${up.deviceId}`;
    for (const named of [[], ['--device', `sim:${up.deviceId}`]]) {
      const { status, stdout } = await shell.run(['code', ...named, '--json']);
      expect(status).toBe(3);
      expect(errorIn(stdout)).toMatchObject({ code: 'not-attached' });
      expect(errorIn(stdout).message).toContain(mend);
    }
    expect((await shell.run(['list'])).stderr).toContain(mend);
  });

  it('is under control, and has to be plugged in to be attached', async () => {
    const { plugged, usb } = await shell.json<UsbUp & { plugged: boolean }>(['sim', 'unplug']);
    expect([plugged, usb]).toEqual([false, up.usb]);
    const { status, stderr } = await shell.run(['sim', 'attach']);
    expect(status).toBe(3);
    expect(stderr).toContain('fob sim replug');
    expect((await shell.json<{ plugged: boolean }>(['sim', 'replug'])).plugged).toBe(true);
  });

  it('that is not attached is not detached', async () => {
    const { status, stdout } = await shell.run(['sim', 'detach', '--json']);
    expect([status, errorIn(stdout).code]).toEqual([3, 'not-attached']);
    expect(await shell.json(['sim', 'detach', '--all'])).toEqual({ detached: [] });
  });

  it('is told to whoever wants its port', async () => {
    const { port } = usbipPlace(up.usb[0] ?? '');
    const { status, stdout } = await shell.run(['sim', 'up', '--usbip', String(port), '--json']);
    expect(status).toBe(3);
    const { code, message } = errorIn(stdout);
    expect(code).toBe('port-in-use');
    expect(message).toContain(`${up.deviceId} (process ${String(up.pid)})`);
  });
});

describe('fob sim up --usbip', () => {
  it('lists bus ids beside the links; usbip list -r shows every fob', async () => {
    const port = await freePort();
    const words = ['sim', 'up', '--usbip', `127.0.0.1:${String(port)}`, '--count', '3'];
    const fobs = await shell.json<readonly UsbUp[]>(words);
    expect(fobs.map(({ busId }) => busId)).toEqual(['1-1', '1-2', '1-3']);
    for (const { busId, links, usb } of fobs) {
      expect([links, usb]).toEqual([[], [`usbip:127.0.0.1:${String(port)}/${busId}`]]);
    }
    const names = ['deviceId', 'profile', 'links', 'busId', 'usb', 'control', 'tokenFile', 'pid'];
    expect(Object.keys(fobs[0] ?? {})).toEqual(names);
    const ids = ['1-1 1209:f0b1', '1-2 1209:f0b1', '1-3 1209:f0b1'];
    expect(await usbipList(port)).toEqual(ids);
    const { stdout } = await shell.run(['sim', 'list']);
    expect(stdout).toContain(`usbip:127.0.0.1:${String(port)}/1-2`);
  });

  it('leaves several fobs to be named when one is attached', async () => {
    const { status, stderr } = await shell.run(['sim', 'attach']);
    expect(status).toBe(3);
    expect(stderr).toContain('say which with --id, or --all');
    const both = ['sim', 'attach', '--all', '--id', '0102030405060708'];
    expect((await shell.run(both)).status).toBe(2);
  });

  it('goes with other plugs, all of them in use at once', async () => {
    const words = ['sim', 'up', '--usbip', '0', '--tcp', '--usbredir'];
    const { deviceId, links, usb } = await shell.json<UsbUp>(words);
    expect(links.map((url) => url.split(':')[0])).toEqual(['tcp']);
    expect(usb.map((url) => url.split(':')[0])).toEqual(['usbip', 'usbredir']);
    const place = usbipPlace(usb[0] ?? '');
    const host = await importDevice(place, place.busId);
    const info = ['info', '--device', links[0] ?? ''];
    expect((await shell.json<{ deviceId: string }>(info)).deviceId).toBe(deviceId);
    await shell.json(['sim', 'unplug', '--id', deviceId]);
    await host.closed;
    await shell.json(['sim', 'replug', '--id', deviceId]);
    expect(await usbipList(place.port)).toEqual(['1-1 1209:f0b1']);
  });

  it('tells that another program has the port', async () => {
    const { server, port } = await listening();
    const { status, stderr } = await shell.run(['sim', 'up', '--usbip', String(port)]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/address already in use by another program.*0 for any free one/);
    server.close();
  });

  it('warns of an address that others reach', async () => {
    const { stderr } = await shell.run(['sim', 'up', '--usbip', '0.0.0.0:0', '--usbredir']);
    expect(stderr).toMatch(/^Anybody on the network who reaches 0\.0\.0\.0 can talk to this fob/);
  });

  it('wants a fob type with USB', async () => {
    const words = ['sim', 'up', '--profile', 'sid700', '--usbip', '0', '--json'];
    const { status, stdout } = await shell.run(words);
    expect(status).toBe(2);
    expect(errorIn(stdout).message).toBe('profile sid700 has no USB, which usbip wants');
  });
});

it('fob sim up --usbredir gives several fobs no port together, as each wants its own', async () => {
  const { status } = await shell.run(['sim', 'up', '--usbredir', '4000', '--count', '2']);
  expect(status).toBe(2);
});

it('fob sim attach wants a fob that is served by USB/IP', async () => {
  const { deviceId } = await shell.json<Up>(['sim', 'up', '--tcp']);
  const { status, stdout } = await shell.run(['sim', 'attach', '--id', deviceId, '--json']);
  expect([status, errorIn(stdout).code]).toEqual([3, 'not-served']);
});
