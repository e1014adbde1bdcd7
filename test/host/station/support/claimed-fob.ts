import { FobDevice } from '@fobkit/client';
import type { FobInfo, FobStatus } from '@fobkit/protocol';
import type { Lot } from '../../../../host/station/lot/lot.ts';
import type { LabelContent } from '../../../../host/station/label/label.ts';
import { HostTime } from '../../../../host/station/run/host-time.ts';
import { PresentFobs } from '../../../../host/station/run/present-fobs.ts';
import type { StationEvent } from '../../../../host/station/run/station-event.ts';
import { toolsOfRun } from '../../../../host/station/run/tools-of-run.ts';
import type { LoadingJob } from '../../../../host/station/unit/loading-job.ts';
import type { Claim, IntentStep } from '../../../../host/station/unit/unit.ts';
import { VisitBook } from '../../../../host/station/unit/visit-book.ts';
import { lotOf } from './lots.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { Yard, type YardFob } from './yard.ts';

const HOST_TOLERANCE_MS = 2000;

/** A claimed fob, and whatever is done with it and its record: a test sees and breaks each deed. */
export class ClaimedFob {
  readonly yard = new Yard();
  readonly made: YardFob;
  readonly registry: MemoryRegistry;
  readonly lot: Lot;
  readonly events: StationEvent[] = [];
  /** Calls of the fob, its channel, the registry and the printer by name, in their order. */
  readonly deeds: string[] = [];
  /** With what the registry was told of the last deed. */
  readonly told = new Map<string, readonly unknown[]>();
  stop = new AbortController();
  /** Called before the deed with how many there were of it; what it throws prevents the deed. */
  before: (deed: string, nth: number) => void | Promise<void> = () => undefined;
  /** Called after it; what it throws is all that is heard of the deed. */
  after: (deed: string, nth: number) => void = () => undefined;
  /** What the station is told instead. */
  info: (info: FobInfo) => FobInfo = (info) => info;
  status: (status: FobStatus) => FobStatus = (status) => status;
  /** The host's clock is put so far ahead. */
  jumpMs = 0;

  constructor(lot: Partial<Lot> = {}) {
    this.lot = lotOf(1, lot);
    this.made = this.yard.fob();
    this.registry = new MemoryRegistry(this.lot, () => this.yard.clock.unixMs());
  }

  /** A visit that has the claim; a later one takes it up again. */
  async job(printer = false): Promise<LoadingJob> {
    const { yard, events } = this;
    const store = this.#seen(this.registry.work());
    const { deviceId } = this.made;
    const facts = { port: 'port-1' };
    const isNew = this.registry.counts.working === 0;
    const claim = isNew ? await store.claim(deviceId, facts) : await store.resume(deviceId, facts);
    if (typeof claim === 'string') throw new Error(claim);
    const tell = (event: StationEvent): void => {
      events.push(event);
    };
    const { clock } = yard;
    const hostClock = { now: () => clock.now(), unixMs: () => clock.unixMs() + this.jumpMs };
    const tools = toolsOfRun(
      {
        source: yard.ports,
        store,
        keys: yard.keys,
        env: yard.env,
        onEvent: tell,
        signal: this.stop.signal,
        verify: () => ({ ok: true, engine: 'test' }),
      },
      {
        store,
        hostTime: new HostTime(hostClock, HOST_TOLERANCE_MS),
        present: new PresentFobs(),
        tell,
      },
    );
    const paper = this.#seen({ name: 'test', print: (_: LabelContent) => Promise.resolve() });
    this.deeds.length = 0;
    return {
      tools: { ...tools, ...(printer ? { printer: paper } : {}) },
      fob: this.#seen(await FobDevice.connect(this.made.link, yard.env, {})),
      claim,
      book: new VisitBook('port-1', clock, tell),
      readsCode: this.lot.codeCheck === 'read',
      signal: this.stop.signal,
    };
  }

  /** The next visit: the fob was plugged in again, and nobody is in the way. */
  comesAgain(): this {
    this.made.fob.unplug();
    this.made.replug();
    this.stop = new AbortController();
    this.before = () => undefined;
    this.after = () => undefined;
    return this;
  }

  /** Of those deeds alone. */
  didOf(...names: readonly string[]): readonly string[] {
    return this.deeds.filter((deed) => names.includes(deed));
  }

  #seen<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (of, name) => {
        const value: unknown = Reflect.get(of, name, of);
        if (typeof value !== 'function' || typeof name === 'symbol') return value;
        return async (...args: readonly unknown[]) =>
          await this.#deed(name, args, () => Reflect.apply(value, of, args) as unknown);
      },
    });
  }

  async #deed(name: string, args: readonly unknown[], run: () => unknown): Promise<unknown> {
    this.deeds.push(name);
    this.told.set(name, args);
    const nth = this.didOf(name).length;
    await this.before(name, nth);
    const result = await run();
    this.after(name, nth);
    if (name === 'getInfo') return this.info(result as FobInfo);
    if (name === 'getStatus') return this.status(result as FobStatus);
    return name === 'openChannel' ? this.#seen(result as object) : result;
  }
}

/** As if the registry had the step of the intent. */
export function atStep(job: LoadingJob, step: IntentStep): LoadingJob {
  const claim: Claim = { ...job.claim, step };
  return { ...job, claim };
}
