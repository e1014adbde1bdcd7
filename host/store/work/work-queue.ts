import { randomUUID } from 'node:crypto';
import { delay, type HostClock } from '@fobkit/client';
import type { Job, PgBoss } from 'pg-boss';
import * as v from 'valibot';
import { lossOf, openingFailure } from './failure-of.ts';
import type { QueueAddress } from './queue-address.ts';
import { QueueError } from './queue-error.ts';
import { BOSS_SCHEMA, createTables, type Sql, sqlOf } from './tables.ts';
import type { WorkKind } from './work-kind.ts';

export interface QueueOptions {
  readonly clock: HostClock;
  /** `fobkit 0.1.0`: only workers of the same version share a job. */
  readonly tool: string;
  /** Looks for the shares of workers that died; one on the queue has to. */
  readonly supervises: boolean;
}

/** A share of a job that a worker holds. */
export interface Share {
  readonly job: string;
  readonly number: number;
  /** Says that the worker lives. */
  beat(): Promise<void>;
  /** Settles it, whatever came of it. */
  done(): Promise<void>;
  /** Gives it back undone. */
  giveBack(): Promise<void>;
}

/** A worker that is silent for so long is dead. The least that pg-boss takes. */
export const HEARTBEAT_SECONDS = 10;
/** No question to the server takes longer, in milliseconds. */
const PATIENCE_MS = 15_000;
const FAREWELL_MS = 1000;
const DEATHS = 1000;

const MOST_SHARES = 10_000_000;

const shareSchema = v.object({
  job: v.pipe(v.string(), v.uuid()),
  number: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_SHARES)),
});
const takenSchema = v.object({
  share: v.number(),
  result: v.nullable(v.string()),
  error: v.nullable(v.string()),
});

/** Shares of a kind of work in a PostgreSQL database. pg-boss hands them out, our tables keep results. */
export class WorkQueue<Order, Result> {
  readonly address: QueueAddress;
  readonly kind: WorkKind<Order, Result>;
  readonly #boss: PgBoss;
  readonly #sql: Sql;
  readonly #clock: HostClock;
  readonly #tool: string;
  readonly #name: string;
  #loss: QueueError | undefined;

  private constructor(
    kind: WorkKind<Order, Result>,
    boss: PgBoss,
    address: QueueAddress,
    { clock, tool }: QueueOptions,
  ) {
    this.kind = kind;
    this.#sql = sqlOf(kind.name);
    this.address = address;
    this.#boss = boss;
    this.#clock = clock;
    this.#tool = tool;
    this.#name = `${kind.name}-${tool.replaceAll(/[^\w.-]/g, '-')}`;
  }

