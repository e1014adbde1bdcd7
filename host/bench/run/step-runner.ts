import type { Equivalent, Step } from '../scenario/model.ts';
import { blameFor } from './alive.ts';
import { armFault } from './arm-fault.ts';
import { RunStopped, StepEnd } from './blame.ts';
import type { RunContext } from './context.ts';
import { doStep, type Leaf } from './do-step.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import { runGroup } from './group.ts';
import { lackOf } from './lack-of.ts';
import { sweepPowerCuts } from './power-cuts.ts';
import type { StepRecord } from './record.ts';
import { repeat } from './repeat.ts';
import type { Depth, Steps } from './steps.ts';

/** Does the steps of a run, one after the other, and records each. */
export class StepRunner implements Steps {
  readonly run: RunContext;

  constructor(run: RunContext) {
    this.run = run;
  }

  async all(steps: readonly Step[], at: Depth): Promise<void> {
    for (const step of steps) await this.one(step, at);
  }

  async one(step: Step, at: Depth): Promise<void> {
    this.run.watch.check();
    const { journal } = this.run;
    const number = ++journal.number;
    const fob = this.run.fobOf(step);
    const { clock } = fob.rig;
    const startUnixMs = clock.unixMs();
    const end = await this.#tried(step, fob, at);
    const { kind, text, place } = step;
    const record: StepRecord = {
      number,
      kind,
      text,
      place,
      ...(step.fob === undefined ? {} : { fob: step.fob }),
      ...at,
      startUnixMs,
      endUnixMs: clock.unixMs(),
      ...end.told,
    };
    journal.steps.push(record);
    this.run.ports.onStep?.(record);
    if (end.error !== undefined) throw end.error;
  }

  async #tried(step: Step, fob: FobUnderRun, at: Depth): Promise<Tried> {
    try {
      const evidence = await this.#do(step, fob, at);
      await this.run.samplers.get(fob)?.take();
      return { told: { verdict: 'PASS', ...(evidence === undefined ? {} : { evidence }) } };
    } catch (error) {
      if (error instanceof RunStopped) {
        return { told: { verdict: 'INVALID', message: error.message }, error };
      }
      if (this.run.signal.aborted) {
        // What was under way ended by the signal, whatever it says.
        const stopped = this.#stopped(error);
        return { told: { verdict: 'INVALID', message: stopped.message }, error: stopped };
      }
      const end = (await blameFor(error, fob, this.run)).at(step.place);
      return { told: { verdict: end.verdict, message: end.message }, error: end };
    }
  }

  async #do(step: Step, fob: FobUnderRun, at: Depth): Promise<string | undefined> {
    const lack = lackOf(step, fob, this.run);
    if (lack !== undefined) {
      if (step.equivalent === undefined) throw new StepEnd('SKIPPED', lack);
      return this.equivalent(step.text, step.equivalent, at);
    }
    const inner = { ...at, depth: at.depth + 1 };
    switch (step.kind) {
      case 'repeat':
        return repeat(step, this, inner);
      case 'group':
        return runGroup(step.group, this, inner);
      case 'power-cuts':
        return sweepPowerCuts(step.sweep, { fob, steps: this, at: inner });
      case 'arm':
        return armFault(step.fault, { fob, steps: this, at });
      default:
        return this.#leaf(step, fob);
    }
  }

  async #leaf(step: Leaf, fob: FobUnderRun): Promise<string> {
    fob.atStep = this.run.journal.number;
    try {
      return await this.run.watch.race(doStep(step, fob, this.run));
    } finally {
      fob.atStep = undefined;
    }
  }

  async equivalent(of: string, { steps, tolerance }: Equivalent, at: Depth): Promise<string> {
    const { equivalents } = this.run.journal;
    if (!equivalents.some((known) => known.of === of)) equivalents.push({ of, tolerance });
    await this.all(steps, { ...at, depth: at.depth + 1, equivalentOf: of });
    return `its equivalent was done: ${tolerance}`;
  }

  #stopped(error: unknown): RunStopped {
    try {
      this.run.watch.check();
    } catch (stopped) {
      if (stopped instanceof RunStopped) return stopped;
    }
    return new RunStopped('stopped before its end', { cause: error });
  }
}

interface Tried {
  readonly told: Pick<StepRecord, 'verdict' | 'message' | 'evidence'>;
  readonly error?: Error;
}
