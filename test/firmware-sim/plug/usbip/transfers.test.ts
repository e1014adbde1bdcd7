import { describe, expect, it } from 'vitest';
import type { UsbipHost } from '../../../support/usb/usbip-client.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { attach, serve } from './usbip-support.ts';

const SHORT_NOT_OK = 0x1;
const ZERO_PACKET = 0x40;

async function attached(): Promise<{ fob: FakeUsb; host: UsbipHost }> {
  const server = await serve();
  const fob = new FakeUsb();
  server.export(fob);
  const host = await attach(server);
  fob.log.length = 0;
  return { fob, host };
}

describe('a control transfer', () => {
  it('brings what the fob answers, as much as there is', async () => {
    const { host } = await attached();
    const { status, actualLength, data } = await host.control([0x80, 6, 0, 1, 0, 0, 64, 0]);
    expect([status, actualLength]).toEqual([0, 18]);
    expect([...data.subarray(0, 2)]).toEqual([18, 1]);
  });

  it('brings no more than wLength', async () => {
    const { host } = await attached();
    const { data } = await host.control([0x80, 6, 0, 1, 0, 0, 8, 0]);
    expect(data).toHaveLength(8);
  });

  it('is an overflow when the client asks for more than it has room for', async () => {
    const { host } = await attached();
    const setup = Uint8Array.of(0x80, 6, 0, 1, 0, 0, 18, 0);
    const { reply } = host.submit({ direction: 1, endpoint: 0, length: 4, setup });
    expect(await reply).toMatchObject({ status: -75, actualLength: 4 });
  });

  it('is a stall when the fob does not know the request, and the next one works', async () => {
    const { host } = await attached();
    expect((await host.control([0xc0, 0x77, 0, 0, 0, 0, 4, 0])).status).toBe(-32);
    expect((await host.control([0x80, 0x77, 0, 0, 0, 0, 4, 0])).status).toBe(-32);
    expect((await host.control([0x80, 8, 0, 0, 0, 0, 1, 0])).status).toBe(0);
  });

  it('tells how many bytes went to the fob', async () => {
    const { fob, host } = await attached();
    const coding = Uint8Array.of(0, 0xc2, 1, 0, 0, 0, 8);
    const reply = await host.control([0x21, 0x20, 0, 0, 1, 0, 7, 0], coding);
    expect(reply).toMatchObject({ status: 0, actualLength: 7 });
    expect(fob.log).toEqual(['class 32 0', 'data 00c20100000008']);
  });

  it('is invalid when the command and its SETUP packet go different ways', async () => {
    const { host } = await attached();
    const setup = Uint8Array.of(0x80, 6, 0, 1, 0, 0, 18, 0);
    const data = new Uint8Array(18);
    const { reply } = host.submit({ direction: 0, endpoint: 0, data, setup });
    expect(await reply).toMatchObject({ status: -22, actualLength: 0 });
  });

  it('resets the fob when it is SET_FEATURE(PORT_RESET), as the server of Linux does', async () => {
    const { fob, host } = await attached();
    expect((await host.control([0x23, 3, 4, 0, 1, 0, 0, 0])).status).toBe(0);
    expect(fob.log).toEqual(['reset', 'address 2']);
  });
});

