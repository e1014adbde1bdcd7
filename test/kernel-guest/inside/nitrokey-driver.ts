// Runs in the guest: fobkit's driver over node-hid on the Nitrokey that the kernel has.
import { NitrokeyDevice } from '@fobkit/client';
import { findNitrokey, nitrokeyPort, nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const admin = new Secret(ascii('12345678'));
const user = new Secret(ascii('123456'));
const seed = ascii('12345678901234567890');

const found: Record<string, unknown> = {};
const port = await findNitrokey({});
found['port'] = port;
const device = await NitrokeyDevice.connect(nitrokeyPort(port), nodeEnv, { model: port.model });
found['report'] = await device.report();
found['tries'] = await device.tries();
found['wrongPin'] = await device.openSlots(user).catch((error: unknown) => String(error));

const session = await device.openSlots(admin);
const totp = { name: 'bank', seed, digits: 8, stepSeconds: 30 };
await session.writeSlot({ ...totp, slot: 'totp14' });
await session.writeSlot({ slot: 'hotp2', name: 'door', seed, digits: 6, counter: 0 });
found['slots'] = (await device.listSlots()).filter(({ loaded }) => loaded !== undefined);
await device.setTime(1_111_111_110, { force: true });
found['totp'] = (await device.readCode({ slot: 'totp14' })).code;
const hotp: string[] = [];
for (let n = 0; n < 10; n++) hotp.push((await device.readCode({ slot: 'hotp2' })).code);
found['hotp'] = hotp;
await session.eraseSlot('hotp2');
found['erased'] = await device.readCode({ slot: 'hotp2' }).catch((error: unknown) => String(error));
found['counters'] = device.counters;
// Whoever comes next tells it the time softly.
await device.setTime(nodeEnv.clock.unixMs() / 1000 - 60, { force: true });
await device.close();
console.log(JSON.stringify(found));
