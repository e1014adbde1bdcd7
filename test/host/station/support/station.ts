import type { Lot } from '../../../../host/station/lot/lot.ts';
import type { RunSummary, StationRunOptions } from '../../../../host/station/run/run-options.ts';
import { runStation } from '../../../../host/station/run/run-station.ts';
import type { StationEvent } from '../../../../host/station/run/station-event.ts';
import type { WorkStore } from '../../../../host/station/run/work-store.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { lotOf } from './lots.ts';
import { Yard } from './yard.ts';

/** A yard of fobs, a registry, and runs of a station on both. */
export class TestStation {
  readonly yard = new Yard();
  readonly registry: MemoryRegistry;
  readonly events: StationEvent[] = [];
  readonly stop = new AbortController();
  /** What somebody at the station does when it tells something. */
  operator: (event: StationEvent) => void = () => undefined;

  constructor(planned: number, lot: Partial<Lot> = {}) {
    this.registry = new MemoryRegistry(lotOf(planned, lot), () => this.yard.clock.unixMs());
  }

  run(
    options: Partial<StationRunOptions> & { readonly store?: WorkStore } = {},
  ): Promise<RunSummary> {
    return runStation({
      source: this.yard.ports,
      store: options.store ?? this.registry.work(),
      keys: this.yard.keys,
      env: this.yard.env,
      signal: this.stop.signal,
      onEvent: (event) => {
        this.events.push(event);
        this.operator(event);
      },
      ...options,
    });
  }

  get ends(): readonly string[] {
    return this.events.flatMap((event) =>
      event.kind === 'ended'
        ? [`${event.port} ${event.end}${event.trouble === undefined ? '' : ` ${event.trouble}`}`]
        : [],
    );
  }
}
