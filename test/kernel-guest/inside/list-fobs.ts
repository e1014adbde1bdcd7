import { discover, FobDevice } from '@fobkit/client';
import { linkTo, machineCandidates, nodeEnv } from '@fobkit/client/node';
import { toHex } from '@fobkit/protocol';
import { devicesAsync } from 'node-hid';
import { tell } from './tell.ts';

// What node-hid makes of the fob, what discovery does, and who answers on each link.

const { found, faults } = await discover(nodeEnv, { providers: machineCandidates(), linkTo });
tell({ hid: await devicesAsync(), faults });

for (const one of found) {
  // The guest has a serial port of its own.
  if (one.kind === 'not-probed') continue;
  const { links } = one;
  const deviceId = one.kind === 'fob' ? toHex(one.info.deviceId) : one.kind;
  tell({ found: deviceId, links: links.map(({ url }) => url) });
  for (const { url } of links) {
    const device = await FobDevice.connect(linkTo(url), nodeEnv);
    tell({ url, deviceId: toHex(device.deviceId) });
    await device.close();
  }
}
