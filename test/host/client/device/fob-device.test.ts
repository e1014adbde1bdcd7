import { getInfo, getStatus, readCode, wink } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasCapability, requireCapability } from '../../../../host/client/device/capability.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import {
  CapabilityError,
  LinkNotFoundError,
  NotAFobError,
  ProtocolVersionError,
} from '../../../../host/client/errors.ts';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { DEVICE_ID, fobInfo, fobStatus, PARAMETERS, simulatedEnv } from '../support/values.ts';

let clock: SimulatedClock;
let fob: ScriptedFob;

beforeEach(() => {
  clock = new SimulatedClock();
  fob = new ScriptedFob('serial:/dev/ttyUSB0');
  fob.on(getInfo, () => fobInfo({ loaded: PARAMETERS }));
});

function connect(): Promise<FobDevice> {
  return clock.until(FobDevice.connect(fob.link, simulatedEnv(clock)));
}

describe('connecting', () => {
  it('asks who is there', async () => {
    const device = await connect();
    expect(device.deviceId).toEqual(DEVICE_ID);
    expect(await device.info()).toEqual({
      deviceId: 'fb00000000000017',
      model: 'generic',
      serialLabel: 'SKTH00000017',
      purpose: 'test',
    });
  });

  it('to something that does not answer finds no fob, and closes the link', async () => {
    fob.onRaw(getInfo.code, () => 'silence');
    await expect(connect()).rejects.toThrow('/dev/ttyUSB0: not a fob: nothing there answers.');
    expect(fob.link.live).toBe(0);
  });

  it('to something that babbles says how much it dropped', async () => {
    fob.onRaw(getInfo.code, () => {
      fob.send(Uint8Array.from([0x4f, 0x4b, 0x0d, 0x0a, 0]));
      return 'silence';
    });
    const connecting = connect();
    await expect(connecting).rejects.toThrow(NotAFobError);
    await expect(connecting).rejects.toThrow('sent 4 bytes that are no frames');
  });

  it('to a fob of another version says so', async () => {
    fob.version = 9;
    await expect(connect()).rejects.toThrow(ProtocolVersionError);
  });

  it('to nothing passes on what the link says', async () => {
    fob.link.present = false;
    await expect(connect()).rejects.toThrow(LinkNotFoundError);
  });
});

describe('a fob', () => {
  it('has the capabilities of the commands that it knows', async () => {
    const { features } = fobInfo();
    const commands = [getInfo.code, getStatus.code, wink.code];
    fob.on(getInfo, () => fobInfo({ features: { ...features, commands } }));
    const device = await connect();
    expect([...device.capabilities]).toEqual(['status', 'wink']);
    expect(hasCapability(device, 'wipe')).toBe(false);
    expect(() => requireCapability(device, 'wipe')).toThrow(CapabilityError);
    expect(() => requireCapability(device, 'wipe')).toThrow('this device cannot do wipe');
  });

  it('is asked for as many events as are wanted', async () => {
    fob.on(getStatus, ({ events }) => fobStatus({ presses: events ?? 0 }));
    const device = await connect();
    expect((await device.getStatus({ events: 16 })).presses).toBe(16);
    expect((await device.getStatus()).presses).toBe(0);
  });
});

describe('a code that wants a press', () => {
  it('is refused at once when nobody waits for it', async () => {
    fob.on(readCode, () => 'press-required');
    const device = await connect();
    await expect(device.readCode()).rejects.toMatchObject({ status: 'press-required' });
  });

  it('is asked for until the press, and the person once', async () => {
    let asked = 0;
    let wanted = 0;
    fob.on(readCode, () => (++asked < 4 ? 'press-required' : { code: '123456', mode: 'totp' }));
    const device = await connect();
    const reading = await clock.until(
      device.readCode({ waitForPressMs: 30_000, onPressWanted: () => wanted++ }),
    );
    expect(reading.code).toBe('123456');
    expect([asked, wanted]).toEqual([4, 1]);
  });

  it('is refused after the waiting', async () => {
    fob.on(readCode, () => 'press-required');
    const device = await connect();
    const start = clock.now();
    const reading = clock.until(device.readCode({ waitForPressMs: 1_100 }));
    await expect(reading).rejects.toMatchObject({ status: 'press-required' });
    expect(clock.now() - start).toBe(1_100);
  });

  it('is not waited for once the signal aborts', async () => {
    fob.on(readCode, () => 'press-required');
    const device = await connect();
    const controller = new AbortController();
    const reading = device.readCode({ waitForPressMs: 60_000, signal: controller.signal });
    await clock.advance(100);
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect(clock.armed).toBe(0);
  });
});
