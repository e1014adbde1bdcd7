import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fob } from '../../../../firmware-sim/fob/fob.ts';
import { openPtyPlug, type PtyPlug } from '../../../../firmware-sim/plug/pty.ts';
import { generic } from '../../../../firmware-sim/profile/generic.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { nodeEnv } from '../../../../host/client/node/host-env.ts';
import { linkTo } from '../../../../host/client/node/link-to.ts';
import { ticksOfUnixMs } from '../../../../host/client/ticks.ts';
import { DEVICE_ID } from '../support/values.ts';

let fob: Fob;
let plug: PtyPlug;
let device: FobDevice;

beforeEach(async () => {
  const chip = { deviceId: DEVICE_ID, batchKey: new Uint8Array(32).fill(5) };
  fob = new Fob({ ...chip, profile: generic, worldTicks: ticksOfUnixMs(1.8e12), seed: 1 });
  plug = await openPtyPlug(fob);
  device = await FobDevice.connect(linkTo(plug.url), nodeEnv);
});

afterEach(async () => {
  await device.close();
  await plug.close();
});

describe.runIf(process.platform === 'linux')('the serial link on a pseudo-terminal', () => {
  it('speaks to a fob through the operating system', () => {
    expect(device.deviceId).toEqual(DEVICE_ID);
    expect(device.counters).toMatchObject({ droppedBytes: 0, resent: 0 });
  });

  it('may be opened again after it was closed', async () => {
    await device.close();
    device = await FobDevice.connect(linkTo(plug.url), nodeEnv);
    expect((await device.getInfo()).lifecycle).toBe('blank');
  });

  it('is busy for a second host', async () => {
    const second = FobDevice.connect(linkTo(plug.url), nodeEnv);
    await expect(second).rejects.toHaveProperty('code', 'busy');
  });

  it('is lost when the fob is unplugged', async () => {
    fob.unplug();
    await expect(device.getInfo()).rejects.toHaveProperty('code', 'link-lost');
  });

  it('is not found once the terminal is gone', async () => {
    const { url } = plug;
    await plug.close();
    await expect(FobDevice.connect(linkTo(url), nodeEnv)).rejects.toHaveProperty(
      'code',
      'not-found',
    );
  });
});
