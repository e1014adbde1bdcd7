import { integerOf, type PartState, type Range, textOf } from './part-state.ts';

const CURRENTS: Range = { from: 0, to: 68_719_476_736 };
const ALWAYS_ON: readonly string[] = ['sleep', 'rtc'];

/** The named loads of a fob, in nA, and which of them are on: `sleep` and `rtc` from the start. */
export class Loads {
  readonly #currents: Map<string, number>;
  readonly #on = new Set<string>();
  #sumNa = 0;

  constructor(loadsNa: Readonly<Record<string, number>>) {
    this.#currents = new Map(Object.entries(loadsNa));
    for (const name of ALWAYS_ON) if (this.#currents.has(name)) this.#on.add(name);
    this.#sum();
  }

  /** Sum of the loads that are on. */
  get sumNa(): number {
    return this.#sumNa;
  }

  /** An unknown name is a load of 0 nA. */
  switch(name: string, on: boolean): void {
    if (this.#on.has(name) === on) return;
    if (on) this.#on.add(name);
    else this.#on.delete(name);
    this.#sum();
  }

  isOn(name: string): boolean {
    return this.#on.has(name);
  }

  set(name: string, nanoamps: number): void {
    this.#currents.set(name, nanoamps);
    this.#sum();
  }

  save(): PartState {
    return {
      on: [...this.#on].sort().join(' '),
      ...Object.fromEntries([...this.#currents].map(([name, na]) => [`load.${name}`, na])),
    };
  }

  load(state: PartState): void {
    this.#on.clear();
    for (const name of textOf(state, 'on').split(' ')) if (name !== '') this.#on.add(name);
    this.#currents.clear();
    for (const key of Object.keys(state)) {
      if (key.startsWith('load.'))
        this.#currents.set(key.slice(5), integerOf(state, key, CURRENTS));
    }
    this.#sum();
  }

  #sum(): void {
    this.#sumNa = 0;
    for (const name of this.#on) this.#sumNa += this.#currents.get(name) ?? 0;
  }
}
