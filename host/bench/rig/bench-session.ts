import { type HostClock, RigError } from '@fobkit/client';
import {
  type Lease,
  LeaseBusyError,
  type LeasedThing,
  type Leases,
  processOf,
} from '@fobkit/store';
import { type Bench, type BenchPort, type Instrument, instrumentsOf } from '../bench-file/bench.ts';
import { leaseKey } from '../bench-file/read-instruments.ts';
import type { BenchEnv } from '../instrument/bench-env.ts';
import { InstrumentSet } from '../instrument/instrument-set.ts';
import type { StartWatchdog, WatchdogProcess } from '../watchdog/watchdog-process.ts';
import { faultLine } from '@fobkit/store/yaml';
import { SafeState } from './safe-state.ts';

/** How long a lease lasts without a heartbeat, and how often there is one. */
const LEASE_MS = 30_000;
const BEAT_MS = 10_000;
/** A run that says nothing for so long is taken for dead by its watchdog, before its leases end. */
const SILENCE_MS = 15_000;

export interface BenchSessionOptions {
  readonly bench: Bench;
  /** Text of the bench file, for the watchdog. */
  readonly text: string;
  readonly env: BenchEnv;
  /** 16 hex digits or any other name of the run. */
  readonly run: string;
  readonly leases: { readonly store: Leases; readonly path: string };
  readonly startWatchdog: StartWatchdog;
  /** Where the watchdog notes what it did. */
  readonly watchdogLog: string;
}

/**
 * A run's hold of a bench: leases with their heartbeat, a watchdog, the instruments. It begins
 * before anything is touched and ends when everything is safe.
 */
export class BenchSession {
  readonly instruments: InstrumentSet;
  readonly safe: SafeState;
  readonly #options: BenchSessionOptions;
  readonly #clock: HostClock;
  readonly #ports = new Map<string, BenchPort>();
  #leases: Lease[] = [];
  #watchdog: WatchdogProcess | undefined;
  #stopBeat: () => void = () => undefined;
  #lost: RigError | undefined;

  constructor(options: BenchSessionOptions) {
    const { bench, env } = options;
    this.#options = options;
    this.#clock = env.host.clock;
    // Right before each switching: a run may have slept between its last look and this.
    this.instruments = new InstrumentSet(env, () => {
      this.#mustHoldLeases();
    });
    const { tolerances } = bench;
    this.safe = new SafeState({ instruments: this.instruments, tolerances, clock: this.#clock });
  }

  /**
   * Leases the instruments of a port that the session has not yet, asks each who it is, and has the
   * watchdog guard it. Nothing is switched. Rejects with RigError: `busy` when another run has one.
   */
  async add(port: BenchPort): Promise<void> {
    this.mustHold();
    this.#lease(port);
    this.#ports.set(port.name, port);
    for (const instrument of instrumentsOf(port)) await this.#identify(instrument);
    const hubs = await this.safe.noteHubs([port]);
    await this.#guard(hubs);
  }

  /** Rejects with RigError that names the instrument's place in the bench file. */
  async #identify(instrument: Instrument): Promise<void> {
    try {
      await this.instruments.identify(instrument);
    } catch (cause) {
      if (!(cause instanceof RigError)) throw cause;
      const message = faultLine({ place: instrument.place, message: cause.message });
      throw new RigError(cause.code, message, { cause });
    }
  }

  /** @throws RigError when the instruments may be another's by now, or nobody watches over them. */
  mustHold(): void {
    this.#mustHoldLeases();
    if (this.#watchdog?.ended === true) {
      throw new RigError(
        'contact',
        'the watchdog of this run has ended: nothing would make it safe',
      );
    }
  }

  /** Ends watchdog and leases; whatever was switched on must be safe by now. */
  async end(): Promise<void> {
    this.#stopBeat();
    await this.instruments.close();
    await this.#watchdog?.dismiss();
    const { store } = this.#options.leases;
    for (const lease of this.#leases) store.release(lease);
    this.#leases = [];
    store.close();
  }

  /**
   * Something is not safe: the watchdog goes on trying, and keeps the leases so long. Without a
   * watchdog nothing was switched on yet, and all ends here.
   */
  async abandon(): Promise<void> {
    if (this.#watchdog === undefined) {
      await this.end();
      return;
    }
    this.#stopBeat();
    await this.instruments.close();
    this.#watchdog.alarm();
    this.#options.leases.store.close();
  }

  /** Whether anything may have been switched on. */
  get armed(): boolean {
    return this.#watchdog !== undefined;
  }

  /** Whether the instruments of a port are this run's: else another may be switching them. */
  holds(port: BenchPort): boolean {
    try {
      this.mustHold();
    } catch {
      if (this.#lost !== undefined) return false;
    }
    return this.#ports.has(port.name);
  }

  #mustHoldLeases(): void {
    if (this.#lost !== undefined) throw this.#lost;
    try {
      for (const lease of this.#leases) this.#options.leases.store.check(lease);
    } catch (error) {
      throw this.#lose(error);
    }
  }

  #lease(port: BenchPort): void {
    const { leases, run } = this.#options;
    const held = new Set(this.#leases.flatMap(({ fences }) => [...fences.keys()]));
    const things = thingsOf(port).filter(({ key }) => !held.has(key));
    if (things.length === 0) return;
    try {
      this.#leases.push(leases.store.take(things, { run }, LEASE_MS));
    } catch (error) {
      if (!(error instanceof LeaseBusyError)) throw error;
      throw new RigError('busy', error.message, { cause: error });
    }
    this.#beat();
  }

  async #guard(hubs: Readonly<Record<string, boolean>>): Promise<void> {
    const { startWatchdog, leases, bench, text, run, watchdogLog } = this.#options;
    this.#watchdog ??= await startWatchdog(this.#clock);
    const watcher = processOf(this.#watchdog.pid);
    for (const lease of this.#leases) leases.store.join(lease, watcher);
    const fences = Object.fromEntries(this.#leases.flatMap((lease) => [...lease.fences]));
    await this.#watchdog.guard({
      run,
      text,
      file: bench.file,
      leases: { path: leases.path, fences },
      ports: [...this.#ports.keys()],
      hubs: { ...hubs },
      silenceMs: SILENCE_MS,
      logFile: watchdogLog,
    });
  }

  #beat(): void {
    this.#stopBeat();
    this.#stopBeat = this.#clock.after(BEAT_MS, () => {
      try {
        const { store } = this.#options.leases;
        this.#leases = this.#leases.map((lease) => store.renew(lease, LEASE_MS));
        this.#beat();
      } catch (error) {
        this.#lose(error);
      }
    });
  }

  #lose(cause: unknown): RigError {
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#lost = new RigError('busy', `the bench is not this run's any more: ${why}`, { cause });
    return this.#lost;
  }
}

/** What a run leases for a port: its instruments, and the fob itself. */
function thingsOf(port: BenchPort): readonly LeasedThing[] {
  const instruments = instrumentsOf(port).flatMap((instrument) => {
    const key = leaseKey(instrument);
    return key === undefined ? [] : [{ key, label: instrument.name }];
  });
  const fob = { key: `fob:${port.deviceId}`, label: `the fob ${port.deviceId}` };
  return [...new Map([...instruments, fob].map((thing) => [thing.key, thing])).values()];
}
