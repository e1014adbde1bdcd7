import type { UsbipServer } from '@fobkit/firmware-sim/plug';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SocketReader } from '../../../support/usb/socket-reader.ts';
import {
  importRequest,
  operation,
  submitCommand,
  type SubmitFields,
  unlinkCommand,
} from '../../../support/usb/usbip-client.ts';
import { settled, turn } from '../plug-support.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { attach, serve, stranger } from './usbip-support.ts';

/** `devid` of the device 1-1. */
const DEVICE = 0x0001_0002;
const STATUS = [0x80, 0, 0, 0, 0, 0, 2, 0];

/** A connection that has attached 1-1, for any bytes. */
async function client(server: UsbipServer): Promise<SocketReader> {
  const reader = await stranger(server);
  reader.socket.write(importRequest('1-1'));
  expect((await reader.read(0x140)).readUInt32BE(4)).toBe(0);
  return reader;
}

function submit(fields: Partial<SubmitFields>): Buffer {
  return submitCommand({ seqnum: 1, deviceId: DEVICE, direction: 1, endpoint: 3, ...fields });
}

/** What the fob is worth after all that: the next client attaches it at once and talks to it. */
async function expectUnharmed(server: UsbipServer): Promise<void> {
  const host = await attach(server);
  expect((await host.control([0x80, 6, 0, 1, 0, 0, 18, 0])).data).toHaveLength(18);
  expect((await host.out(4, Uint8Array.of(1, 2))).status).toBe(0);
  expect([...(await host.in(4, 64)).data]).toEqual([1, 2]);
}

/** Time passes, in the test's own clock, until the server has closed the connection. */
async function waitedFor({ socket }: SocketReader): Promise<void> {
  for (let turns = 0; !socket.closed && turns < 100_000; turns++) {
    vi.advanceTimersByTime(5_000);
    await turn();
  }
  expect(socket.closed).toBe(true);
}

function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}
afterEach(() => {
  vi.useRealTimers();
});

describe('a connection is closed, and the fob is unharmed, when its peer', () => {
  it.each<[string, Buffer]>([
    ['speaks another version', operation(0x8003, 0x0106)],
    ['asks for an operation that is none', operation(0x8001)],
    ['speaks another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s', async (_, bytes) => {
    const problems: string[] = [];
    const server = await serve({ onProblem: (problem) => problems.push(problem) });
    server.export(new FakeUsb());
    const reader = await stranger(server);
    reader.socket.write(bytes);
    await reader.closed;
    expect(problems).toHaveLength(1);
    await expectUnharmed(server);
  });

  it.each<[string, Buffer]>([
    ['sends a command that is none', Buffer.alloc(48, 0xff)],
    ['asks for another device', submit({ deviceId: DEVICE + 1 })],
    ['unlinks in another device', unlinkCommand(2, 0, 1)],
    ['announces 4 GiB', submit({ direction: 0, length: 0xffff_ffff })],
    ['announces a negative length', submit({ direction: 0, length: -1 })],
    ['has room for gigabytes', submit({ length: 0x7fff_ffff })],
    ['announces 2³² isochronous packets', submit({ packetCount: 0xffff_fffe })],
    ['says a direction that is none', submit({ direction: 7 })],
    ['uses a seqnum that is in use', Buffer.concat([submit({}), submit({})])],
    ['unlinks by a seqnum in use', Buffer.concat([submit({}), unlinkCommand(1, DEVICE, 1)])],
  ])('%s', async (_, bytes) => {
    const problems: string[] = [];
    const server = await serve({ onProblem: (problem) => problems.push(problem) });
    server.export(new FakeUsb());
    const reader = await client(server);
    reader.socket.write(bytes);
    await reader.closed;
    expect(problems).toHaveLength(1);
    await expectUnharmed(server);
  });

  it.each<[string, Buffer]>([
    ['stops in the middle of an operation', importRequest('1-1').subarray(0, 20)],
    ['says nothing', Buffer.alloc(0)],
    ['says little', Buffer.from([1])],
  ])('%s, after a while', async (_, bytes) => {
    stopClock();
    const server = await serve();
    server.export(new FakeUsb());
    const reader = await stranger(server);
    reader.socket.write(bytes);
    await waitedFor(reader);
    await expectUnharmed(server);
  });

  it.each<[string, Buffer]>([
    ['leaves in the middle of a header', submit({}).subarray(0, 30)],
    ['leaves in the middle of its data', submit({ direction: 0, length: 100 })],
    ['leaves with transfers under way', Buffer.concat([1, 2].map((n) => submit({ seqnum: n })))],
  ])('%s', async (_, bytes) => {
    const server = await serve();
    server.export(new FakeUsb());
    const reader = await client(server);
    reader.socket.end(bytes);
    await reader.closed;
    await expectUnharmed(server);
  });
});

describe('the server', () => {
  it('keeps a client that stops in mid-header from nobody but itself', async () => {
    const server = await serve();
    server.export(new FakeUsb());
    server.export(new FakeUsb());
    (await client(server)).socket.write(submit({}).subarray(0, 30));
    const host = await attach(server, '1-2');
    expect((await host.control(STATUS)).status).toBe(-32);
  });

  it('lets a client that attached be silent for as long as it likes', async () => {
    stopClock();
    const server = await serve();
    server.export(new FakeUsb());
    const host = await attach(server);
    await waitedFor(await stranger(server));
    expect((await host.control(STATUS)).status).toBe(-32);
  });

  it('drops the oldest of too many connections that say nothing', async () => {
    const server = await serve();
    server.export(new FakeUsb());
    const first = await stranger(server);
    for (let n = 0; n < 32; n++) await stranger(server);
    await first.closed;
    await expectUnharmed(server);
  });

  it('refuses transfers above what it holds at once, and does the others', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    const plug = server.export(fob);
    const host = await attach(server);
    const length = 1 << 20;
    const all = Array.from({ length: 17 }, () =>
      host.submit({ direction: 1, endpoint: 3, length }),
    );
    expect(await all[16]?.reply).toMatchObject({ status: -12 });
    expect(plug.pending).toEqual({ count: 16, bytes: 16 << 20 });
    fob.say(0x83, Uint8Array.of(1));
    expect(await all[0]?.reply).toMatchObject({ status: 0, actualLength: 1 });
  });

  it('refuses more transfers than a host controller holds', async () => {
    const server = await serve();
    const plug = server.export(new FakeUsb());
    const host = await attach(server);
    const all = Array.from({ length: 1025 }, () => {
      return host.submit({ direction: 1, endpoint: 3, length: 64 });
    });
    expect(await all[1024]?.reply).toMatchObject({ status: -12 });
    expect(plug.pending.count).toBe(1024);
  });

  it('stops hearing a client that does not read', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    const packet = new Uint8Array(64);
    fob.behaviour.source.set(0x84, () => packet);
    const plug = server.export(fob);
    let done = 0;
    plug.observe(({ kind, urb }) => {
      if (kind === 'complete' && urb.endpoint === 0x84) done++;
    });
    const reader = await client(server);
    reader.socket.pause();
    const length = 1 << 16;
    const commands = Array.from({ length: 500 }, (_, n) => {
      return submit({ seqnum: n + 1, endpoint: 4, length });
    });
    reader.socket.write(Buffer.concat(commands));
    expect(await settled(() => done)).toBeLessThan(500);
    reader.socket.resume();
    await reader.read(500 * (48 + length));
    expect(done).toBe(500);
  });
});
