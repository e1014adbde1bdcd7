import { delay, onAbort } from '@fobkit/client';
import type { Lot, LotCounts } from '../lot/lot.ts';
import { visit, type VisitResult } from '../unit/visit.ts';
import type { VisitTools } from '../unit/visit-tools.ts';
import { RegistryFault, VisitStopped, VisitTrouble } from '../unit/visit-trouble.ts';
import type { HostTime } from './host-time.ts';
import { isFull, nothingDone } from './lot-full.ts';
import type { StationPort } from './port.ts';
import { PortQueue } from './port-queue.ts';
import { PresentFobs } from './present-fobs.ts';
import type { RunSummary, StationRunOptions } from './run-options.ts';
import type { RunEnd, StationEvent, VisitEnd } from './station-event.ts';
import { toolsOfRun } from './tools-of-run.ts';
import type { WorkStore } from './work-store.ts';

const HEARTBEAT_MS = 5_000;

export interface StationRunParts {
  readonly options: StationRunOptions;
  /** Guarded. */
  readonly store: WorkStore;
  readonly hostTime: HostTime;
  readonly lot: Lot;
}

type Fault = RegistryFault | VisitTrouble;

/** One run of a station: its ports, its visits, its heartbeat, and why it ends. */
export class StationRun {
  readonly #options: StationRunOptions;
  readonly #store: WorkStore;
  readonly #hostTime: HostTime;
  readonly #present = new PresentFobs();
  readonly #ports: PortQueue;
  readonly #tools: VisitTools;
  readonly #ends = new Map<VisitEnd, number>();
  readonly #over = Promise.withResolvers<undefined>();
  /** Stops the watching of ports and the heartbeat. */
  readonly #close = new AbortController();
  /** Stops the visits. */
  readonly #halt = new AbortController();
  /** Fobs that are there and for which no unit was left. */
  readonly #unserved = new Map<string, StationPort>();
  #lot: Lot;
  #counts: LotCounts;
  readonly #listening: (() => void)[] = [];
  #reason: RunEnd | undefined;
  #broken: Error | undefined;
  #fault: Fault | undefined;

