import { deriveTransportKey } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseFault } from '../../../../firmware-sim/fault/parse-fault.ts';
import { Fob } from '../../../../firmware-sim/fob/fob.ts';
import { generic } from '../../../../firmware-sim/profile/generic.ts';
import { LinkCapture } from '../../../../host/client/capture/link-capture.ts';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { provision } from '../../../../host/client/provision/provision.ts';
import { replayToDevice } from '../../../../host/client/replay/replay-to-device.ts';
import { type CompareOptions, CompareRules } from '../../../../host/client/replay/rules.ts';
import { talksOf } from '../../../../host/client/replay/talks.ts';
import type { Talk } from '../../../../host/client/replay/talk.ts';
import { Secret } from '../../../../host/client/secret.ts';
import { ticksOfUnixMs } from '../../../../host/client/ticks.ts';
import { serialMessagePort } from '../../../../host/client/wire/message-port.ts';
import { Tape } from '../capture/tape.ts';
import { firmwareLink } from '../support/firmware-link.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { DEVICE_ID, PARAMETERS, simulatedEnv } from '../support/values.ts';

const BATCH_KEY = new Uint8Array(32).fill(5);
const KEY = new Secret(deriveTransportKey(nodePrimitives, BATCH_KEY, DEVICE_ID));
const HOUR = 3600 * 32_768;

let clock: SimulatedClock;

beforeEach(() => {
  clock = new SimulatedClock();
});

function newFob(deviceId = DEVICE_ID): Fob {
  const worldTicks = ticksOfUnixMs(clock.unixMs());
  return new Fob({ profile: generic, deviceId, batchKey: BATCH_KEY, worldTicks, seed: 1 });
}

async function loaded(fob: Fob): Promise<Fob> {
  const device = await FobDevice.connect(firmwareLink(fob), simulatedEnv(clock));
  const request = {
    seed: new Secret(new Uint8Array(20).fill(0x31)),
    parameters: PARAMETERS,
    transportKey: KEY,
  };
  await clock.until(provision(device, request, { clock }));
  await device.close();
  return fob;
}

/** What a host says and hears that asks everything in the clear. */
async function recorded(
  fob: Fob,
  ask: (device: FobDevice) => Promise<unknown> = askAll,
): Promise<Talk> {
  const tape = new Tape();
  const capture = new LinkCapture({ write: tape.write, clock, application: 'test' });
  const device = await FobDevice.connect(capture.of(firmwareLink(fob)), simulatedEnv(clock));
  await clock.until(ask(device));
  await device.close();
  await clock.advance(0);
  const [talk] = talksOf(tape.capture);
  if (talk === undefined) throw new Error('nothing was said');
  return talk;
}

async function askAll(device: FobDevice): Promise<void> {
  await device.readCode();
  await device.readDisplay();
  await device.getStatus({ events: 16 });
  await device.selfTest();
  await device.wink();
}

async function replayed(talk: Talk, fob: Fob, options: CompareOptions = {}) {
  const port = serialMessagePort(await firmwareLink(fob).open());
  const rules = new CompareRules(options);
  return await clock.until(replayToDevice(talk, { url: 'sim:test', port }, { rules, clock }));
}

describe('a capture of an emulated fob', () => {
  it('is answered by the same model byte for byte', async () => {
    const talk = await recorded(await loaded(newFob()));
    const report = await replayed(talk, await loaded(newFob()), { exact: true });
    expect(report.mismatch).toBeUndefined();
    expect(report).toMatchObject({ sent: 6, compared: 6, exempt: {} });
  });

  it('is answered alike by one that is older, but for clocks and measurements', async () => {
    const talk = await recorded(await loaded(newFob()));
    const older = await loaded(newFob());
    older.advance(HOUR);
    expect((await replayed(talk, older, { exact: true })).mismatch?.difference?.field).toBe('code');
    const again = await loaded(newFob());
    again.advance(HOUR);
    expect((await replayed(talk, again)).mismatch).toBeUndefined();
  });

  it('is answered otherwise by another fob, first in its device id', async () => {
    const talk = await recorded(await loaded(newFob()));
    const other = DEVICE_ID.with(7, 0x18);
    const report = await replayed(talk, newFob(other));
    expect(report.mismatch).toMatchObject({
      message: 2,
      name: 'GetInfo reply',
      difference: { field: 'deviceId', captured: 0x17, actual: 0x18 },
    });
  });

  it('shows the fault of a model that has one', async () => {
    const talk = await recorded(await loaded(newFob()));
    const faulty = await loaded(newFob());
    faulty.faults.arm(parseFault(['lcd.segment', '2d']));
    const report = await replayed(talk, faulty);
    expect(report.mismatch).toMatchObject({ name: 'SelfTest reply', difference: { field: 'ok' } });
  });

  it('of a provisioning goes on past what is sealed, which cannot be compared', async () => {
    const talk = await recorded(newFob(), async (device) => {
      const session = await device.openChannel(KEY);
      await session.trimClock(1000);
      await device.wink();
    });
    const report = await replayed(talk, newFob());
    expect(report).toMatchObject({ sent: 4, compared: 4, exempt: { handshake: 1, sealed: 1 } });
    expect(report.mismatch).toBeUndefined();
  });
});
