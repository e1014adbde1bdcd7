import { type HostEnv, RigError, Secret } from '@fobkit/client';
import { nodeClock, nodePrimitives } from '@fobkit/client/node';
import { type Fob, type InProcessFob, startFob } from '@fobkit/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceRig } from '../../../../host/cli/bench/device-rig.ts';
import type { Hand } from '../../../../host/cli/bench/hand.ts';

const env: HostEnv = {
  clock: nodeClock,
  randomBytes: (length) => new Uint8Array(length).fill(7),
  primitives: nodePrimitives,
};

let emulated: InProcessFob;

beforeEach(() => {
  emulated = startFob({ profile: 'generic', seed: 1, deviceId: new Uint8Array(8).fill(0xab) });
});
afterEach(() => emulated.close());

/** Somebody who does what he is asked for, and types what he sees. */
function hand(fob: Fob, presses = true): Hand {
  return {
    asked: (what) => {
      if (presses && what.includes('button')) fob.press();
      fob.advance(32_768);
      return Promise.resolve();
    },
    typed: () => Promise.resolve(fob.view.on ? fob.view.rows[0] : undefined),
  };
}

function take(options: { hand?: Hand; key?: boolean } = {}): Promise<DeviceRig> {
  const key = (): Promise<Secret> => Promise.resolve(new Secret(emulated.fob.identity.factoryKey));
  const factoryKey = options.key === true ? key : undefined;
  return DeviceRig.take({ link: emulated.link, env, hand: options.hand, factoryKey });
}

async function rigError(promise: Promise<unknown>): Promise<RigError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof RigError) return error;
    throw error;
  }
  throw new Error('it did not reject');
}

describe('a rig around a bare fob', () => {
  it('knows which fob it is', async () => {
    expect((await take()).deviceId).toBe('ab'.repeat(8));
  });

  it('has a wire, and without a person nothing else', async () => {
    const rig = await take();
    expect(rig.lacks('wire')).toBeUndefined();
    for (const lacking of ['press', 'lcd', 'supply', 'advance', 'fault', 'snapshot'] as const) {
      expect(rig.lacks(lacking), lacking).toBeTypeOf('string');
    }
    expect(rig.lacks('factory-key')).toContain('--batch-key-file');
    expect(await rigError(rig.act({ action: 'press' }))).toMatchObject({ code: 'lacking' });
    expect(await rigError(rig.snapshot())).toMatchObject({ code: 'lacking' });
  });

  it('has a press by hand when the fob counts it', async () => {
    const rig = await take({ hand: hand(emulated.fob) });
    const proof = await rig.act({ action: 'press' });
    expect(proof.evidence).toBe('the fob counted 1 more');
  });

  it('believes nobody whose press the fob does not count', async () => {
    const rig = await take({ hand: hand(emulated.fob, false) });
    expect(await rigError(rig.act({ action: 'press' }))).toMatchObject({ code: 'unproven' });
  });

  it('has the LCD as it is typed', async () => {
    const rig = await take({ hand: hand(emulated.fob) });
    expect(await rig.lcd()).toMatchObject({ on: false, rows: [] });
    await rig.act({ action: 'press' });
    expect((await rig.lcd()).rows).toEqual([emulated.fob.view.rows[0]]);
  });

  it('measures by what the fob tells, over the link that the run has open too', async () => {
    const rig = await take();
    const device = await rig.connect();
    expect(await rig.read('rail')).toMatchObject({ unit: 'V', instrument: 'GetStatus' });
    expect((await rig.read('resets')).value).toBe(1);
    await device.close();
    expect((await rig.read('battery')).value).toBeGreaterThan(50);
    expect(await rigError(rig.read('drift'))).toMatchObject({ code: 'refused' });
    expect(await rigError(rig.read('current'))).toMatchObject({ code: 'lacking' });
  });

  it('gives the key that it was given', async () => {
    const rig = await take({ key: true });
    expect(rig.lacks('factory-key')).toBeUndefined();
    expect((await rig.factoryKey()).reveal()).toEqual(emulated.fob.identity.factoryKey);
  });

  it('has lost contact when nobody answers', async () => {
    emulated.fob.unplug();
    expect(await rigError(take())).toMatchObject({ code: 'contact' });
  });
});
