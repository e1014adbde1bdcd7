import { type Reading, type ReadingOf, readingOfStatus, RigError } from '@fobkit/client';
import type { LoadedParameters } from '@fobkit/protocol';
import type { RecalledParty } from '../relying-party/recalled-party.ts';
import type { RelyingParty, TokenKey } from '../relying-party/relying-party.ts';
import { everyStepOf } from './every-step.ts';
import type { Scenario, Step, StepBase } from '../scenario/model.ts';
import { StepEnd } from './blame.ts';
import type { FaultBook } from './fault-book.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import type { HostContext } from './host-call.ts';
import type { Journal } from './journal.ts';
import { PowerProof } from './power-proof.ts';
import type { RunPorts } from './runner.ts';
import type { Sampler } from './sample.ts';
import type { StopWatch } from './stop-watch.ts';

/** What only a fob itself can tell where nobody looks into a model. */
const ASKED: ReadonlySet<ReadingOf> = new Set(['drift', 'battery', 'uptime', 'resets', 'presses']);

export interface RunContextParts {
  readonly scenario: Scenario;
  readonly ports: RunPorts;
  readonly journal: Journal;
  readonly party: RecalledParty;
  /** Another relying party by the same rules, which is closed when the run is. */
  readonly openParty: () => Promise<RelyingParty>;
  /** The fob under test is the one without a name. */
  readonly fobs: ReadonlyMap<string | undefined, FobUnderRun>;
  readonly faults: FaultBook;
  readonly samplers: ReadonlyMap<FobUnderRun, Sampler>;
}

/** What every step of a run may look at and do. */
export class RunContext {
  readonly scenario: Scenario;
  readonly ports: RunPorts;
  readonly journal: Journal;
  readonly party: RecalledParty;
  readonly openParty: () => Promise<RelyingParty>;
  readonly fobs: ReadonlyMap<string | undefined, FobUnderRun>;
  readonly faults: FaultBook;
  readonly samplers: ReadonlyMap<FobUnderRun, Sampler>;
  /** The host's clock minus world time, in seconds. */
  hostOffset = 0;
  readonly power = new PowerProof();
  /** Whether some step wants a code that was read before. */
  readonly readsCodes: boolean;
  /** Whether fobs are registered without a step that does it. */
  readonly registersItself: boolean;
  readonly #judges = new WeakMap<object, Promise<RelyingParty>>();
  readonly watch: StopWatch;

  constructor(parts: RunContextParts, watch: StopWatch) {
    this.scenario = parts.scenario;
    this.ports = parts.ports;
    this.journal = parts.journal;
    this.party = parts.party;
    this.openParty = parts.openParty;
    this.fobs = parts.fobs;
    this.faults = parts.faults;
    this.samplers = parts.samplers;
    this.readsCodes = readsCodes(parts.scenario);
    this.registersItself = !everyStepOf(parts.scenario).some(isOfTheBanksList);
    this.watch = watch;
  }

  get signal(): AbortSignal {
    return this.watch.signal;
  }

  /** Looks at a fob for its timeline. */
  async between(fob: FobUnderRun): Promise<void> {
    await this.samplers.get(fob)?.between();
  }

  /** The same run in its teardown, which has a time of its own; what was stopped stays stopped. */
  under(watch: StopWatch): RunContext {
    const later = new RunContext(this, watch);
    later.hostOffset = this.hostOffset;
    return later;
  }

  /** The fob that a step is done to. */
  fobOf(step: Pick<StepBase, 'fob'>): FobUnderRun {
    const fob = this.fobs.get(step.fob);
    if (fob !== undefined) return fob;
    throw new StepEnd('INVALID', `the scenario has no fob "${String(step.fob)}"`);
  }

  presetOf({ profile }: FobUnderRun): LoadedParameters {
    const preset = this.ports.preset(profile);
    if (preset !== undefined) return preset;
    throw new StepEnd('INVALID', `there is no profile ${profile}`);
  }

  hostContext(fob: FobUnderRun): HostContext {
    return {
      seed: this.scenario.seed,
      preset: this.presetOf(fob),
      hostUnixMs: () => fob.rig.clock.unixMs() + this.hostOffset * 1000,
      signal: this.signal,
    };
  }

  /** The relying party's time: world time, in seconds. */
  bankTime({ rig }: FobUnderRun): number {
    return rig.clock.unixMs() / 1000;
  }

  /**
   * Who judges the codes of a fob: the relying party, where it has the token, else one that has
   * nothing but this token.
   */
  judgeOf(fob: FobUnderRun): Promise<RelyingParty> {
    const { token, registered } = fob.belief;
    if (token === undefined) throw new StepEnd('INVALID', `${fob.called} was not loaded`);
    if (registered) return Promise.resolve(this.party);
    const known = this.#judges.get(token);
    if (known !== undefined) return known;
    const made = this.#openJudge(token, this.bankTime(fob));
    this.#judges.set(token, made);
    return made;
  }

  async #openJudge(token: TokenKey, unixSeconds: number): Promise<RelyingParty> {
    const judge = await this.openParty();
    await judge.register(token, unixSeconds);
    return judge;
  }

  /**
   * Measures. What the fob alone can tell is asked over the run's own link on a bench, since only
   * one can be open; an emulated rig looks into the model and leaves the fob alone.
   */
  async read(fob: FobUnderRun, what: ReadingOf): Promise<Reading> {
    const isAsked = ASKED.has(what) && this.#asks(fob);
    const reading = isAsked ? await this.#ask(fob, what) : await fob.rig.read(what);
    if (!Number.isFinite(reading.value)) {
      const { instrument, value } = reading;
      throw new RigError('unproven', `${instrument} tells ${String(value)} for the ${what}`);
    }
    this.journal.readings.push(reading);
    return reading;
  }

  #asks({ rig }: FobUnderRun): boolean {
    return rig.lacks('truth') !== undefined && rig.lacks('wire') === undefined;
  }

  async #ask(fob: FobUnderRun, what: ReadingOf): Promise<Reading> {
    const status = await fob.status({ signal: this.signal });
    return readingOfStatus(what, status, fob.rig.clock.unixMs());
  }
}

function readsCodes(scenario: Scenario): boolean {
  return everyStepOf(scenario).some(
    (step) =>
      (step.kind === 'bank' && (step.call.name === 'verify' || step.call.name === 'resync')) ||
      (step.kind === 'expect' && step.expectations.some(isOfLastCode)),
  );
}

function isOfLastCode(wish: Extract<Step, { kind: 'expect' }>['expectations'][number]): boolean {
  return wish.kind === 'code' && wish.from === 'last';
}

/** Such a step shows that the scenario keeps the bank's list by itself. */
function isOfTheBanksList(step: Step): boolean {
  if (step.kind !== 'bank') return false;
  const { call } = step;
  if (call.name === 'verify') return call.outcome === 'unknown';
  return call.name === 'register' || call.name === 'cancel';
}
