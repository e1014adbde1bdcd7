// Runs in the guest: a fob on a uhid plug, and node-hid as the program that uses it.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { FobDevice } from '@fobkit/client';
import { hidLink, nodeEnv } from '@fobkit/client/node';
import { openFixture } from '@fobkit/firmware-sim/fixture';
import { openUhidPlug } from '@fobkit/firmware-sim/plug';
import { HidCommand, HidHost, MAX_MESSAGE } from '@fobkit/protocol';
import { devicesAsync, HIDAsync } from 'node-hid';
import { blankFob } from '../../support/raw-host.ts';
import { tell } from './tell.ts';

const found: Record<string, unknown> = {};

const fob = blankFob();
const plug = await openUhidPlug(fob);
found['url'] = plug.url;
found['devices'] = await devicesAsync();

const path = plug.url.slice('hid:'.length);
const device = await FobDevice.connect(hidLink({ path }), nodeEnv);
found['model'] = (await device.getInfo()).model;
found['status'] = (await device.getStatus()).lifecycle;
await device.close();

found['pings'] = await longestPings(path, 100);

const open = await HIDAsync.open(path);
const failed = once(open, 'error');
open.on('data', () => undefined);
fob.unplug();
found['left'] = String((await failed)[0]);
found['writing'] = await open.write(Buffer.alloc(65)).catch(String);
await open.close();
found['gone'] = (await devicesAsync()).length;

plug.replug();
const again = await within(() => plug.url.startsWith('hid:'));
found['again'] = again;
const second = await FobDevice.connect(hidLink({ path: plug.url.slice(4) }), nodeEnv);
found['modelAgain'] = (await second.getInfo()).model;
await second.close();
await plug.close();
found['closed'] = (await devicesAsync()).length;
found['relay'] = await relayBoard();
tell(found);

/** A relay board in place of the fob: what node-hid tells of it before and after a command. */
async function relayBoard(): Promise<Record<string, unknown>> {
  const fixture = await openFixture({
    fobs: [],
    instruments: [{ kind: 'usb-relay', name: 'relay1', relays: 2, serve: 'uhid' }],
  });
  const address = fixture.instruments[0]?.address ?? '';
  const product = (await devicesAsync(0x16c0, 0x05df))[0]?.product;
  const board = await HIDAsync.open(address.slice('hid:'.length));
  await board.sendFeatureReport([0, 0xff, 2, 0, 0, 0, 0, 0, 0]);
  const report = Buffer.from(await board.getFeatureReport(0, 9)).toString('hex');
  await board.close();
  await fixture.close();
  return { product, report };
}

/** Whether each of so many longest messages comes back whole: 18 reports there, 18 back. */
async function longestPings(node: string, times: number): Promise<number> {
  const handle = await HIDAsync.open(node);
  const host = new HidHost();
  const events: ReturnType<typeof host.receive>[] = [];
  let heard = (): void => undefined;
  handle.on('data', (report: Buffer) => {
    events.push(host.receive(report));
    heard();
  });
  const answer = async (): Promise<ReturnType<typeof host.receive>> => {
    for (;;) {
      const event = events.shift();
      if (event === undefined) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        heard = () => {
          resolve(undefined);
        };
        await promise;
      } else if (event.type !== 'partial') return event;
    }
  };
  const send = async (reports: readonly Uint8Array[]): Promise<void> => {
    for (const report of reports) await handle.write([0, ...report]);
  };
  await send(host.open(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)));
  await answer();
  let whole = 0;
  for (let i = 0; i < times; i++) {
    const payload = new Uint8Array(MAX_MESSAGE).fill(i);
    await send(host.request(HidCommand.Ping, payload));
    const reply = await answer();
    if (reply.type === 'reply' && Buffer.compare(reply.payload, payload) === 0) whole++;
  }
  await handle.close();
  return whole;
}

async function within(happened: () => boolean): Promise<boolean> {
  for (let turns = 0; turns < 500; turns++) {
    if (happened()) return true;
    await setTimeout(10);
  }
  return false;
}
