import { BadReplyError, type Device, RequestTimeoutError, type Rig } from '@fobkit/client';
import {
  type CampaignOrder,
  type CampaignWorld,
  drawScenario,
  type FailureKind,
  type RigSource,
  runOne,
  spaceOf,
} from '@fobkit/bench';
import { InProcessRigs } from '@fobkit/emulator';
import { type CodeReading, toHex } from '@fobkit/protocol';
import { whole } from '../run/support.ts';

/** What a fob with a defect remembers. */
export interface Defective {
  readonly rig: Rig;
  /** How often the fob lost its power. */
  outages: number;
  seed?: Uint8Array;
}

export interface Defect {
  /** Changes what a command gave; `name` is the method's. */
  answer?(state: Defective, name: string, value: unknown): unknown;
  lcd?(state: Defective): readonly string[] | undefined;
}

/** Emulated rigs around fobs whose firmware has a defect. */
export function rigsWithDefect(defect: () => Defect): RigSource {
  const rigs = new InProcessRigs();
  return {
    kind: 'emulated',
    name: 'emulated, with a defect',
    async take(scenario, fob) {
      const rig = await rigs.take(scenario, fob);
      const planted = defect();
      const state: Defective = { rig, outages: 0 };
      return {
        ...whole(rig),
        act: (action) => {
          if (action.action === 'cell' && !action.present) state.outages++;
          return rig.act(action);
        },
        async connect(options) {
          return defectiveDevice(await rig.connect(options), state, planted);
        },
        async lcd() {
          const lcd = await rig.lcd();
          const rows = planted.lcd?.(state);
          return rows === undefined ? lcd : { ...lcd, on: true, rows };
        },
      };
    },
  };
}

function defectiveDevice(device: Device, state: Defective, defect: Defect): Device {
  return calls(device, async (name, _, call) => {
    const value = await call();
    if (name === 'openChannel' && typeof value === 'object' && value !== null) {
      return calls(value, async (inner, [load], doIt) => {
        if (inner === 'loadSeed') state.seed = (load as { seed: Uint8Array }).seed;
        return doIt();
      });
    }
    return defect.answer?.(state, name, value) ?? value;
  });
}

/** The same object; its asynchronous methods go through `on`. */
function calls<T extends object>(
  target: T,
  on: (name: string, args: readonly unknown[], call: () => Promise<unknown>) => Promise<unknown>,
): T {
  return new Proxy(target, {
    get(it, name) {
      const member: unknown = Reflect.get(it, name, it);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const plain = (): unknown => Reflect.apply(member, it, args);
        if (name === 'close' || name === 'onMessage' || name === 'onDropped') return plain();
        return on(String(name), args, () => Promise.resolve(plain()));
      };
    },
  });
}

/** The first run of a campaign that fails in this way. */
export async function firstFailing(
  order: CampaignOrder,
  kind: FailureKind,
  world: CampaignWorld,
): Promise<number> {
  const space = spaceOf(order, world.space);
  for (let run = 0; run < order.runs; run++) {
    const { failures } = await runOne(drawScenario({ seed: order.seed, run }, space), world);
    if (failures.some((failure) => failure.kind === kind)) return run;
  }
  throw new Error(`${kind} was not found in ${String(order.runs)} runs`);
}

/** After its power was lost it tells the counter before the last one again. */
export function replaysCounter(): Defect {
  const told: CodeReading[] = [];
  let outages = 0;
  return {
    answer(state, name, value) {
      if (name !== 'readCode') return undefined;
      const reading = value as CodeReading;
      if (reading.mode !== 'hotp') return undefined;
      const again = state.outages > outages ? told.at(-1) : undefined;
      outages = state.outages;
      told.push(again ?? reading);
      return again;
    },
  };
}

/** Its second code is one off in the last digit, whatever its counter. */
export function secondCodeIsWrong(): Defect {
  let read = 0;
  return {
    answer(_, name, value) {
      if (name !== 'readCode' || ++read !== 2) return undefined;
      const reading = value as CodeReading;
      const last = (Number(reading.code.at(-1)) + 1) % 10;
      return { ...reading, code: `${reading.code.slice(0, -1)}${String(last)}` };
    },
  };
}

/** It shows a piece of the seed once its cell has been out. */
export function showsItsSeed(): Defect {
  return {
    lcd: ({ outages, seed }) =>
      outages > 0 && seed !== undefined ? [toHex(seed.subarray(4, 12))] : undefined,
  };
}

/** After two outages it never says a word again. */
export function fallsSilent(): Defect {
  return {
    answer({ outages }, name) {
      if (outages < 2 || !(name === 'getInfo' || name === 'info')) return undefined;
      throw new RequestTimeoutError('sim:defect', 'GetInfo', { timeoutMs: 1000, attempts: 3 });
    },
  };
}

/** Its status breaks the protocol once the LCD has been read over the wire. */
export function breaksTheProtocol(): Defect {
  let displayed = false;
  return {
    answer(_, name) {
      if (name === 'readDisplay') displayed = true;
      if (name === 'getStatus' && displayed) {
        throw new BadReplyError('sim:defect', 'GetStatus', 'batteryPercent: 130 is beyond 100');
      }
      return undefined;
    },
  };
}
