import { readdirSync } from 'node:fs';
import { discover, FobDevice } from '@fobkit/client';
import { linkTo, machineCandidates, nodeEnv } from '@fobkit/client/node';
import { toHex } from '@fobkit/protocol';
import { tell } from './tell.ts';
import { until, usbipAttach } from './vhci.ts';

// Many fobs at once: `many-fobs HOST USBIP-PORT COUNT`. All are attached, found, and talk together.

const [host = '', port = '', count = ''] = process.argv.slice(2);
const fobs = Number(count);
const ROUNDS = 5;

function nodes(): number {
  return readdirSync('/dev').filter((name) => /^(hidraw|ttyACM)\d+$/.test(name)).length;
}

for (let n = 1; n <= fobs; n++) {
  await usbipAttach({ host, port: Number(port) }, `1-${String(n)}`);
  // The tool fails while a device that it attached before is still being enumerated.
  await until(() => nodes() === 2 * n);
}

const { found } = await discover(nodeEnv, { providers: machineCandidates(), linkTo });
const links: { readonly deviceId: string; readonly url: string }[] = [];
for (const one of found) {
  if (one.kind !== 'fob') continue;
  const deviceId = toHex(one.info.deviceId);
  tell({ deviceId, schemes: one.links.map(({ url }) => url.slice(0, url.indexOf(':'))).sort() });
  links.push(...one.links.map(({ url }) => ({ deviceId, url })));
}

const devices = await Promise.all(
  links.map(async ({ deviceId, url }) => {
    return { deviceId, device: await FobDevice.connect(linkTo(url), nodeEnv) };
  }),
);
const right = await Promise.all(
  devices.map(async ({ deviceId, device }) => {
    for (let round = 0; round < ROUNDS; round++) {
      if (toHex((await device.getInfo()).deviceId) !== deviceId) return false;
    }
    return true;
  }),
);
tell({ links: right.length, right: right.filter(Boolean).length });
await Promise.all(devices.map(({ device }) => device.close()));
process.exit(0);
