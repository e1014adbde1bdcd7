/** Tells that something is away once, however often it is tried, and once that it is back. */
export class Outage {
  readonly #log: (message: string) => void;
  readonly #back: string;
  #away = false;

  constructor(log: (message: string) => void, back: string) {
    this.#log = log;
    this.#back = back;
  }

  failed(message: string): void {
    if (this.#away) return;
    this.#away = true;
    this.#log(message);
  }

  worked(): void {
    if (!this.#away) return;
    this.#away = false;
    this.#log(this.#back);
  }
}
