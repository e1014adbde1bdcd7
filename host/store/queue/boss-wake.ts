import type { HostClock } from '@fobkit/client';
import type { PgBoss } from 'pg-boss';
import type { PostgresAddress } from '../database/postgres-address.ts';
import { Outage } from './outage.ts';
import { PollingWake } from './polling-wake.ts';
import type { Wake } from './wake.ts';

/** A schema of its own, so that the database may hold other things too. */
const BOSS_SCHEMA = 'fobkit_wake';
const POLL_SECONDS = 0.5;
const DAY_SECONDS = 86_400;

export interface BossWakeOptions {
  readonly clock: HostClock;
  /** Names the queues of this listener, the same each time it starts. */
  readonly listener: string;
  readonly periodMs: number;
  readonly log: (message: string) => void;
}

/** Wakes other machines too, by pg-boss: each listener has a queue of its own for each topic. */
export class BossWake implements Wake {
  readonly #boss: PgBoss;
  readonly #polling: PollingWake;
  readonly #options: BossWakeOptions;
  readonly #outage: Outage;

  private constructor(boss: PgBoss, options: BossWakeOptions, outage: Outage) {
    this.#boss = boss;
    this.#outage = outage;
    this.#options = options;
    this.#polling = new PollingWake(options.clock, options.periodMs);
  }

  /** Rejects with what pg-boss or the server says. */
  static async open(address: PostgresAddress, options: BossWakeOptions): Promise<BossWake> {
    // It takes long to load: only who has a server pays for it.
    const { PgBoss: Boss } = await import('pg-boss');
    const boss = new Boss({
      connectionString: address.connectionString,
      schema: BOSS_SCHEMA,
      application_name: 'fob wake',
      max: 2,
      connectionTimeoutMillis: 5000,
      schedule: false,
      reindex: false,
      monitorVacuum: false,
    });
    const outage = new Outage(
      options.log,
      `${address.shown}: word to and from other stations goes again`,
    );
    const said = (error: unknown): void => {
      // A driver may repeat the URL it was given.
      const text = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      outage.failed(`${address.shown}: no word to or from other stations (${text})`);
    };
    boss.on('error', said);
    try {
      await boss.start();
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined);
      throw error;
    }
    return new BossWake(boss, options, outage);
  }

  async tell(topic: string): Promise<void> {
    await this.#polling.tell(topic);
    await this.#quietly(() =>
      this.#boss.publish(nameOf(topic), {}, { retentionSeconds: DAY_SECONDS }),
    );
  }

  listen(topic: string, run: () => void): () => void {
    const stop = this.#polling.listen(topic, run);
    const queue = nameOf(`${topic}.${this.#options.listener}`);
    let stopped = false;
    void this.#quietly(async () => {
      await this.#boss.createQueue(queue, {
        // One word that waits says all that a hundred would.
        policy: 'short',
        retryLimit: 0,
        retentionSeconds: DAY_SECONDS,
        deleteAfterSeconds: 60,
      });
      await this.#boss.subscribe(nameOf(topic), queue);
      await this.#boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS }, () => {
        this.#outage.worked();
        if (!stopped) run();
        return Promise.resolve();
      });
    });
    return () => {
      stopped = true;
      stop();
      void this.#quietly(() => this.#boss.offWork(queue));
    };
  }

  async close(): Promise<void> {
    await this.#polling.close();
    await this.#quietly(() => this.#boss.stop({ graceful: false }));
  }

  async #quietly(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask();
      this.#outage.worked();
    } catch {
      this.#outage.failed('a word to or from other stations was lost; everybody looks by itself');
    }
  }
}

/** Letters, digits, hyphens, dots and underlines: what pg-boss takes. */
function nameOf(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '-').slice(0, 100);
}
