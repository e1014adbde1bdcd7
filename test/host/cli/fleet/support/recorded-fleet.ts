import { isDeepStrictEqual } from 'node:util';
import {
  type FleetJudge,
  type FleetSpec,
  runFleetPart,
} from '../../../../../firmware-sim/fleet/index.ts';
import { makeBatchEngine } from '../../../../../protocol/oath/batch/batch-engine.ts';
import { runNaively } from '../../../../firmware-sim/fleet/support/naive-teller.ts';

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
    | {
        readonly kind: 'together';
        readonly unixSeconds: number;
        readonly values: readonly [number, number];
        readonly verdict: number;
      }
    | { readonly kind: 'unlock'; readonly how: 'release' | 'reset' }
  );

/**
 * Lets a fleet live code by code, and writes down all that its bank is asked. By the batch engine it
 * comes to the same, or this throws.
 */
export function recordedFleet(spec: FleetSpec, judge: FleetJudge): readonly Deed[] {
  const deeds: Deed[] = [];
  let typed: readonly [number, number] = [-1, -1];
  const generations = new Map<number, number>();
  const fobAt = (at: number, memory: Float64Array) => {
    const fob = at / judge.width;
    const generation = generations.get(fob) ?? 0;
    return { fob, generation, memory: memory.slice(at, at + judge.width) };
  };
  const { together } = judge;
  const recording: FleetJudge = {
    ...judge,
    ...(together !== undefined && {
      together: {
        ...together,
        judge: (memory, at, unixSeconds, seen) => {
          const verdict = together.judge(memory, at, unixSeconds, seen);
          const deed = { kind: 'together', unixSeconds, values: typed, verdict } as const;
          deeds.push({ ...fobAt(at, memory), ...deed });
          return verdict;
        },
      },
    }),
    fresh: (memory, at) => {
      const fob = at / judge.width;
      generations.set(fob, (generations.get(fob) ?? -1) + 1);
      judge.fresh(memory, at);
    },
    judge: (memory, at, unixSeconds, seen) => {
      const verdict = judge.judge(memory, at, unixSeconds, seen);
      deeds.push({ ...fobAt(at, memory), kind: 'code', unixSeconds, value: typed[0], verdict });
      return verdict;
    },
    unlock: (memory, at, how) => {
      judge.unlock(memory, at, how);
      deeds.push({ ...fobAt(at, memory), kind: 'unlock', how });
    },
  };
  const part = { spec, first: 0, count: spec.fobs };
  const tally = runNaively({ ...part, judge: recording }, (value, second = -1) => {
    typed = [value, second];
  });
  const inBatches = runFleetPart({ ...part, judge, engine: makeBatchEngine() });
  if (!isDeepStrictEqual(inBatches, tally)) throw new Error('another fleet by the batch engine');
  return deeds;
}
