import { fleetJudge } from '@fobkit/bank/policy';
import { runFleetPart } from '@fobkit/emulator/fleet';
import { type FleetPlan, type FleetTask, planOf, shareOf, type ShareResult } from '@fobkit/fleet';
import { type BatchEngine, makeBatchEngine } from '@fobkit/protocol';
import { fleetEnv, readyPolicy } from './fleet-env.ts';

/** What a thread keeps from one share to the next: the file as it was read, and the engine. */
export class FleetWorld {
  #read: { readonly text: string; readonly plan: FleetPlan } | undefined;
  #engine: BatchEngine | undefined;

  doShare({ order, share }: FleetTask): ShareResult {
    const { spec, computesCodes } = this.#planOf(order);
    const { policy, first, count } = shareOf(order, share);
    const { mode, stepSeconds } = spec.codes;
    const judge = fleetJudge(readyPolicy(order.policies[policy]), { mode, stepSeconds });
    const engine = computesCodes ? (this.#engine ??= makeBatchEngine()) : undefined;
    const part = { spec, first, count, judge, ...(engine === undefined ? {} : { engine }) };
    return { share, tally: runFleetPart(part) };
  }

  #planOf(order: FleetTask['order']): FleetPlan {
    const text = JSON.stringify([order.file, order.change]);
    if (this.#read?.text !== text) this.#read = { text, plan: planOf(order, fleetEnv) };
    return this.#read.plan;
  }
}