  /** Connects and makes what is missing there. Rejects with `QueueError`. */
  static async open<Order, Result>(
    kind: WorkKind<Order, Result>,
    address: QueueAddress,
    options: QueueOptions,
  ): Promise<WorkQueue<Order, Result>> {
    // It takes as long to load as all the rest: only who has a queue pays for it.
    const { PgBoss: Boss } = await import('pg-boss');
    const boss = new Boss({
      connectionString: address.connectionString,
      schema: BOSS_SCHEMA,
      application_name: `fob ${kind.name}`,
      max: 4,
      connectionTimeoutMillis: 5000,
      schedule: false,
      supervise: options.supervises,
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
      reindex: false,
      monitorVacuum: false,
    });
    // What fails is told to who asked; its own timers have nobody to tell.
    boss.on('error', () => undefined);
    const queue = new WorkQueue(kind, boss, address, options);
    try {
      await queue.#patiently(boss.start());
      await queue.#query(createTables(kind.name));
      await queue.#patiently(
        boss.createQueue(queue.#name, {
          heartbeatSeconds: HEARTBEAT_SECONDS,
          expireInSeconds: 3600,
          retryLimit: DEATHS,
          deleteAfterSeconds: 60,
        }),
      );
      return queue;
    } catch (error) {
      await queue.close();
      throw openingFailure(address, error);
    }
  }

  /** Notes a job down; its shares are added by `addShares`. */
  async addJob(order: Order): Promise<string> {
    const id = randomUUID();
    await this.#ask(this.#sql.dropOld);
    await this.#ask(this.#sql.addJob, [id, this.#tool, JSON.stringify(order)]);
    return id;
  }

  async addShares(job: string, numbers: readonly number[]): Promise<void> {
    const jobs = numbers.map((number) => ({ data: { job, number } }));
    await this.#guarded(() => this.#boss.insert(this.#name, jobs));
  }

  /** Says that somebody still waits for it. */
  async seeJob(job: string): Promise<void> {
    await this.#ask(this.#sql.seeJob, [job]);
  }

  /** Results that nobody took before. Rejects with `QueueError` `share` where one failed. */
  async takeResults(job: string, order: Order): Promise<readonly Result[]> {
    const rows = await this.#ask(this.#sql.takeShares, [job]);
    return rows.map((row) => {
      const { share, result, error } = v.parse(takenSchema, row);
      const what = `share ${String(share)} of the ${this.kind.name}`;
      if (result === null) {
        throw new QueueError('share', `${what} failed in a worker: ${error ?? 'without a reason'}`);
      }
      try {
        return this.kind.read(result, order, share);
      } catch (cause) {
        const message = `${what}: what a worker kept is no result of it`;
        throw new QueueError('share', message, { cause });
      }
    });
  }

  async dropJob(job: string): Promise<void> {
    await this.#ask(this.#sql.dropJob, [job]);
  }

  /** Workers of this version, and their threads, seen lately. */
  async workers(): Promise<{ readonly workers: number; readonly threads: number }> {
    const [row] = await this.#ask(this.#sql.workers, [this.#tool]);
    return v.parse(v.object({ workers: v.number(), threads: v.number() }), row);
  }

  async seeWorker(worker: { id: string; name: string; threads: number }): Promise<void> {
    await this.#ask(this.#sql.seeWorker, [worker.id, worker.name, this.#tool, worker.threads]);
  }

  async dropWorker(id: string): Promise<void> {
    await this.#ask(this.#sql.dropWorker, [id]);
  }

  /** Rejects with `QueueError` `version` when only jobs of other versions wait there. */
  async refuseOtherVersions(): Promise<void> {
    const rows = await this.#ask(this.#sql.waiting);
    const tools = rows.map((row) => v.parse(v.object({ tool: v.string() }), row).tool);
    if (tools.length === 0 || tools.includes(this.#tool)) return;
    throw new QueueError(
      'version',
      `the ${this.kind.name} in the queue is of ${tools.join(', ')}, and this worker is ${this.#tool}: ` +
        'results of two versions would make no one report. Install the same version on both.',
    );
  }

  /** The next share that is free; undefined when there is none. */
  async take(): Promise<Share | undefined> {
    const [job] = await this.#guarded(() => this.#boss.fetch<unknown>(this.#name));
    if (job === undefined) return undefined;
    const data = v.safeParse(shareSchema, job.data);
    if (!data.success) {
      await this.#settle(job);
      return undefined;
    }
    return {
      ...data.output,
      beat: async () => {
        await this.#guarded(() => this.#boss.touch(this.#name, job));
      },
      done: () => this.#settle(job),
      giveBack: async () => {
        await this.#guarded(() => this.#boss.fail(this.#name, job, { why: 'given back' }));
      },
    };
  }

  /**
   * What the job is; undefined when nobody waits for it, or for this share, any more, or when it
   * has no such share.
   */
  async orderOf({ job, number }: Share): Promise<Order | undefined> {
    const [row] = await this.#ask(this.#sql.order, [job]);
    if (row === undefined) return undefined;
    if ((await this.#ask(this.#sql.isDone, [job, number])).length > 0) return undefined;
    const { job_order: text } = v.parse(v.object({ job_order: v.string() }), row);
    const order = parsed(this.kind.order, text);
    return order !== undefined && number < this.kind.sharesOf(order) ? order : undefined;
  }

  /** Keeps a result, or why there is none; what came before stays. Of a job that is gone none. */
  async keep({ job, number }: Share, outcome: Result | Error): Promise<void> {
    const failed = outcome instanceof Error;
    const result = failed ? null : this.kind.write(outcome);
    const error = failed ? outcome.message.slice(0, 2000) : null;
    await this.#ask(this.#sql.addShare, [job, number, result, error]);
  }

  /** Lets go of the server, which need not be there any more. */
  async close(): Promise<void> {
    try {
      const patience = this.#loss === undefined ? PATIENCE_MS : FAREWELL_MS;
      await this.#patiently(this.#boss.stop({ graceful: false }), patience);
    } catch {
      // There is nothing left to let go of.
    }
  }

  async #settle(job: Job<unknown>): Promise<void> {
    await this.#guarded(() => this.#boss.complete(this.#name, job));
  }

  #ask(text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
    return this.#guarded(() => this.#query(text, values));
  }

  async #query(text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
    // With an empty list of values a text of several statements would be refused.
    const given = values.length === 0 ? undefined : [...values];
    const answer = await this.#patiently(this.#boss.getDb().executeSql(text, given));
    const rows: unknown[] = answer.rows;
    return rows;
  }

  async #guarded<T>(ask: () => Promise<T>): Promise<T> {
    // Who is lost is not asked again: each question would be waited for.
    if (this.#loss !== undefined) throw this.#loss;
    try {
      return await this.#patiently(ask());
    } catch (error) {
      this.#loss ??= lossOf(this.address, error);
      throw this.#loss;
    }
  }

  /** A server that is cut off says nothing at all: whoever asks does not wait for ever. */
  async #patiently<T>(promise: Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
    const over = new AbortController();
    const late = delay(this.#clock, patienceMs, over.signal).then(() => {
      throw new Error(`no answer within ${String(patienceMs / 1000)} s`);
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([promise, late]);
    } finally {
      over.abort();
    }
  }
}

/** What a text holds; undefined when it is not of that form. */
function parsed<T>(schema: v.GenericSchema<unknown, T>, text: string): T | undefined {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    return undefined;
  }
}
