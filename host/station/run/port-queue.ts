import type { StationPort } from './port.ts';

/** One visit at a time for each port, and one for each time that a fob arrives there. */
export class PortQueue {
  readonly #work: (port: StationPort) => Promise<'ended' | 'again'>;
  readonly #here = new Set<string>();
  readonly #waiting = new Map<string, StationPort>();
  readonly #active = new Map<string, Promise<void>>();
  #held = false;
  #shut = false;

  /** @param work Never rejects. `again`: the fob has to be visited once more if it is still there. */
  constructor(work: (port: StationPort) => Promise<'ended' | 'again'>) {
    this.#work = work;
  }

  get held(): boolean {
    return this.#held;
  }

  arrived(port: StationPort): void {
    this.#here.add(port.name);
    this.#waiting.set(port.name, port);
    this.#start(port.name);
  }

  /** Visits a fob once more, if it is still there. */
  again(port: StationPort): void {
    if (this.#here.has(port.name) && !this.#waiting.has(port.name)) this.arrived(port);
  }

  left(name: string): void {
    this.#here.delete(name);
    this.#waiting.delete(name);
  }

  /** While it is held, no visit begins. */
  hold(held: boolean): void {
    this.#held = held;
    for (const name of [...this.#waiting.keys()]) this.#start(name);
  }

  /** No visit begins any more. */
  shut(): void {
    this.#shut = true;
    this.#waiting.clear();
  }

  /** Resolves when no visit goes on. */
  async idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.all(this.#active.values());
  }

  #start(name: string): void {
    const port = this.#waiting.get(name);
    if (port === undefined || this.#held || this.#shut || this.#active.has(name)) return;
    this.#waiting.delete(name);
    this.#active.set(name, this.#run(port));
  }

  async #run(port: StationPort): Promise<void> {
    const { name } = port;
    const how = await this.#work(port);
    this.#active.delete(name);
    const again = how === 'again' && this.#here.has(name) && !this.#waiting.has(name);
    if (again && !this.#shut) this.#waiting.set(name, port);
    this.#start(name);
  }
}
