import type { ProfileFacts } from '../env.ts';
import type { LoadWish, OtherFob, Step } from '../model.ts';
import { suggestion } from '@fobkit/store/yaml';
import type { Cursor } from '../read/cursor.ts';
import type { GivenHere, OtherHere } from '../word/given-words.ts';
import { mapSteps } from './map-steps.ts';

/** The fobs of a run, with what is loaded into each. */
export class RunFobs {
  readonly #at: Cursor;
  readonly #main: ProfileFacts;
  readonly #given: GivenHere | undefined;

  constructor(at: Cursor, main: ProfileFacts, given: GivenHere | undefined) {
    this.#at = at;
    this.#main = main;
    this.#given = given;
  }

  others(): ReadonlyMap<string, OtherFob> {
    const given = this.#given?.others ?? new Map<string, OtherHere>();
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
    const here = fob === undefined ? this.#given : this.#given?.others.get(fob);
    const wish = here?.load ?? { place: here?.place ?? this.#at.place };
    return wish === 'blank' ? undefined : this.#labelled(wish, fob);
  }

  /** The same steps, where a load of a further fob has its label. */
  labelled(steps: readonly Step[]): readonly Step[] {
    if (this.#given === undefined || this.#given.others.size === 0) return steps;
    return mapSteps(steps, (step) => {
      if (step.kind !== 'host' || step.call.command.name !== 'load') return step;
      const load = this.#labelled(step.call.command.load, step.fob);
      return { ...step, call: { ...step.call, command: { name: 'load', load } } };
    });
  }

  /** Further fobs do not share the label that their type usually gets. */
  #labelled(wish: LoadWish, fob: string | undefined): LoadWish {
    if (fob === undefined) return wish;
    const number = [...(this.#given?.others.keys() ?? [])].indexOf(fob) + 1;
    return { serialLabel: labelAfter(this.#factsOf(fob).serialLabel, number), ...wish };
  }

  #factsOf(fob: string): ProfileFacts {
    const other = this.#given?.others.get(fob);
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

/** The n-th label after one, its last digits counted on. */
function labelAfter(label: string, n: number): string {
  const digits = /\d{1,15}$/.exec(label)?.[0] ?? '';
  const number = String(Number(digits) + n).padStart(digits.length, '0');
  return label.slice(0, label.length - digits.length) + number.slice(-Math.max(digits.length, 1));
}