describe('a bulk or interrupt transfer', () => {
  it('goes to the fob and tells the true length', async () => {
    const { fob, host } = await attached();
    const reply = await host.out(3, Uint8Array.of(1, 2, 3));
    expect(reply).toMatchObject({ status: 0, actualLength: 3 });
    expect(fob.log).toEqual(['out 3: 010203']);
  });

  it('comes when the fob has something, and not before', async () => {
    const { fob, host } = await attached();
    const { reply } = host.submit({ direction: 1, endpoint: 1, length: 64 });
    await host.control([0x80, 8, 0, 0, 0, 0, 1, 0]);
    fob.say(0x81, Uint8Array.of(7));
    expect(await reply).toMatchObject({ status: 0, actualLength: 1 });
  });

  it('is cut into packets of the endpoint', async () => {
    const { fob, host } = await attached();
    const data = new Uint8Array(150).fill(0xaa);
    expect((await host.out(3, data)).actualLength).toBe(150);
    expect(fob.log.map((line) => (line.length - 'out 3: '.length) / 2)).toEqual([64, 64, 22]);
    expect((await host.in(3, 512)).data).toEqual(Buffer.from(data));
  });

  it('ends in an empty packet only with URB_ZERO_PACKET', async () => {
    const { fob, host } = await attached();
    await host.out(3, new Uint8Array(64));
    expect(fob.log).toHaveLength(1);
    await host.out(3, new Uint8Array(64), ZERO_PACKET);
    expect(fob.log.slice(1)).toEqual([`out 3: ${'00'.repeat(64)}`, 'out 3: ']);
  });

  it('is an error when it is short, with URB_SHORT_NOT_OK', async () => {
    const { fob, host } = await attached();
    fob.say(0x84, Uint8Array.of(1, 2));
    expect(await host.in(4, 64, SHORT_NOT_OK)).toMatchObject({ status: -121, actualLength: 2 });
  });

  it('is an overflow when the fob sends more than there is room for', async () => {
    const { fob, host } = await attached();
    fob.say(0x84, new Uint8Array(10));
    expect(await host.in(4, 4)).toMatchObject({ status: -75, actualLength: 4 });
  });

  it('is a stall on a halted endpoint', async () => {
    const { fob, host } = await attached();
    fob.behaviour.halted.add(0x83).add(0x03);
    expect((await host.in(3, 64)).status).toBe(-32);
    expect(await host.out(3, Uint8Array.of(1))).toMatchObject({ status: -32, actualLength: 0 });
  });

  it('is a protocol error where the fob is silent, and on endpoints that it has not', async () => {
    const { fob, host } = await attached();
    fob.behaviour.silent.add(0x83);
    expect((await host.in(3, 64)).status).toBe(-71);
    expect((await host.in(9, 64)).status).toBe(-71);
    expect((await host.out(2, Uint8Array.of(1))).status).toBe(-71);
    expect((await host.in(16, 64)).status).toBe(-71);
    expect((await host.in(0xffff_ffff, 64)).status).toBe(-71);
  });

  it('is invalid when it is isochronous', async () => {
    const { host } = await attached();
    const packets = new Uint8Array(2 * 16);
    const { reply } = host.submit({
      direction: 1,
      endpoint: 3,
      length: 128,
      packetCount: 2,
      data: packets,
    });
    expect(await reply).toMatchObject({ status: -22, actualLength: 0, packetCount: 0 });
    expect((await host.control([0x80, 8, 0, 0, 0, 0, 1, 0])).status).toBe(0);
  });

  it('keeps its place behind the others of its endpoint', async () => {
    const { fob, host } = await attached();
    const replies = [1, 2, 3].map(() => host.submit({ direction: 1, endpoint: 4, length: 64 }));
    await host.control([0x80, 8, 0, 0, 0, 0, 1, 0]);
    for (const byte of [1, 2, 3]) fob.say(0x84, Uint8Array.of(byte));
    const data = await Promise.all(replies.map(async ({ reply }) => (await reply)?.data[0]));
    expect(data).toEqual([1, 2, 3]);
  });

  it('does not wait for another endpoint that is busy', async () => {
    const { fob, host } = await attached();
    fob.behaviour.busy.add(3);
    const stuck = host.submit({ direction: 0, endpoint: 3, data: Uint8Array.of(9) });
    expect((await host.out(4, Uint8Array.of(1))).status).toBe(0);
    fob.behaviour.busy.delete(3);
    fob.ready(3);
    expect(await stuck.reply).toMatchObject({ status: 0, actualLength: 1 });
  });
});

describe('an unlink', () => {
  it('takes a waiting transfer back: it has no reply of its own', async () => {
    const { fob, host } = await attached();
    const first = host.submit({ direction: 1, endpoint: 1, length: 64 });
    const second = host.submit({ direction: 1, endpoint: 1, length: 64 });
    expect(await host.unlink(first.seqnum)).toBe(-104);
    fob.say(0x81, Uint8Array.of(5));
    expect((await second.reply)?.data[0]).toBe(5);
    expect(await first.reply).toBeUndefined();
  });

  it('takes back a transfer to a busy endpoint, which the fob then never sees', async () => {
    const { fob, host } = await attached();
    fob.behaviour.busy.add(3);
    const { seqnum } = host.submit({ direction: 0, endpoint: 3, data: Uint8Array.of(1) });
    expect(await host.unlink(seqnum)).toBe(-104);
    fob.behaviour.busy.delete(3);
    await host.out(3, Uint8Array.of(2));
    expect(fob.log).toEqual(['out 3: 02']);
  });

  it('has status 0 for a transfer that is over, and for one that never was', async () => {
    const { host } = await attached();
    const over = host.submit({ direction: 0, endpoint: 3, data: Uint8Array.of(1) });
    await over.reply;
    expect(await host.unlink(over.seqnum)).toBe(0);
    expect(await host.unlink(0xdead)).toBe(0);
  });

  it('has status 0 the second time', async () => {
    const { host } = await attached();
    const { seqnum } = host.submit({ direction: 1, endpoint: 1, length: 64 });
    expect(await host.unlink(seqnum)).toBe(-104);
    expect(await host.unlink(seqnum)).toBe(0);
  });
});
