// Runs in the guest: an emulated Nitrokey on a uhid plug, and fobkit's driver over node-hid on it.
import { NitrokeyDevice } from '@fobkit/client';
import {
  nitrokeyPort,
  nitrokeyPorts,
  nodeClock,
  nodeEnv,
  nodePrimitives,
} from '@fobkit/client/node';
import { LiveClock } from '@fobkit/emulator';
import { findFobType, Fob } from '@fobkit/firmware-sim';
import { openUhidPlug } from '@fobkit/firmware-sim/plug';
import { fromHex, Secret } from '@fobkit/protocol';
import { TICKS } from '../../support/raw-host.ts';

const profile = findFobType('nitrokey-pro');
if (profile === undefined) throw new Error('there is no such fob type');
const clock = new LiveClock({ clock: nodeClock });
const fob = new Fob({
  profile,
  deviceId: fromHex('f0b1000000000abc'),
  batchKey: new Uint8Array(32),
  worldTicks: Math.floor(nodeClock.unixMs() / 1000) * TICKS,
  seed: 1,
  crypto: nodePrimitives,
});
const plug = await openUhidPlug(clock.add(fob));
const path = plug.url.slice('hid:'.length);
const found: Record<string, unknown> = { listed: (await nitrokeyPorts()).map((one) => one.path) };

const port = nitrokeyPort({ url: `nitrokey:${path}`, path });
const device = await NitrokeyDevice.connect(port, nodeEnv, { model: 'pro' });
found['info'] = await device.info();
const session = await device.openSlots(new Secret(new TextEncoder().encode('12345678')));
const seed = new TextEncoder().encode('12345678901234567890');
await session.writeSlot({ slot: 'hotp0', name: 'door', seed, digits: 6, counter: 0 });
found['code'] = (await device.readCode({ slot: 'hotp0' })).code;
await device.close();
await plug.close();
clock.close();
console.log(JSON.stringify({ ...found, path }));
