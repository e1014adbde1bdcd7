import { type HostEnv, RigError, Secret } from '@fobkit/client';
import { nodeClock, nodePrimitives } from '@fobkit/client/node';
import {
  ControlClient,
  ControlRig,
  ControlRigs,
  inProcessLink,
  InProcessPlug,
  LiveClock,
  newFob,
} from '@fobkit/emulator';
import { type ControlServer, startControl } from '@fobkit/firmware-sim/control';
import { toHex } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BATCH_KEY, DEVICE_ID } from '../../../support/raw-host.ts';
import { fobOf, load, NEW_YEAR, wish } from './wish.ts';

const env: HostEnv = {
  clock: nodeClock,
  randomBytes: (length) => new Uint8Array(length).fill(7),
  primitives: nodePrimitives,
};

let server: ControlServer;
let rig: ControlRig;
let options: ConstructorParameters<typeof ControlRigs>[0];

beforeEach(async () => {
  const time = new LiveClock({ clock: nodeClock, frozen: true, unixTime: NEW_YEAR });
  const fob = newFob({
    profile: 'shinkin-hardware',
    batchKey: BATCH_KEY,
    deviceId: DEVICE_ID,
    seed: 1,
    unixTime: NEW_YEAR,
  });
  const live = time.add(fob);
  const plug = new InProcessPlug(live, `sim:${toHex(DEVICE_ID)}`);
  live.attach(plug);
  server = await startControl({ host: { fobs: [live], shutdown: () => undefined } });
  options = {
    client: new ControlClient(server.url, server.token),
    deviceId: live.deviceId,
    link: inProcessLink(plug),
    factoryKey: () => Promise.resolve(new Secret(fob.identity.factoryKey)),
    env,
  };
  rig = await ControlRig.take(options);
});

afterEach(() => server.close());

async function rigError(promise: Promise<unknown>): Promise<RigError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof RigError) return error;
    throw error;
  }
  throw new Error('it did not reject');
}

describe('a rig by the control channel', () => {
  it('has the world time of the daemon, which stands while that is frozen', async () => {
    expect(rig.clock.unixMs()).toBe(NEW_YEAR * 1000);
    await rig.wait(3600);
    expect(rig.clock.unixMs()).toBe((NEW_YEAR + 3600) * 1000);
  });

  it('loads the fob over its link, presses it and sees the code', async () => {
    const device = await rig.connect();
    await load(rig, device);
    await rig.act({ action: 'press' });
    expect((await rig.lcd()).rows[0]).toMatch(/^\d{6}$/);
    await fobOf(device).close();
  });

  it.each([
    [{ action: 'battery', percent: 5 }, 'the cell holds 5 %'],
    [{ action: 'cell', present: false }, 'the cell is out'],
    [{ action: 'supply', millivolts: 2100, seconds: 5 }, 'the supply is at 2.100 V'],
    [{ action: 'temperature', celsius: 60 }, 'the case is at 60 °C'],
    [{ action: 'unplug' }, 'the fob is off its wires'],
    [{ action: 'hold', seconds: 2 }, 'the button was pushed'],
  ] as const)('reads back what is done to it: %j', async (action, evidence) => {
    expect((await rig.act(action)).evidence).toContain(evidence);
  });

  it('arms a fault as data, and tells none that others armed', async () => {
    await options.client.fob(options.deviceId).armFault({ words: ['button.stuck', 'open'] });
    const own = await ControlRig.take(options);
    const { id } = await own.armFault({
      kind: 'lcd.segment',
      args: ['2d'],
      trigger: { on: 'arming' },
    });
    expect((await own.faults()).map((fault) => fault.id)).toEqual([id]);
  });

  it('lacks what its fob has no part for, and keys that nobody knows', async () => {
    const { factoryKey: _, link: __, ...bare } = options;
    const poor = await ControlRig.take(bare);
    expect(poor.lacks('factory-key')).toContain('batch');
    expect(poor.lacks('wire')).toContain('no link');
    expect(await rigError(poor.connect())).toMatchObject({ code: 'lacking' });
  });

  it('cannot tell what only the inside of the process knows', async () => {
    expect(await rigError(rig.read('resets'))).toMatchObject({ code: 'lacking' });
    expect((await rig.read('rail')).value).toBeGreaterThan(2.5);
  });

  it('goes back to a snapshot with its world time', async () => {
    const snapshot = await rig.snapshot();
    await rig.wait(3600);
    await rig.restore(snapshot);
    expect(rig.clock.unixMs()).toBe(NEW_YEAR * 1000);
  });

  it('tells what happens from when one listens, nothing of before', async () => {
    await rig.act({ action: 'press' });
    await rig.wait(60);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const kinds: string[] = [];
    const leave = rig.onEvent(({ kind }) => {
      kinds.push(kind);
      if (kind === 'fault-armed') resolve(undefined);
    });
    await rig.armFault({ kind: 'lcd.segment', args: ['2d'], trigger: { on: 'arming' } });
    await promise;
    leave();
    expect(kinds).not.toContain('press');
  });

  it('leaves the fob as it was: faults lifted, cell in, heat off, on its wires', async () => {
    await rig.armFault({ kind: 'lcd.segment', args: ['2d'], trigger: { on: 'arming' } });
    await rig.act({ action: 'supply', millivolts: 2000 });
    await rig.act({ action: 'cell', present: false });
    await rig.act({ action: 'temperature', celsius: 60 });
    await rig.act({ action: 'unplug' });
    expect((await rig.close()).evidence).toContain('the cell is in');
    const fob = options.client.fob(options.deviceId);
    const status = await fob.status();
    expect(status).toMatchObject({ plugged: true, celsius: 25, cell: { present: true } });
    expect(status.supplyMillivolts).toBeUndefined();
    expect((await fob.faults()).map(({ state }) => state)).not.toContain('acting');
  });

  it('has lost contact when the process is gone', async () => {
    await server.close();
    expect(await rigError(rig.act({ action: 'press' }))).toMatchObject({ code: 'contact' });
  });
});

describe('the rigs of one emulated fob', () => {
  it('give it to a scenario of its type alone', async () => {
    const rigs = new ControlRigs(options);
    expect((await rigs.take(wish())).deviceId).toBe(options.deviceId);
    const other = rigs.take(wish({ profile: 'generic' }));
    expect(await rigError(other)).toMatchObject({ code: 'lacking' });
  });

  it('begin each run with the fob as it was found, at the time of the scenario', async () => {
    const rigs = new ControlRigs(options);
    const first = await rigs.take(wish());
    const device = await first.connect();
    await load(first, device);
    await device.close();
    await first.act({ action: 'battery', percent: 3 });
    await first.close();
    const later = { ...wish(), given: { time: NEW_YEAR + 3600, others: new Map() } };
    const second = await rigs.take(later);
    expect(second.clock.unixMs()).toBe((NEW_YEAR + 3600) * 1000);
    expect((await second.read('battery')).value).toBeGreaterThan(90);
    expect((await options.client.fob(options.deviceId).status()).lifecycle).toBe('blank');
    await second.close();
    expect((await ControlRig.take(options)).clock.unixMs()).toBe(NEW_YEAR * 1000);
  });

  it('have no further fobs', async () => {
    expect(await rigError(new ControlRigs(options).take(wish(), 'twin'))).toMatchObject({
      code: 'lacking',
    });
  });
});
