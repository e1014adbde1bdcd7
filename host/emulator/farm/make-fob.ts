import { FobDevice, provision, Secret } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { Fob, type FobType } from '@fobkit/firmware-sim';
import { InProcessPlug } from '@fobkit/firmware-sim/plug';
import type { ChannelPrimitives } from '@fobkit/protocol';
import { fobTypeOf } from '../in-process.ts';
import { inProcessLink } from '../in-process-link.ts';
import { Dice } from './dice.ts';
import type { FobWish } from './fob-wish.ts';

export interface FobPlan {
  readonly wish: FobWish;
  /** Draws everything that differs from fob to fob. */
  readonly seed: number;
  /** 8 bytes. */
  readonly deviceId: Uint8Array;
  /** 32 bytes. */
  readonly batchKey: Uint8Array;
  readonly type: string | FobType;
  readonly worldTicks: number;
  readonly primitives: ChannelPrimitives;
  /** What stands on a mislabelled one. */
  readonly label: string;
}

const OTHER_MODEL = 'hotp-button';
const DYING_PERCENT = 2;

/** A fob as it comes to a station, with what is wrong with it. */
export async function makeFob(plan: FobPlan): Promise<Fob> {
  const { wish, seed, deviceId, worldTicks, primitives } = plan;
  const dice = new Dice(seed);
  const { kind } = wish;
  const batchKey = kind === 'other-batch' ? dice.bytes(32) : plan.batchKey;
  const type = wish.type ?? (kind === 'wrong-model' ? OTHER_MODEL : plan.type);
  const profile = fobTypeOf(type);
  const fob = new Fob({ profile, deviceId, batchKey, worldTicks, seed, crypto: primitives });
  if (kind === 'dying') fob.setBattery(DYING_PERCENT);
  if (kind === 'loaded') await load(fob, dice, `OTHER-${String(seed >>> 8)}`, true);
  if (kind === 'half-loaded') {
    await load(fob, dice, plan.label, false);
    fob.removeCell();
    fob.insertCell();
  }
  if (kind === 'mislabelled') await load(fob, dice, plan.label, true);
  return fob;
}

/** Somebody was there before: a seed that the registry has never seen. */
async function load(fob: Fob, dice: Dice, serialLabel: string, rotate: boolean): Promise<void> {
  const plug = new InProcessPlug(fob, 'sim:farm');
  const unixMs = (): number => Math.floor((fob.worldTicks * 1000) / 32_768);
  const clock = { ...nodeEnv.clock, unixMs };
  const device = await FobDevice.connect(inProcessLink(plug), nodeEnv);
  const request = {
    seed: dice.bytes(20),
    parameters: {
      mode: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      stepSeconds: 30,
      t0: 0,
      serialLabel,
      purpose: 'test',
    },
    transportKey: new Secret(fob.identity.factoryKey),
    ...(rotate ? { rotateTo: new Secret(dice.bytes(32)) } : {}),
  } as const;
  await provision(device, request, { clock });
  await device.close();
  await plug.close();
}
