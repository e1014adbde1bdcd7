import {
  type FleetJudge,
  type FleetSpec,
  runFleetPart,
} from '../../../../../firmware-sim/fleet/index.ts';
import { BatchEngine } from '../../../../../protocol/oath/batch/batch-engine.ts';
import type { Kernel, KernelKeys } from '../../../../../protocol/oath/batch/kernel.ts';
import { ReadableKernel } from '../../../../../protocol/oath/batch/readable-kernel.ts';

/** A fob of the fleet: an owner's `generation`-th, from 0. */
export interface FleetFob {
  readonly fob: number;
  readonly generation: number;
}

/** What a fleet's bank was asked, and what it remembers of the fob from then on. */
export type Deed = FleetFob & { readonly memory: Float64Array } & (
    | {
        readonly kind: 'code';
        readonly unixSeconds: number;
        /** As it was typed; -1 where the fleet's bank has not looked at it. */
        readonly value: number;
        /** A `FleetVerdict`, with `LOCKS` where it locks. */
        readonly verdict: number;
      }
    | { readonly kind: 'unlock'; readonly how: 'release' | 'reset' }
  );

/** Lets a fleet that fits into one block live, and writes down all that its bank is asked. */
export function recordedFleet(spec: FleetSpec, judge: FleetJudge): readonly Deed[] {
  const deeds: Deed[] = [];
  const typed = new Map<number, number>();
  const generations = new Map<number, number>();
  const fobAt = (at: number, memory: Float64Array) => {
    const fob = at / judge.width;
    const generation = generations.get(fob) ?? 0;
    return { fob, generation, memory: memory.slice(at, at + judge.width) };
  };
  const recording: FleetJudge = {
    ...judge,
    fresh: (memory, at) => {
      const fob = at / judge.width;
      generations.set(fob, (generations.get(fob) ?? -1) + 1);
      judge.fresh(memory, at);
    },
    judge: (memory, at, unixSeconds, seen) => {
      const verdict = judge.judge(memory, at, unixSeconds, seen);
      const value = typed.get(at / judge.width) ?? -1;
      deeds.push({ ...fobAt(at, memory), kind: 'code', unixSeconds, value, verdict });
      return verdict;
    },
    unlock: (memory, at, how) => {
      judge.unlock(memory, at, how);
      deeds.push({ ...fobAt(at, memory), kind: 'unlock', how });
    },
  };
  const engine = new BatchEngine(new ListeningKernel(typed));
  runFleetPart({ spec, first: 0, count: spec.fobs, judge: recording, engine });
  return deeds;
}

/** The readable engine, which tells the code that is looked for: of each key the last. */
class ListeningKernel implements Kernel {
  readonly kind = 'readable';
  readonly #kernel = new ReadableKernel();
  readonly stage = this.#kernel.stage;
  readonly #typed: Map<number, number>;

  constructor(typed: Map<number, number>) {
    this.#typed = typed;
  }

  keys(algorithm: Parameters<Kernel['keys']>[0]): KernelKeys {
    const keys = this.#kernel.keys(algorithm);
    const { indices, values } = this.stage;
    return {
      set: (first, secrets, secretBytes) => keys.set(first, secrets, secretBytes),
      codes: (items, digits) => keys.codes(items, digits),
      codesOf: (index, first, items, digits) => keys.codesOf(index, first, items, digits),
      verify: (items, digits) => {
        for (let i = 0; i < items; i++) this.#typed.set(indices[i] ?? 0, values[i] ?? -1);
        keys.verify(items, digits);
      },
      wipe: () => keys.wipe(),
      free: () => keys.free(),
    };
  }
}
