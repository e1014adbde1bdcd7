import { AsyncLocalStorage } from 'node:async_hooks';
import { Gate } from './gate.ts';

/** One transaction at a time; one that is begun inside another would wait for itself. */
export class WriteScope {
  readonly #gate = new Gate();
  readonly #inside = new AsyncLocalStorage<{ isOpen: boolean }>();

  async run<T>(work: () => Promise<T>): Promise<T> {
    this.check();
    return await this.#gate.pass(() => this.inside(work));
  }

  /** @throws Error inside a transaction. */
  check(): void {
    if (this.#inside.getStore()?.isOpen !== true) return;
    throw new Error('a transaction is begun inside another: use the one that is there');
  }

  /** Waits for its turn. What is run must itself be `inside`. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return await this.#gate.pass(work);
  }

  /** Whatever the work starts knows that it is in a transaction. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const transaction = { isOpen: true };
    try {
      return await this.#inside.run(transaction, work);
    } finally {
      // What was only started inside it, as a timer, may begin another once it is over.
      transaction.isOpen = false;
    }
  }
}
