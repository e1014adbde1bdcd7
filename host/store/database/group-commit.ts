import { AsyncResource } from 'node:async_hooks';
import { sql, type Transaction } from 'kysely';

type Work<Schema, T> = (transaction: Transaction<Schema>) => Promise<T>;

/** How a group is brought into the database. */
export interface GroupTarget<Schema> {
  /** One transaction; resolves once it is durable. */
  commit(all: (transaction: Transaction<Schema>) => Promise<void>): Promise<void>;
  /** False once the database has rolled the transaction back by itself, as when its disk is full. */
  isOpen(): boolean;
}

/** What somebody wants to have written. */
interface Asked<Schema> {
  run(transaction: Transaction<Schema>): Promise<void>;
  /** Tells what came of it, now that it is durable. */
  tell(): void;
  fail(error: unknown): void;
}

/** More at once would keep the first of them waiting. */
const MOST = 64;

// Taken before anybody fakes timers.
const { setImmediate } = globalThis;

/**
 * Commits what is asked for in one turn of the event loop together: one sync of the disk for all,
 * and nobody hears of a success before it. Each has a savepoint of its own, so that one that fails
 * takes nothing of the others with it.
 */
export class GroupCommit<Schema> {
  readonly #target: GroupTarget<Schema>;
  readonly #asked: Asked<Schema>[] = [];
  #busy = false;

  constructor(target: GroupTarget<Schema>) {
    this.#target = target;
  }

  /** Resolves with what `work` gives once it is durable; rejects with its error, or the database's. */
  add<T>(work: Work<Schema, T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    // It runs in the turn of another, and in the context of its own.
    const inContext = AsyncResource.bind(work);
    let outcome = (): void => undefined;
    this.#asked.push({
      run: async (transaction) => {
        const value = await inContext(transaction);
        outcome = () => {
          resolve(value);
        };
      },
      tell: () => {
        outcome();
      },
      fail: reject,
    });
    void this.#commitAll();
    return promise;
  }

  async #commitAll(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#asked.length > 0) {
      await turn();
      await this.#commitGroup(this.#asked.splice(0, MOST));
    }
    this.#busy = false;
  }

  async #commitGroup(group: readonly Asked<Schema>[]): Promise<void> {
    const good: Asked<Schema>[] = [];
    const [first] = group;
    try {
      await this.#target.commit(async (transaction) => {
        // A repeated transaction begins anew.
        good.splice(0);
        if (group.length === 1 && first !== undefined) {
          await first.run(transaction);
          good.push(first);
          return;
        }
        for (const one of group) {
          if (await this.#runOne(transaction, one)) good.push(one);
        }
      });
    } catch (error) {
      for (const one of group) one.fail(error);
      return;
    }
    for (const one of good) one.tell();
  }

  /** Whether it is part of the transaction now. */
  async #runOne(transaction: Transaction<Schema>, one: Asked<Schema>): Promise<boolean> {
    await sql`savepoint one`.execute(transaction);
    try {
      await one.run(transaction);
    } catch (error) {
      // Nothing of the group is left.
      if (!this.#target.isOpen()) throw error;
      await sql`rollback to savepoint one`.execute(transaction);
      await sql`release savepoint one`.execute(transaction);
      one.fail(error);
      return false;
    }
    await sql`release savepoint one`.execute(transaction);
    return true;
  }
}

function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setImmediate(() => {
    resolve(undefined);
  });
  return promise;
}
