import { RunTags } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { watchWhereExpected } from '../campaign/invariant/watch-invariants.ts';
import { OpenParties } from '../relying-party/open-parties.ts';
import { RecalledParty } from '../relying-party/recalled-party.ts';
import type { Scenario } from '../scenario/model.ts';
import { armFault } from './arm-fault.ts';
import { blameOf, RunStopped, StepEnd } from './blame.ts';
import { RunContext } from './context.ts';
import { FaultBook } from './fault-book.ts';
import { FobUnderRun } from './fob-under-run.ts';
import { leaveBlank } from './leave-blank.ts';
import { Journal } from './journal.ts';
import { lacksOf } from './lack-of.ts';
import { type Ending, recordOf } from './make-record.ts';
import type { FaultRecord, Reason, RunRecord } from './record.ts';
import type { RunPorts, RunScenario } from './runner.ts';
import { Sampler } from './sample.ts';
import { startState } from './start-state.ts';
import { StepRunner } from './step-runner.ts';
import type { Depth } from './steps.ts';
import { StopWatch } from './stop-watch.ts';
import { idleReasons, NOTHING_CHECKED, provenBy } from './verdict.ts';

/** How long teardown may take, in wall seconds. */
const TEARDOWN_SECONDS = 60;
/** How long a link may take to close, in wall seconds. */
const HANG_UP_SECONDS = 10;
const TOP: Depth = { depth: 0, attempt: 1 };

/**
 * Runs one scenario on rigs taken for it, and gives the whole record. It never rejects: whatever
 * happens is a verdict. Rigs are closed at the end, however it ends.
 */
export const runScenario: RunScenario = async (scenario, ports) => {
  const watch = watchWhereExpected(scenario, ports);
  const record = await new Run(scenario, watch?.ports ?? ports).run();
  return watch === undefined ? record : watch.judged(record);
};

class Run {
  readonly #scenario: Scenario;
  readonly #ports: RunPorts;
  readonly #journal = new Journal();
  readonly #faults = new FaultBook();
  readonly #fobs = new Map<string | undefined, FobUnderRun>();
  readonly #tags: RunTags;
  readonly #party: RecalledParty;
  readonly #parties: OpenParties;
  readonly #reasons: Reason[] = [];
  #faultRecords: readonly FaultRecord[] = [];
  /** What was read back when the rig let go of the fob under test. */
  #released: string | undefined;

  constructor(scenario: Scenario, ports: RunPorts) {
    this.#scenario = scenario;
    this.#ports = ports;
    this.#tags = new RunTags(ports.runId);
    const { relyingParty, ownRules = relyingParty } = scenario;
    const open = () => ports.relyingParty(relyingParty, ownRules);
    this.#party = new RecalledParty(open);
    this.#parties = new OpenParties(open);
  }

