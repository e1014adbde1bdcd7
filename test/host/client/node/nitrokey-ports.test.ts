import { UsageError } from '@fobkit/protocol';
import { expect, it } from 'vitest';
import { LinkNotFoundError, PermissionError } from '../../../../host/client/errors.ts';
import {
  type FeatureHidLibrary,
  findNitrokey,
  nitrokeyPort,
  nitrokeyPorts,
} from '../../../../host/client/node/nitrokey-ports.ts';

type Info = Awaited<ReturnType<FeatureHidLibrary['devicesAsync']>>[number];

function library(...devices: Info[]): FeatureHidLibrary {
  return {
    HIDAsync: {
      open: () => Promise.reject(new TypeError('cannot open device with path: Permission denied')),
    },
    devicesAsync: () => Promise.resolve(devices),
  };
}

function info(changes: Partial<Info>): Info {
  return { vendorId: 0x20a0, productId: 0x4108, path: '/dev/hidraw0', interface: 0, ...changes };
}

const pro = info({ serialNumber: '000000000000000000005F11' });
const storage = info({ productId: 0x4109, path: '/dev/hidraw1', serialNumber: '00000000a1' });
const mouse = info({ vendorId: 0x046d, path: '/dev/hidraw2' });

it('the tokens are found by their USB ids, others are left alone', async () => {
  const librem = info({ vendorId: 0x316d, productId: 0x4c4b, path: '/dev/hidraw3' });
  expect(await nitrokeyPorts(library(mouse, pro, storage, librem, info({ path: '' })))).toEqual([
    { url: 'nitrokey:/dev/hidraw0', path: '/dev/hidraw0', model: 'pro', serial: '5f11' },
    { url: 'nitrokey:/dev/hidraw1', path: '/dev/hidraw1', model: 'storage', serial: 'a1' },
    { url: 'nitrokey:/dev/hidraw3', path: '/dev/hidraw3', model: 'librem' },
  ]);
});

it('a token is named by its path, its card, or by being the only one', async () => {
  const both = library(pro, storage);
  expect(await findNitrokey({ serial: 'a1' }, both)).toMatchObject({ model: 'storage' });
  expect(await findNitrokey({ path: '/dev/hidraw0' }, both)).toMatchObject({ model: 'pro' });
  expect(await findNitrokey({}, library(mouse, pro))).toMatchObject({ model: 'pro' });
});

it('one of several must be named', async () => {
  await expect(findNitrokey({}, library(pro, storage))).rejects.toThrow(UsageError);
});

it('a token that is not there is told with those that are', async () => {
  await expect(findNitrokey({}, library(mouse))).rejects.toThrow(LinkNotFoundError);
  const search = findNitrokey({ serial: 'b2' }, library(pro));
  await expect(search).rejects.toThrow('There is: nitrokey:/dev/hidraw0 (5f11)');
});

it('a device that may not be opened says so', async () => {
  const port = nitrokeyPort({ url: 'nitrokey:/dev/hidraw0', path: '/dev/hidraw0' }, library());
  await expect(port.open()).rejects.toBeInstanceOf(PermissionError);
});
