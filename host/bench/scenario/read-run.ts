import { checkTimes } from './check/check-times.ts';
import { labelAfter } from './check/label-after.ts';
import { everyStep, mapEquivalent, mapSteps } from './check/map-steps.ts';
import type { ProfileFacts } from './env.ts';
import type { LoadWish, OtherFob, Scenario, ScenarioFault, Step } from './model.ts';
import type { RunParameters } from './matrix/runs.ts';
import { suggestion } from './nearest.ts';
import { Cursor, type ReadingContext } from './read/cursor.ts';
import type { MapNode } from './read/node.ts';
import type { ValueOf } from './read/shape.ts';
import type { FaultHere } from './word/fault-words.ts';
import { runWords } from './word/file-words.ts';
import { type OtherHere, USUAL_TIME } from './word/given-words.ts';

const USUAL_LIMIT = 600;
const USUAL_RULES = { resyncWindow: 100, lockAfter: 5, followsDrift: true } as const;

type Written = ValueOf<typeof runWords>;

/** One run of a file; undefined when something is wrong with it, which is told. */
export function readRun(
  file: MapNode,
  parameters: RunParameters,
  context: ReadingContext,
): Scenario | undefined {
  const at = new Cursor(file, '', context);
  const written = runWords.read(at);
  const profile = parameters.get('profile')?.text;
  const facts = profile === undefined ? undefined : context.env.profile(profile);
  if (written === null || facts === undefined || profile === undefined) return undefined;
  const fobs = new Fobs(at, facts, written);
  const load = fobs.loadOf();
  const complete = (step: Step): Step => fobs.completeStep(step);
  const steps = mapSteps(written.steps, complete);
  const teardown = mapSteps(written.teardown ?? [], complete);
  const seed = parameters.get('seed')?.value;
  const { title, about, source } = written;
  const { load: _, ...given } = written.given ?? { place: at.place, time: USUAL_TIME };
  const scenario: Scenario = {
    name: written.scenario,
    title: title ?? { en: written.scenario.replaceAll('-', ' ') },
    ...(about === undefined ? {} : { about }),
    ...(source === undefined ? {} : { source }),
    place: at.place,
    fileText: context.text,
    parameters: Object.fromEntries([...parameters].map(([name, { value }]) => [name, value])),
    profile,
    seed: typeof seed === 'number' ? seed : 1,
    given: { ...given, ...(load === undefined ? {} : { load }), others: fobs.others() },
    relyingParty: {
      window: (load?.mode ?? facts.preset?.mode) === 'hotp' ? 10 : 1,
      ...USUAL_RULES,
      ...written['relying-party'],
    },
    faults: faultsOf(written.faults, [...steps, ...teardown], { at, complete }),
    steps,
    teardown,
    timeLimit: written['time-limit'] ?? USUAL_LIMIT,
  };
  checkTimes(scenario, at);
  return scenario;
}

/** The fobs of a run, with what is loaded into each. */
class Fobs {
  readonly #at: Cursor;
  readonly #main: ProfileFacts;
  readonly #written: Written;

  constructor(at: Cursor, main: ProfileFacts, written: Written) {
    this.#at = at;
    this.#main = main;
    this.#written = written;
  }

  others(): ReadonlyMap<string, OtherFob> {
    const given = this.#written.given?.others ?? new Map<string, OtherHere>();
    return new Map(
      [...given].map(([name, { place }]) => {
        const load = this.loadOf(name);
        const profile = this.#factsOf(name).name;
        return [name, { place, profile, ...(load === undefined ? {} : { load }) }];
      }),
    );
  }

  /** What is loaded at the start. */
  loadOf(fob?: string): LoadWish | undefined {
    const { given } = this.#written;
    const here = fob === undefined ? given : given?.others.get(fob);
    const wish = here?.load ?? { place: here?.place ?? this.#at.place };
    return wish === 'blank' ? undefined : this.#labelled(wish, fob);
  }

  completeStep(step: Step): Step {
    if (step.kind !== 'host' || step.call.command.name !== 'load') return step;
    const load = this.#labelled(step.call.command.load, step.fob);
    return { ...step, call: { ...step.call, command: { name: 'load', load } } };
  }

  /** Further fobs do not share the label that their type usually gets. */
  #labelled(wish: LoadWish, fob: string | undefined): LoadWish {
    if (fob === undefined) return wish;
    const number = [...(this.#written.given?.others.keys() ?? [])].indexOf(fob) + 1;
    return { serialLabel: labelAfter(this.#factsOf(fob).serialLabel, number), ...wish };
  }

  #factsOf(fob: string): ProfileFacts {
    const other = this.#written.given?.others.get(fob);
    if (other?.profile === undefined) return this.#main;
    const { env } = this.#at.context;
    const facts = env.profile(other.profile);
    if (facts !== undefined) return facts;
    const hint = suggestion(other.profile, env.profileNames);
    this.#at.wrong(`no fob type is called ${JSON.stringify(other.profile)}; ${hint}`, {
      place: other.place,
      field: `given.others.${fob}.profile`,
    });
    return this.#main;
  }
}

function faultsOf(
  written: ReadonlyMap<string, FaultHere> = new Map(),
  steps: readonly Step[],
  { at, complete }: { readonly at: Cursor; readonly complete: (step: Step) => Step },
): ReadonlyMap<string, ScenarioFault> {
  const armed = new Set(
    [...everyStep(steps)].flatMap((step) => (step.kind === 'arm' ? [step.fault] : [])),
  );
  return new Map(
    [...written].map(([name, { armed: when, equivalent, ...same }]) => {
      if (when === 'by-step' && !armed.has(name)) {
        at.wrong(`no step arms it; a step arm: ${name}, or armed: at-start`, {
          place: same.place,
          field: `faults.${name}.armed`,
        });
      }
      const armedByStep = when === undefined ? armed.has(name) : when === 'by-step';
      const instead =
        equivalent === undefined ? {} : { equivalent: mapEquivalent(equivalent, complete) };
      return [name, { ...same, name, armedByStep, ...instead }];
    }),
  );
}
