import type { FaultReport, Fob } from '@fobkit/emulator';

/** A fault that a test has armed. */
export class TestFault {
  readonly #fob: () => Fob;
  readonly #id: string;

  constructor(fob: () => Fob, id: string) {
    this.#fob = fob;
    this.#id = id;
  }

  /** Whether it did anything yet: a test whose fault never fired has tested nothing. */
  get fired(): boolean {
    return this.report.firedCount > 0;
  }

  /** What became of it, with the evidence in a sentence. */
  get report(): FaultReport {
    return this.#fob().faults.find(this.#id);
  }

  /** Lifts it and gives the part back as it was. */
  clear(): void {
    this.#fob().faults.clear(this.#id);
  }
}
