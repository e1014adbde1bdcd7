import { DatabaseSync } from 'node:sqlite';
import type { HostClock } from '@fobkit/client';
import { processStart, whereaboutsOf } from '@fobkit/client/node';
import { LeaseBusyError, LeaseLostError } from './lease-error.ts';
import type { LeasedThing, LeaseHolder, LeaseProcess } from './lease-holder.ts';

/** A run's hold of some things, until `expiresUnixMs` unless it is renewed. */
export interface Lease {
  readonly run: string;
  /** The fencing number of each thing by key: it grows with every taking. */
  readonly fences: ReadonlyMap<string, number>;
  readonly expiresUnixMs: number;
}

export interface LeaseOptions {
  /** Of the database file; its folder is there. */
  readonly path: string;
  readonly clock: Pick<HostClock, 'unixMs'>;
  /** Whether a process still runs; the machine's own if absent. */
  readonly isRunning?: (process: LeaseProcess) => boolean;
}

/** How long another process may be in a transaction. */
const BUSY_TIMEOUT_MS = 5_000;

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS lease (
    key TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    run TEXT,
    processes TEXT NOT NULL,
    since INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    fence INTEGER NOT NULL
  ) STRICT;
`;

/**
 * Leases of a machine's instruments, in one SQLite file that its runs share. What is taken is taken
 * in one transaction, all or nothing. A lease ends when it is released, when nobody renewed it in
 * time, or when none of its processes runs any more.
 */
export class Leases {
  readonly #database: DatabaseSync;
  readonly #clock: Pick<HostClock, 'unixMs'>;
  readonly #isRunning: (process: LeaseProcess) => boolean;

  constructor(options: LeaseOptions) {
    const { path, clock, isRunning = runsHere } = options;
    this.#clock = clock;
    this.#isRunning = isRunning;
    this.#database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    this.#database.exec(SCHEMA);
  }

  /**
   * Takes all of the things or none.
   *
   * @param holder The run, and the processes that keep it alive; this process if absent.
   * @param ttlMs How long it lasts without being renewed.
   * @throws LeaseBusyError that tells who has which.
   */
  take(
    things: readonly LeasedThing[],
    holder: { readonly run: string; readonly processes?: readonly LeaseProcess[] },
    ttlMs: number,
  ): Lease {
    const { run, processes = [thisProcess()] } = holder;
    return this.#transaction((now) => {
      const busy = things.flatMap(({ key }) => this.#holderOf(key, now) ?? []);
      if (busy.length > 0) throw new LeaseBusyError(busy);
      const write = this.#database.prepare(`
        INSERT INTO lease (key, label, run, processes, since, expires, fence)
        VALUES (?, ?, ?, ?, ?, ?, 1)
        ON CONFLICT (key) DO UPDATE SET label = excluded.label, run = excluded.run,
          processes = excluded.processes, since = excluded.since, expires = excluded.expires,
          fence = fence + 1
        RETURNING fence`);
      const fences = new Map<string, number>();
      const text = JSON.stringify(processes);
      for (const { key, label } of things) {
        const row = write.get(key, label, run, text, now, now + ttlMs);
        fences.set(key, Number(row?.['fence']));
      }
      return { run, fences, expiresUnixMs: now + ttlMs };
    });
  }

  /** Holds it for `ttlMs` more from now. @throws LeaseLostError when it has ended. */
  renew(lease: Lease, ttlMs: number): Lease {
    return this.#transaction((now) => {
      this.#mustHold(lease, now);
      const write = this.#database.prepare('UPDATE lease SET expires = ? WHERE key = ?');
      for (const key of lease.fences.keys()) write.run(now + ttlMs, key);
      return { ...lease, expiresUnixMs: now + ttlMs };
    });
  }

  /**
   * Takes it over from the processes that had it, for this one: whoever goes on with the old lease
   * has lost it. @throws LeaseLostError when it has ended.
   */
  seize(lease: Lease, ttlMs: number): Lease {
    return this.#transaction((now) => {
      this.#mustHold(lease, now);
      const write = this.#database.prepare(
        'UPDATE lease SET fence = fence + 1, expires = ?, processes = ? WHERE key = ? RETURNING fence',
      );
      const mine = JSON.stringify([thisProcess()]);
      const fences = new Map<string, number>();
      for (const key of lease.fences.keys()) {
        fences.set(key, Number(write.get(now + ttlMs, mine, key)?.['fence']));
      }
      return { run: lease.run, fences, expiresUnixMs: now + ttlMs };
    });
  }

  /** @throws LeaseLostError when the lease has ended, or somebody else has what it held. */
  check(lease: Lease): void {
    this.#mustHold(lease, this.#clock.unixMs());
  }

  /** A further process keeps the lease alive, as a watchdog. @throws LeaseLostError */
  join(lease: Lease, process: LeaseProcess): void {
    this.#transaction((now) => {
      this.#mustHold(lease, now);
      const write = this.#database.prepare('UPDATE lease SET processes = ? WHERE key = ?');
      for (const key of lease.fences.keys()) {
        const known = this.#holderOf(key, now)?.processes ?? [];
        write.run(JSON.stringify([...known, process]), key);
      }
    });
  }

  /**
   * Leaves it to time alone: it ends in `ttlMs`, whether any process of it runs or not.
   *
   * @throws LeaseLostError when it has ended.
   */
  leave(lease: Lease, ttlMs: number): Lease {
    return this.#transaction((now) => {
      this.#mustHold(lease, now);
      const write = this.#database.prepare(
        "UPDATE lease SET expires = ?, processes = '[]' WHERE key = ?",
      );
      for (const key of lease.fences.keys()) write.run(now + ttlMs, key);
      return { ...lease, expiresUnixMs: now + ttlMs };
    });
  }

  /** Lets go of what the lease still holds. */
  release(lease: Lease): void {
    this.#transaction(() => {
      const write = this.#database.prepare(
        'UPDATE lease SET run = NULL WHERE key = ? AND fence = ? AND run = ?',
      );
      for (const [key, fence] of lease.fences) write.run(key, fence, lease.run);
    });
  }

  /** Everything that is held now. */
  holders(): readonly LeaseHolder[] {
    const now = this.#clock.unixMs();
    const rows = this.#database.prepare('SELECT key FROM lease ORDER BY key').all();
    return rows.flatMap(({ key }) => this.#holderOf(String(key), now) ?? []);
  }

  close(): void {
    this.#database.close();
  }

  #mustHold(lease: Lease, now: number): void {
    for (const [key, fence] of lease.fences) {
      const holder = this.#holderOf(key, now);
      const ours = holder?.fence === fence && holder.run === lease.run;
      if (!ours) throw new LeaseLostError(lease.run, key, holder);
    }
  }

  #holderOf(key: string, now: number): LeaseHolder | undefined {
    const row = this.#database.prepare('SELECT * FROM lease WHERE key = ?').get(key);
    const run = row?.['run'];
    if (row === undefined || typeof run !== 'string') return undefined;
    const processes = readProcesses(row['processes']);
    const holder: LeaseHolder = {
      key,
      label: String(row['label']),
      run,
      processes: processes ?? [],
      sinceUnixMs: Number(row['since']),
      expiresUnixMs: Number(row['expires']),
      fence: Number(row['fence']),
    };
    if (holder.expiresUnixMs <= now) return undefined;
    // Of processes that cannot be read, or are none, nobody can say that they are gone.
    if (processes === undefined || processes.length === 0) return holder;
    return processes.some(this.#isRunning) ? holder : undefined;
  }

  /** Nobody else writes meanwhile; what throws leaves everything as it was. */
  #transaction<T>(work: (now: number) => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work(this.#clock.unixMs());
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

/** This process, as a holder of leases. */
function thisProcess(): LeaseProcess {
  return processOf(process.pid);
}

/** A process that runs now, as a holder of leases. */
export function processOf(pid: number): LeaseProcess {
  const start = processStart(pid);
  return { pid, ...(start === undefined ? {} : { processStart: start }) };
}

function runsHere(process: LeaseProcess): boolean {
  return whereaboutsOf(process) !== 'gone';
}

/** Undefined for what another version wrote otherwise: then only the time ends the lease. */
function readProcesses(text: unknown): readonly LeaseProcess[] | undefined {
  let found: unknown;
  try {
    found = JSON.parse(String(text));
  } catch {
    return undefined;
  }
  if (!Array.isArray(found)) return undefined;
  const processes = found.map(readProcess);
  return processes.every((process) => process !== undefined) ? processes : undefined;
}

function readProcess(one: unknown): LeaseProcess | undefined {
  if (typeof one !== 'object' || one === null || !('pid' in one)) return undefined;
  const { pid } = one;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const start = 'processStart' in one ? one.processStart : undefined;
  return { pid, ...(typeof start === 'string' ? { processStart: start } : {}) };
}