  constructor({ options, store, hostTime, lot }: StationRunParts) {
    this.#options = options;
    this.#store = store;
    this.#hostTime = hostTime;
    this.#lot = lot;
    this.#counts = nothingDone(lot);
    this.#tools = toolsOfRun(options, {
      store,
      hostTime,
      present: this.#present,
      tell: (event) => {
        this.#tell(event);
      },
    });
    this.#ports = new PortQueue((port) => this.#visit(port));
  }

  /** Rejects with a `RegistryFault` when the registry is gone already. */
  async begin(): Promise<void> {
    const { signal, stopNow, pause } = this.#options;
    this.#counts = await this.#store.counts();
    this.#tell({ kind: 'started', lot: this.#lot.id, counts: this.#counts });
    if (this.#lot.state === 'closed') {
      this.#finish('lot-closed');
      return;
    }
    this.#listening.push(
      onAbort(signal, () => {
        this.#finish('stopped');
      }),
      onAbort(stopNow, () => {
        this.#finish('stopped');
        this.#haltVisits('the station was stopped while it was at work');
      }),
    );
    if (pause !== undefined) this.#listening.push(pause.onChange(() => this.#applyPause()));
    this.#applyPause();
    this.#checkFull();
    if (this.#reason !== undefined) return;
    this.#guarded(this.#watch());
    this.#guarded(this.#beat());
    const stop = this.#store.watch?.(() => {
      if (this.#reason === undefined) this.#guarded(this.#look());
    });
    if (stop !== undefined) this.#listening.push(stop);
  }

  /** Something is wrong that concerns all fobs. The first such trouble counts. */
  fail(fault: Fault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    const { trouble, message: why } = fault;
    this.#tell({ kind: 'trouble', trouble, why });
    this.#finish('trouble');
    this.#reason = 'trouble';
    // What another station may take up now is not gone on with; nor are fobs set by a wrong clock.
    this.#haltVisits(why);
  }

  /** Resolves when the run is over and every visit has ended. */
  async end(): Promise<RunSummary> {
    await this.#over.promise;
    await this.#ports.idle();
    for (const stop of this.#listening) stop();
    if (this.#broken !== undefined) {
      await this.#giveLeaseBack();
      throw this.#broken;
    }
    const counts = await this.#latestCounts();
    await this.#giveLeaseBack();
    const reason = this.#reason ?? 'stopped';
    this.#tell({ kind: 'ended-run', counts, reason });
    const fault = this.#fault;
    return {
      lot: this.#lot.id,
      reason,
      counts,
      ends: Object.fromEntries(this.#ends),
      ...(fault === undefined ? {} : { trouble: fault.trouble, why: fault.message }),
    };
  }

  /** Tells of ports until the run is over. A source that ends leaves the fobs that are there. */
  async #watch(): Promise<void> {
    for await (const event of this.#options.source.watch(this.#close.signal)) {
      this.#tell(event.kind === 'arrived' ? { kind: 'arrived', port: event.port.name } : event);
      if (event.kind === 'arrived') this.#ports.arrived(event.port);
      if (event.kind !== 'left') continue;
      this.#present.left(event.port);
      this.#unserved.delete(event.port);
      this.#ports.left(event.port);
    }
    await this.#ports.idle();
    this.#finish('stopped');
  }

  async #visit(port: StationPort): Promise<'ended' | 'again'> {
    try {
      return await this.#visitOnce(port);
    } catch (error) {
      this.#break(error);
      return 'ended';
    }
  }

  async #visitOnce(port: StationPort): Promise<'ended' | 'again'> {
    const result = await visit(this.#tools, port, this.#halt.signal);
    this.#ends.set(result.end, (this.#ends.get(result.end) ?? 0) + 1);
    if (result.registry !== undefined) this.fail(result.registry);
    else this.#counts = await this.#latestCounts();
    this.#tellEnd(port.name, result);
    try {
      this.#hostTime.check();
    } catch (error) {
      this.#failBy(error);
    }
    this.#checkFull();
    if (result.trouble === 'lot-full') this.#unserved.set(port.name, port);
    if (result.trouble !== 'lot-paused') return 'ended';
    // It waits until the lot goes on.
    this.#lot = { ...this.#lot, state: 'paused' };
    this.#applyPause();
    return 'again';
  }

  /** Keeps the lease, and sees what others have done to the lot. */
  async #beat(): Promise<void> {
    const { env, heartbeatMs = HEARTBEAT_MS, dryRun = false } = this.#options;
    for (;;) {
      await delay(env.clock, heartbeatMs, this.#close.signal);
      this.#hostTime.check();
      if (!dryRun) await this.#store.renew();
      const askedUnixMs = env.clock.unixMs();
      this.#hostTime.compare(await this.#store.time(), askedUnixMs);
      await this.#look();
    }
  }

  /** What has become of the lot, by this station and others. */
  async #look(): Promise<void> {
    this.#lot = await this.#store.lot();
    this.#counts = await this.#store.counts();
    this.#applyPause();
    this.#checkFull();
    if (this.#lot.state === 'closed') this.#finish('lot-closed');
    if (this.#counts.unused === 0) return;
    for (const port of this.#unserved.values()) this.#ports.again(port);
    this.#unserved.clear();
  }

  #applyPause(): void {
    const { pause } = this.#options;
    const paused = this.#lot.state === 'paused' || pause?.paused === true;
    if (paused === this.#ports.held) return;
    const by = pause?.by;
    this.#tell({ kind: paused ? 'paused' : 'resumed', ...(by === undefined ? {} : { by }) });
    this.#ports.hold(paused);
  }

  #checkFull(): void {
    if (!(this.#options.dryRun ?? false) && isFull(this.#lot, this.#counts))
      this.#finish('lot-done');
  }

  #finish(reason: RunEnd): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#ports.shut();
    this.#close.abort();
    this.#over.resolve(undefined);
  }

  #haltVisits(why: string): void {
    this.#halt.abort(new VisitStopped('left', why));
  }

  #failBy(error: unknown): void {
    if (error instanceof RegistryFault || error instanceof VisitTrouble) this.fail(error);
    else this.#break(error);
  }

  async #latestCounts(): Promise<LotCounts> {
    try {
      return await this.#store.counts();
    } catch (error) {
      if (!(error instanceof RegistryFault)) throw error;
      this.fail(error);
      return this.#counts;
    }
  }

  #tellEnd(port: string, result: VisitResult): void {
    const { registry: _, ...told } = result;
    this.#tell({ kind: 'ended', port, ...told, counts: this.#counts });
  }

  #tell(event: StationEvent): void {
    this.#options.onEvent(event);
  }

  /** A fault of the program, or of the source of ports: it is thrown when the visits have ended. */
  #break(error: unknown): void {
    this.#broken ??= error instanceof Error ? error : new Error('the run failed', { cause: error });
    this.#finish('trouble');
  }

  /** Work that ends with the run, however that ends. */
  #guarded(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#close.signal.aborted) this.#failBy(error);
    });
  }

  /** Where it cannot be given back, time ends it. */
  async #giveLeaseBack(): Promise<void> {
    if (this.#options.dryRun ?? false) return;
    try {
      await this.#store.end();
    } catch (error) {
      if (!(error instanceof RegistryFault)) throw error;
    }
  }
}