  async run(): Promise<RunRecord> {
    const { wall } = this.#ports;
    const started = { unixMs: wall.unixMs(), monotonicMs: wall.now() };
    try {
      await this.#take();
      await this.#onRigs();
    } catch (error) {
      this.#reasons.push(blameOf(error).reason);
    } finally {
      await this.#close();
    }
    if (this.#journal.checks === 0 && this.#reasons.length === 0) {
      this.#reasons.push({ verdict: 'INVALID', message: NOTHING_CHECKED });
    }
    return recordOf(this.#ending(), { started, ports: this.#ports });
  }

  async #take(): Promise<void> {
    const names = [undefined, ...this.#scenario.given.others.keys()];
    for (const name of names) {
      if (this.#isStopped) throw new RunStopped('stopped before it began');
      const rig = await this.#ports.rigs.take(this.#scenario, name);
      const other = name === undefined ? undefined : this.#scenario.given.others.get(name);
      const fob = new FobUnderRun({
        rig,
        name,
        profile: other?.profile ?? this.#scenario.profile,
        tags: this.#tags,
        onMessage: (message) => this.#journal.transcript.push(message),
      });
      this.#fobs.set(name, fob);
      if (rig.taken !== undefined) this.#journal.readings.push(...rig.taken.readings);
    }
  }

  get #isStopped(): boolean {
    const { signal, urgentSignal } = this.#ports;
    return signal?.aborted === true || urgentSignal?.aborted === true;
  }

  async #onRigs(): Promise<void> {
    const watch = this.#watch(this.#scenario.timeLimit, [
      this.#ports.signal,
      this.#ports.urgentSignal,
    ]);
    const samplers = new Map<FobUnderRun, Sampler>();
    for (const fob of this.#fobs.values()) samplers.set(fob, new Sampler(fob, this.#journal));
    try {
      const run = this.#context(samplers, watch);
      const lacks = lacksOf(this.#scenario, run);
      for (const lack of lacks) this.#reasons.push({ verdict: 'SKIPPED', message: lack });
      if (lacks.length === 0) await this.#fromStart(run);
    } finally {
      watch.end();
    }
  }

  #context(samplers: ReadonlyMap<FobUnderRun, Sampler>, watch: StopWatch): RunContext {
    const parts = {
      scenario: this.#scenario,
      ports: this.#ports,
      journal: this.#journal,
      party: this.#party,
      openParty: () => this.#parties.open(),
      fobs: this.#fobs,
      faults: this.#faults,
      samplers,
    };
    return new RunContext(parts, watch);
  }

  async #fromStart(run: RunContext): Promise<void> {
    const leaves = [...run.samplers.values()].map((sampler) => sampler.follow());
    try {
      await this.#main(run, new StepRunner(run));
    } finally {
      run.watch.end();
      await this.#teardown(run);
      for (const leave of leaves) leave();
    }
  }

  async #main(run: RunContext, steps: StepRunner): Promise<void> {
    try {
      for (const [fob, sampler] of run.samplers) {
        await run.watch.race(startState(fob, run));
        await sampler.take();
      }
      await this.#tellStartState();
      await this.#armAll(run, steps);
      for (const fob of this.#fobs.values()) fob.rests();
      await steps.all(this.#scenario.steps, TOP);
    } catch (error) {
      this.#ended(error);
    }
    await this.#judgeFaults();
  }

  async #tellStartState(): Promise<void> {
    const fob = this.#fobs.get(undefined);
    const { onStartState } = this.#ports;
    if (fob === undefined || onStartState === undefined) return;
    const purpose = fob.belief.token?.parameters.purpose ?? 'test';
    if (purpose !== 'test' || fob.rig.lacks('snapshot') !== undefined) return;
    onStartState(await fob.rig.snapshot());
  }

  async #armAll({ fobs }: RunContext, steps: StepRunner): Promise<void> {
    const fob = fobs.get(undefined);
    if (fob === undefined) return;
    for (const { name, armedByStep, place } of this.#scenario.faults.values()) {
      if (armedByStep) continue;
      try {
        await armFault(name, { fob, steps, at: TOP });
      } catch (error) {
        throw blameOf(error).at(place);
      }
    }
  }

  /** A run that ended at a step that did not come off, or was stopped. */
  #ended(error: unknown): void {
    const stopped = error instanceof RunStopped;
    const end = stopped ? new StepEnd('INVALID', error.message) : blameOf(error);
    this.#reasons.push(...this.#journal.proven.splice(0), end.reason);
  }

  /** Looks at the evidence before teardown makes more of it. */
  async #judgeFaults(): Promise<void> {
    try {
      this.#faultRecords = await this.#faults.records();
    } catch (error) {
      this.#reasons.push({ verdict: 'INVALID', message: `faults: ${blameOf(error).message}` });
      return;
    }
    const proven = this.#reasons.map((reason) => provenBy(this.#faultRecords, reason));
    this.#reasons.splice(0, this.#reasons.length, ...proven);
    // Where something else ended the run, a fault may not have had its chance.
    if (!proven.some(({ verdict }) => verdict === 'SKIPPED')) {
      this.#reasons.push(...idleReasons(this.#faultRecords));
    }
  }

  async #teardown(main: RunContext): Promise<void> {
    if (this.#ports.urgentSignal?.aborted === true) return;
    const watch = this.#watch(TEARDOWN_SECONDS, [this.#ports.urgentSignal]);
    const steps = new StepRunner(main.under(watch));
    try {
      await steps.all(this.#scenario.teardown, TOP);
    } catch (error) {
      const { reason } = blameOf(error);
      const inTeardown = { ...reason, message: `in teardown: ${reason.message}` };
      const told = [...this.#journal.proven.splice(0), inTeardown];
      this.#reasons.push(...told.map((one) => provenBy(this.#faultRecords, one)));
    }
    try {
      for (const fob of this.#fobs.values()) await watch.race(leaveBlank(fob));
    } catch (error) {
      const message = `the fob is left loaded: ${blameOf(error).message}`;
      this.#reasons.push({ verdict: 'INVALID', message });
    } finally {
      watch.end();
    }
  }

  async #close(): Promise<void> {
    await this.#closeParties();
    for (const fob of this.#fobs.values()) {
      await this.#hangUp(fob);
      try {
        const { evidence, readings } = await fob.rig.close();
        this.#journal.readings.push(...readings);
        if (fob.name === undefined) this.#released = evidence;
      } catch (error) {
        const message = `the rig is not in its safe state: ${blameOf(error).message}`;
        this.#reasons.push({ verdict: 'INVALID', message });
      }
    }
  }

  async #closeParties(): Promise<void> {
    for (const party of [this.#party, this.#parties]) {
      try {
        await party.close();
      } catch (error) {
        const message = `the relying party does not close: ${blameOf(error).message}`;
        this.#reasons.push({ verdict: 'INVALID', message });
      }
    }
  }

  /** The rig lets go of the fob anyway, though its link hangs. */
  async #hangUp(fob: FobUnderRun): Promise<void> {
    const watch = this.#watch(HANG_UP_SECONDS, []);
    try {
      await watch.race(fob.drop());
    } catch {
      // A link that does not close is none of the fob's doing, nor of the rig's.
    } finally {
      watch.end();
    }
  }

  #watch(limitSeconds: number, signals: readonly (AbortSignal | undefined)[]): StopWatch {
    const rig = this.#fobs.get(undefined)?.rig;
    return new StopWatch({
      limitSeconds,
      now: () => this.#ports.wall.now(),
      clock: rig?.kind === 'bench' ? rig.clock : undefined,
      signals,
    });
  }

  #ending(): Ending {
    return {
      scenario: this.#scenario,
      journal: this.#journal,
      reasons: this.#reasons,
      faults: this.#faultRecords,
      fob: this.#fobs.get(undefined),
      released: this.#released,
      runId: toHex(this.#ports.runId),
    };
  }
}
