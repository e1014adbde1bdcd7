import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openUsbredirPlug, type UsbredirPlug } from '@fobkit/firmware-sim/plug';
import { describe, expect, it } from 'vitest';
import { dial } from '../../../support/usb/socket-reader.ts';
import { ALL_CAPS, CAP, fields, redirPlace, T } from '../../../support/usb/usbredir-guest.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { guestOf, openPlug } from './usbredir-support.ts';

const GET_DEVICE = [0x80, 6, 0x0100, 0, 18] as const;

describe('openUsbredirPlug', () => {
  it('listens on loopback, on a port of its own for each fob', async () => {
    const urls = [(await openPlug(new FakeUsb())).url, (await openPlug(new FakeUsb())).url];
    expect(urls[0]).toMatch(/^usbredir:127\.0\.0\.1:\d+$/);
    expect(urls[0]).not.toBe(urls[1]);
  });

  it('rejects when the port is taken', async () => {
    const { url } = await openPlug(new FakeUsb());
    const port = Number(/\d+$/.exec(url)?.[0]);
    await expect(openPlug(new FakeUsb(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('listens on a Unix socket, which goes with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-'));
    try {
      const path = join(folder, 'redir');
      const plug = await openPlug(new FakeUsb(), { path });
      expect(plug.url).toBe(`usbredir:${path}`);
      const guest = await guestOf(plug);
      await guest.device();
      await expect(openPlug(new FakeUsb(), { path })).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await plug.close();
      expect(() => statSync(path)).toThrow('ENOENT');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a guest', () => {
  it('is told hello with what QEMU wants of an xHCI device', async () => {
    const guest = await guestOf(await openPlug(new FakeUsb()));
    expect(guest.version).toBe('fobkit');
    const wanted = [CAP.epInfoMaxPacketSize, CAP.ids64bits, CAP.bulkLength32bits];
    for (const bit of wanted) expect((guest.hostCapabilities >> bit) & 1).toBe(1);
  });

  it('is told endpoints, interfaces and device, in this order', async () => {
    const guest = await guestOf(await openPlug(new FakeUsb()));
    const info = (await guest.next()).body;
    expect(info).toHaveLength(32 * 3 + 64);
    const slot = (n: number): number[] => [
      info.readUInt8(n),
      info.readUInt8(32 + n),
      info.readUInt8(64 + n),
      info.readUInt16LE(96 + 2 * n),
    ];
    // Type, interval, interface and packet size; 0 is control, 2 bulk, 3 interrupt, 255 nothing.
    expect([slot(0), slot(1), slot(2), slot(3), slot(4)]).toEqual([
      [0, 0, 0, 64],
      [3, 2, 0, 64],
      [255, 0, 0, 0],
      [2, 0, 2, 64],
      [2, 0, 3, 64],
    ]);
    expect([slot(16), slot(17), slot(18), slot(19), slot(20), slot(21)]).toEqual([
      [0, 0, 0, 64],
      [3, 2, 0, 64],
      [3, 16, 1, 16],
      [2, 0, 2, 64],
      [2, 0, 3, 64],
      [255, 0, 0, 0],
    ]);
    const interfaces = (await guest.next()).body;
    expect(interfaces).toHaveLength(4 + 4 * 32);
    expect(interfaces.readUInt32LE(0)).toBe(4);
    expect([...interfaces.subarray(4, 8)]).toEqual([0, 1, 2, 3]);
    expect([...interfaces.subarray(36, 40)]).toEqual([3, 2, 10, 255]);
    expect([...interfaces.subarray(68, 72)]).toEqual([0, 2, 0, 0]);
    const connect = await guest.next();
    expect(connect.type).toBe(T.deviceConnect);
    expect(connect.body.toString('hex')).toBe('01' + 'ef0201' + '0912' + 'b1f0' + '2301');
  });

  it('finds the fob as freshly plugged in', async () => {
    const fob = new FakeUsb();
    const guest = await guestOf(await openPlug(fob));
    await guest.device();
    expect(fob.log).toEqual(['reset', 'address 1']);
  });

  it('without capabilities is told in short packets with short ids', async () => {
    const guest = await guestOf(await openPlug(new FakeUsb()), 0);
    expect((await guest.next()).body).toHaveLength(96);
    expect((await guest.next()).body).toHaveLength(132);
    expect((await guest.next()).body).toHaveLength(8);
    expect((await guest.control(7, GET_DEVICE)).data).toHaveLength(18);
    guest.send(T.bulkPacket, 8, fields(0x03, 0, [2, 2], [4, 0], 1, 2));
    expect((await guest.nextOf(T.bulkPacket)).body.toString('hex')).toBe('0300020000000000');
  });

  it('may connect again and again, however quickly', async () => {
    const plug = await openPlug(new FakeUsb());
    for (let round = 0; round < 20; round++) {
      const guest = await guestOf(plug);
      await guest.device();
      guest.close();
    }
  });

  it('is told of when it says hello and when it is gone', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const plug = await openPlug(new FakeUsb(), {
      onAttach: ({ attached }) => told.push(`attach ${attached}`),
      onDetach: ({ attached }) => {
        told.push(`detach ${attached}`);
        resolve(undefined);
      },
    });
    const guest = await guestOf(plug);
    await guest.device();
    guest.close();
    await promise;
    expect(told).toEqual(['attach true', 'detach false']);
  });

  it('leaves nothing behind in the fob', async () => {
    const fob = new FakeUsb();
    const gone = Promise.withResolvers<undefined>();
    const plug = await openPlug(fob, {
      onDetach: () => {
        gone.resolve(undefined);
      },
    });
    const ended: string[] = [];
    plug.observe((event) => {
      if (event.kind === 'complete') ended.push(`${event.urb.endpoint} ${event.result.status}`);
    });
    const guest = await guestOf(plug);
    await guest.device();
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    await guest.nextOf(T.interruptReceivingStatus);
    guest.send(T.bulkPacket, 1, fields(0x83, 0, [2, 64], [4, 0], [2, 0]));
    await guest.control(2, GET_DEVICE);
    expect(plug.pending).toEqual({ count: 1, bytes: 64 });
    guest.close();
    await gone.promise;
    expect(ended.slice(-2).sort()).toEqual(['129 cancelled', '131 cancelled']);
    expect(fob.log.at(-1)).toBe('reset');
    const next = await guestOf(plug);
    await next.device();
    expect(plug.pending).toEqual({ count: 0, bytes: 0 });
    expect(fob.log.filter((line) => line === 'reset').length).toBeGreaterThanOrEqual(2);
  });

  it('is reset while another one has the fob', async () => {
    const plug = await openPlug(new FakeUsb());
    const first = await guestOf(plug);
    await first.device();
    const second = await dial(redirPlace(plug.url));
    await second.closed;
    expect((await first.control(1, GET_DEVICE)).status).toBe(0);
  });
});

describe('unplugging', () => {
  async function connected(capabilities = ALL_CAPS): Promise<{
    fob: FakeUsb;
    plug: UsbredirPlug;
    guest: Awaited<ReturnType<typeof guestOf>>;
  }> {
    const fob = new FakeUsb();
    const plug = await openPlug(fob);
    const guest = await guestOf(plug, capabilities);
    await guest.device();
    return { fob, plug, guest };
  }

  it('disconnects the device, keeps the connection, and a replug connects it again', async () => {
    const { fob, plug, guest } = await connected();
    fob.unplug();
    expect(await guest.next()).toMatchObject({ type: T.deviceDisconnect, id: 0n });
    expect(plug.plugged).toBe(false);
    guest.send(T.deviceDisconnectAck, 0);
    plug.replug();
    await guest.device();
    expect((await guest.control(1, GET_DEVICE)).status).toBe(0);
  });

  it('has the device come back only when the guest has forgotten the one before', async () => {
    const { fob, plug, guest } = await connected();
    fob.unplug();
    await guest.nextOf(T.deviceDisconnect);
    plug.replug();
    fob.log.length = 0;
    guest.send(T.bulkPacket, 9, fields(0x03, 0, [2, 1], [4, 0], [2, 0], 0xaa));
    guest.send(T.deviceDisconnectAck, 0);
    await guest.device();
    expect(fob.log).toEqual(['reset', 'address 1']);
  });

  it('does not wait for a guest that cannot acknowledge', async () => {
    const { fob, plug, guest } = await connected(ALL_CAPS & ~(1 << CAP.deviceDisconnectAck));
    fob.unplug();
    await guest.nextOf(T.deviceDisconnect);
    plug.replug();
    await guest.device();
  });

  it('cancels what is under way, ahead of the disconnect', async () => {
    const { fob, guest } = await connected();
    guest.send(T.bulkPacket, 5, fields(0x83, 0, [2, 64], [4, 0], [2, 0]));
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    await guest.nextOf(T.interruptReceivingStatus);
    fob.unplug();
    const cancelled = await guest.next();
    expect([cancelled.type, cancelled.id, cancelled.body.readUInt8(1)]).toEqual([
      T.bulkPacket,
      5n,
      1,
    ]);
    expect((await guest.next()).type).toBe(T.deviceDisconnect);
  });

  it('leaves a guest that connects meanwhile without a device, until the replug', async () => {
    const fob = new FakeUsb();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const plug = await openPlug(fob, {
      onAttach: () => {
        resolve(undefined);
      },
    });
    fob.unplug();
    const guest = await guestOf(plug);
    await promise;
    expect(plug.attached).toBe(true);
    plug.replug();
    await guest.device();
  });
});

describe('closing', () => {
  it('ends the connection and takes the fob off', async () => {
    const fob = new FakeUsb();
    const plug = await openUsbredirPlug(fob);
    const guest = await guestOf(plug);
    await plug.close();
    await guest.closed;
    expect([plug.plugged, fob.plugged]).toEqual([false, false]);
  });
});
