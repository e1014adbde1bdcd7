import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { ImportRefused, listDevices, usbipPlace } from '../../../support/usb/usbip-client.ts';
import { turn } from '../plug-support.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { attach, placeOf, serve } from './usbip-support.ts';

/** GET_DESCRIPTOR of the device. */
const GET_DEVICE = [0x80, 6, 0, 1, 0, 0, 18, 0];

describe('openUsbipServer', () => {
  it('listens on loopback, on a free port unless told which', async () => {
    const first = await serve();
    expect(first.place).toMatch(/^127\.0\.0\.1:\d+$/);
    expect((await serve()).place).not.toBe(first.place);
  });

  it('writes an IPv6 address in brackets', async () => {
    const server = await serve({ host: '::1' });
    const plug = server.export(new FakeUsb());
    expect(plug.url).toMatch(/^usbip:\[::1\]:\d+\/1-1$/);
    expect(await listDevices(usbipPlace(plug.url))).toHaveLength(1);
  });

  it('rejects when the port is taken', async () => {
    const { port } = await serve();
    await expect(serve({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('ends its connections when it is closed, and takes every fob off its port', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    server.export(fob);
    const host = await attach(server);
    await server.close();
    await host.closed;
    expect(fob.plugged).toBe(false);
    expect(() => server.export(fob)).toThrow(UsageError);
  });
});

describe('export', () => {
  it('gives each fob a bus id of its own', async () => {
    const server = await serve();
    const plugs = [1, 2, 3].map(() => server.export(new FakeUsb()));
    expect(plugs.map(({ busId }) => busId)).toEqual(['1-1', '1-2', '1-3']);
    expect(plugs[1]?.url).toBe(`usbip:${server.place}/1-2`);
  });

  it('goes on with a second bus behind address 127', async () => {
    const server = await serve();
    const plugs = Array.from({ length: 127 }, () => server.export(new FakeUsb()));
    expect(plugs.slice(-2).map(({ busId }) => busId)).toEqual(['1-126', '2-1']);
    expect(plugs.at(-2)?.device?.deviceNumber).toBe(127);
  });

  it('takes a bus id, unless it is taken or none', async () => {
    const server = await serve();
    expect(server.export(new FakeUsb(), { busId: '7-3' }).busId).toBe('7-3');
    for (const busId of ['7-3', '1', '0-1', '1-0', '1-127', '1-1.2', '99999-1', '1-1\n']) {
      expect(() => server.export(new FakeUsb(), { busId })).toThrow(UsageError);
    }
  });

  it('gives the bus id of a closed plug to the next', async () => {
    const server = await serve();
    await server.export(new FakeUsb()).close();
    expect(server.export(new FakeUsb()).busId).toBe('1-1');
  });
});

describe('a list', () => {
  it('has every fob that can be attached, with its interfaces', async () => {
    const server = await serve();
    const plugs = [server.export(new FakeUsb()), server.export(new FakeUsb())];
    const listed = await listDevices(placeOf(server));
    expect(listed.map(({ busId }) => busId)).toEqual(['1-1', '1-2']);
    expect(plugs[1]?.device?.busId).toBe('1-2');
    expect(listed[1]).toEqual({
      path: '/sys/devices/platform/fobkit/usb1/1-2',
      busId: '1-2',
      busNumber: 1,
      deviceNumber: 3,
      speed: 2,
      vendorId: 0x1209,
      productId: 0xf0b1,
      deviceVersion: 0x0123,
      deviceClass: [0xef, 2, 1],
      configuration: 1,
      configurationCount: 1,
      interfaceCount: 4,
      interfaces: [
        [3, 0, 0],
        [2, 2, 0],
        [10, 0, 0],
        [255, 0, 0],
      ],
    });
  });

  it('has no fob that is unplugged or attached', async () => {
    const server = await serve();
    const fobs = [1, 2, 3].map(() => new FakeUsb());
    for (const fob of fobs) server.export(fob);
    fobs[0]?.unplug();
    await attach(server, '1-2');
    expect((await listDevices(placeOf(server))).map(({ busId }) => busId)).toEqual(['1-3']);
  });
});

describe('an import', () => {
  it('gives the device at the first try', async () => {
    const server = await serve();
    server.export(new FakeUsb());
    const host = await attach(server);
    expect(host.device).toMatchObject({ busId: '1-1', busNumber: 1, deviceNumber: 2, speed: 2 });
    expect((await host.control(GET_DEVICE)).data).toHaveLength(18);
  });

  it('finds the fob as freshly plugged in, at the address that the client is told', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    server.export(fob);
    const host = await attach(server);
    await host.control([0x00, 9, 1, 0, 0, 0, 0, 0]);
    expect(fob.log).toEqual(['reset', 'address 2', 'configure 1']);
  });

  it('refuses a bus id that is not there, and one whose fob is unplugged', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    server.export(fob);
    fob.unplug();
    await expect(attach(server, '1-1')).rejects.toEqual(new ImportRefused(4));
    await expect(attach(server, '1-2')).rejects.toEqual(new ImportRefused(4));
    await expect(attach(server, '')).rejects.toEqual(new ImportRefused(4));
  });

  it('refuses a device that another client has, who keeps it', async () => {
    const server = await serve();
    server.export(new FakeUsb());
    const host = await attach(server);
    await expect(attach(server)).rejects.toEqual(new ImportRefused(2));
    expect((await host.control(GET_DEVICE)).status).toBe(0);
  });

  it('works again and again after a detach, however quickly', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    server.export(fob);
    for (let round = 0; round < 20; round++) {
      const host = await attach(server);
      expect((await host.control(GET_DEVICE)).status).toBe(0);
      host.close();
    }
  });

  it('tells who attaches and detaches', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const server = await serve({
      onAttach: ({ busId, attached }) => told.push(`attach ${busId} ${attached}`),
      onDetach: ({ busId, attached }) => {
        told.push(`detach ${busId} ${attached}`);
        resolve(undefined);
      },
    });
    server.export(new FakeUsb());
    (await attach(server)).close();
    await promise;
    expect(told).toEqual(['attach 1-1 true', 'detach 1-1 false']);
  });
});

