import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeClock } from '@fobkit/client/node';
import { takeSnapshot } from '@fobkit/firmware-sim';
import { FOB_USB } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFob } from '../../../host/emulator/in-process.ts';
import { LiveClock } from '../../../host/emulator/live-clock.ts';
import type { LiveFob } from '../../../host/emulator/live-fob.ts';
import { PlugBoard } from '../../../host/emulator/plug-board.ts';
import { stateFolderAt } from '../../../host/emulator/state-folder.ts';
import { parseUsbipUrl } from '../../../host/emulator/usb-plugs.ts';
import { answersTo, infoFrame } from '../../firmware-sim/plug/plug-support.ts';
import { BATCH_KEY } from '../../support/raw-host.ts';
import { importDevice, listDevices, type UsbipHost } from '../../support/usb/usbip-client.ts';

let folder: string;
let board: PlugBoard;
let time: LiveClock;
const fobs: LiveFob[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fobkit-board-'));
  board = new PlugBoard(stateFolderAt(folder));
  time = new LiveClock({ clock: nodeClock });
});
afterEach(async () => {
  for (const fob of fobs.splice(0)) await fob.close();
  await board.close();
  time.close();
  rmSync(folder, { recursive: true });
});

async function fobOn(...orders: readonly Parameters<PlugBoard['open']>[1][]): Promise<LiveFob> {
  const live = time.add(newFob({ batchKey: BATCH_KEY }));
  fobs.push(live);
  for (const order of orders) live.attach(await board.open(live, order));
  return live;
}

function placeOf(live: LiveFob): { host: string; port: number; busId: string } {
  for (const url of live.usb) {
    const place = parseUsbipUrl(url);
    if (place !== undefined) return place;
  }
  throw new Error(`no USB/IP among ${live.usb.join()}`);
}

/** A host that has attached the fob and chosen its configuration. */
async function attach(live: LiveFob): Promise<UsbipHost> {
  const place = placeOf(live);
  const host = await importDevice(place, place.busId);
  const { status } = await host.control([0x00, 9, 1, 0, 0, 0, 0, 0]);
  expect(status).toBe(0);
  return host;
}

/** What the serial port of an attached fob says to GetInfo. */
async function info(host: UsbipHost): Promise<number> {
  const { cdc } = FOB_USB;
  const wanted = answersTo(infoFrame()).length;
  await host.out(cdc.out, infoFrame());
  let length = 0;
  while (length < wanted) length += (await host.in(cdc.in & 0x0f, 512)).actualLength;
  return length;
}

describe('the USB/IP server of a process', () => {
  it('is one for all its fobs, a bus id each', async () => {
    const order = { kind: 'usbip' } as const;
    const [first, second] = [await fobOn(order), await fobOn(order)];
    const places = [placeOf(first), placeOf(second)];
    expect(places.map(({ busId }) => busId)).toEqual(['1-1', '1-2']);
    expect(places[0]?.port).toBe(places[1]?.port);
    const listed = await listDevices(placeOf(first));
    expect(listed.map(({ busId }) => busId)).toEqual(['1-1', '1-2']);
  });

  it('hands out each fob, which answers as itself', async () => {
    const fobs = [await fobOn({ kind: 'usbip' }), await fobOn({ kind: 'usbip' })];
    for (const fob of fobs) {
      const host = await attach(fob);
      // GET_DESCRIPTOR of string 3, the serial number.
      const { data } = await host.control([0x80, 6, 3, 3, 9, 4, 255, 0]);
      expect(Buffer.from(data.subarray(2)).toString('utf16le').toLowerCase()).toBe(fob.deviceId);
      expect(await info(host)).toBeGreaterThan(0);
      host.close();
    }
  });

  it('keeps the device of its host when a snapshot takes the place of the fob', async () => {
    const fob = await fobOn({ kind: 'usbip' });
    const snapshot = takeSnapshot(fob.fob);
    const host = await attach(fob);
    await info(host);
    fob.restore(snapshot);
    const { data } = await host.control([0x80, 8, 0, 0, 0, 0, 1, 0]);
    expect([...data]).toEqual([1]);
    expect(await info(host)).toBeGreaterThan(0);
    host.close();
  });

  it('takes the device from its host when the fob is unplugged, and lists it again after', async () => {
    const fob = await fobOn({ kind: 'usbip' });
    const host = await attach(fob);
    fob.fob.unplug();
    await host.closed;
    expect(await listDevices(placeOf(fob))).toEqual([]);
    fob.replug();
    expect(await info(await attach(fob))).toBeGreaterThan(0);
  });

  it('leaves a port that is taken to its owner', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const opened = fobOn({ kind: 'usbip', port });
    await expect(opened).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
    server.close();
  });

  it('is closed with the process: nobody listens then', async () => {
    const fob = await fobOn({ kind: 'usbip' });
    const place = placeOf(fob);
    const host = await attach(fob);
    await fob.close();
    await board.close();
    await host.closed;
    await expect(listDevices(place)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('one fob on several plugs', () => {
  it('is told by links and by where its USB is served', async () => {
    const fob = await fobOn({ kind: 'pty' }, { kind: 'tcp' }, { kind: 'usbip' });
    expect(fob.links).toEqual([
      expect.stringMatching(/^serial:\/dev\//),
      expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/),
    ]);
    expect(fob.usb).toEqual([expect.stringMatching(/^usbip:127\.0\.0\.1:\d+\/1-1$/)]);
  });
});
