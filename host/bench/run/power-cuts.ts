import { ChannelError, type Rig, RigError } from '@fobkit/client';
import type { PowerCutSweep } from '../scenario/model.ts';
import { outcomeOf, RunStopped, StepEnd } from './blame.ts';
import type { Belief, FobUnderRun } from './fob-under-run.ts';
import type { Depth, Steps } from './steps.ts';

export interface SweepOptions {
  readonly fob: FobUnderRun;
  readonly steps: Steps;
  readonly at: Depth;
}

/** Counts steps of flash up to here; no scenario has so many. */
const NEVER = 1_000_000_000;

/**
 * Cuts the power in every step of flash, or in some, of what `during` does, each time from the same
 * snapshot, and does `then`. Only a cut that did not come off leaves its steps in the record.
 * Afterwards the fob is where `during` without a cut has left it.
 */
export async function sweepPowerCuts(sweep: PowerCutSweep, options: SweepOptions): Promise<string> {
  return new Sweep(sweep, options).run();
}

class Sweep {
  readonly #sweep: PowerCutSweep;
  readonly #fob: FobUnderRun;
  readonly #rig: Rig;
  readonly #steps: Steps;
  readonly #at: Depth;

  constructor(sweep: PowerCutSweep, { fob, steps, at }: SweepOptions) {
    this.#sweep = sweep;
    this.#fob = fob;
    this.#rig = fob.rig;
    this.#steps = steps;
    this.#at = at;
  }

  async run(): Promise<string> {
    const before = await this.#moment();
    const total = await this.#count();
    if (total === 0)
      throw new StepEnd('INVALID', 'nothing was written to flash: no cut is possible');
    const after = await this.#moment();
    const { journal } = this.#steps.run;
    const cuts = spread(total, this.#sweep.cuts ?? total);
    for (const cut of cuts) {
      const mark = journal.mark();
      await this.#goBack(before);
      await this.#cut(cut, total);
      journal.forget(mark);
    }
    await this.#goBack(after);
    return `power was cut in ${String(cuts.length)} of ${String(total)} steps of flash; each cut fired`;
  }

  /** How many steps of flash `during` takes. It must come off when no power is cut. */
  async #count(): Promise<number> {
    const trigger = { on: 'nth', event: 'write', n: NEVER };
    const { id } = await this.#rig.armFault({ kind: 'flash.torn', trigger });
    await this.#steps.all(this.#sweep.during, this.#at);
    const proof = (await this.#rig.faults()).find((fault) => fault.id === id);
    await this.#rig.clearFault(id);
    const seen = /(\d+) seen$/.exec(proof?.evidence ?? '')?.[1];
    if (seen === undefined) throw new RigError('unproven', 'the rig does not count steps of flash');
    return Number(seen);
  }

  async #cut(cut: number, total: number): Promise<void> {
    const called = `cut in step ${String(cut)} of ${String(total)}`;
    const { id } = await this.#rig.armFault({
      kind: 'flash.torn',
      args: [String(cut)],
      trigger: { on: 'arming' },
      seed: cut,
    });
    await this.#during();
    const proof = (await this.#rig.faults()).find((fault) => fault.id === id);
    await this.#rig.clearFault(id);
    if (proof === undefined || proof.firedCount === 0) {
      throw new StepEnd('INVALID', `${called}: it never fired`);
    }
    await this.#fob.drop();
    try {
      await this.#steps.all(this.#sweep.then, this.#at);
    } catch (error) {
      if (!(error instanceof StepEnd)) throw error;
      const { verdict, message, place } = error;
      throw new StepEnd(verdict, `${called}: ${message}`, { cause: error, place });
    }
  }

  /** What is cut off ends as it ends; what the rig did, and what breaks the protocol, is passed on. */
  async #during(): Promise<void> {
    try {
      await this.#steps.all(this.#sweep.during, this.#at);
    } catch (error) {
      if (error instanceof RunStopped || !(error instanceof StepEnd)) throw error;
      const { cause } = error;
      if (cause !== undefined && outcomeOf(cause) === undefined && !isOverByTheCut(cause))
        throw error;
    }
  }

  async #moment(): Promise<Moment> {
    const { party, hostOffset } = this.#steps.run;
    await this.#fob.drop();
    return {
      hostOffset,
      snapshot: await this.#rig.snapshot(),
      belief: this.#fob.belief,
      party: party.moment,
    };
  }

  async #goBack({ snapshot, belief, party, hostOffset }: Moment): Promise<void> {
    await this.#fob.drop();
    await this.#rig.restore(snapshot);
    this.#fob.belief = belief;
    this.#steps.run.hostOffset = hostOffset;
    await this.#steps.run.party.recall(party);
  }
}

/** A sealed channel does not outlive a loss of power. */
function isOverByTheCut(cause: unknown): boolean {
  return cause instanceof ChannelError;
}

interface Moment {
  readonly snapshot: string;
  readonly belief: Belief;
  readonly hostOffset: number;
  /** How much the relying party had been told. */
  readonly party: number;
}

/** So many of the numbers from 1 to `total`, evenly, the first and the last among them. */
export function spread(total: number, wanted: number): readonly number[] {
  const count = Math.min(total, Math.max(1, wanted));
  if (count === 1) return [1];
  return Array.from({ length: count }, (_, i) => 1 + Math.round((i * (total - 1)) / (count - 1)));
}