describe('unplugging', () => {
  it('closes the connection of the client that has the fob, and no other', async () => {
    const server = await serve();
    const fobs = [new FakeUsb(), new FakeUsb()];
    const plugs = fobs.map((fob) => server.export(fob));
    const [first, second] = [await attach(server, '1-1'), await attach(server, '1-2')];
    const waiting = first.submit({ direction: 1, endpoint: 1, length: 64 });
    await first.control(GET_DEVICE);
    fobs[0]?.unplug();
    await first.closed;
    // A driver that is told of each transfer first would try again, and complain.
    expect(await waiting.reply).toBeUndefined();
    expect(plugs.map(({ plugged }) => plugged)).toEqual([false, true]);
    expect((await second.control(GET_DEVICE)).status).toBe(0);
  });

  it('is over after a replug: the fob can be imported under its bus id', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    const plug = server.export(fob);
    const before = await attach(server);
    fob.unplug();
    await before.closed;
    plug.replug();
    const host = await attach(server);
    expect((await host.control(GET_DEVICE)).status).toBe(0);
  });

  it('leaves nothing of the client in the fob: it is reset when the client goes', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const server = await serve({
      onDetach: () => {
        resolve(undefined);
      },
    });
    const fob = new FakeUsb();
    const plug = server.export(fob);
    const host = await attach(server);
    void host.submit({ direction: 1, endpoint: 1, length: 64 });
    await host.control(GET_DEVICE);
    expect(plug.pending).toEqual({ count: 1, bytes: 64 });
    host.close();
    await promise;
    expect(fob.log.at(-1)).toBe('reset');
    await turn();
    expect(plug.pending).toEqual({ count: 0, bytes: 0 });
  });
});

describe('a plug', () => {
  it('shows every transfer to those who capture', async () => {
    const server = await serve();
    const plug = server.export(new FakeUsb());
    const host = await attach(server);
    const seen: string[] = [];
    const stop = plug.observe((event) => seen.push(event.kind));
    await host.control(GET_DEVICE);
    stop();
    await host.control(GET_DEVICE);
    expect(seen).toEqual(['submit', 'complete']);
  });
});
