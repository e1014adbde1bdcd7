import { randomBytes } from 'node:crypto';
import { Secret } from '@fobkit/protocol';
import { LeaseLostError } from '@fobkit/store';
import type { Lot, LotCounts } from '../../../../host/station/lot/lot.ts';
import type {
  Completion,
  RegistryTime,
  VisitFacts,
  WorkStore,
} from '../../../../host/station/run/work-store.ts';
import { lotParameters } from '../../../../host/station/unit/lot-parameters.ts';
import type { Claim, IntentStep, Trouble, Unit } from '../../../../host/station/unit/unit.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface UnitRow {
  unit: Mutable<Unit>;
  seed: Uint8Array;
  owner?: string | undefined;
  attempt: number;
  nextKey?: Uint8Array | undefined;
  transportKey?: Uint8Array | undefined;
  counter?: number | undefined;
}

/** A registry in memory: what is in it is durable, who works with it is a `MemoryWork`. */
export class MemoryRegistry {
  lot: Lot;
  readonly rows: UnitRow[];
  readonly log: string[] = [];
  readonly refused: { trouble: Trouble; why: string; deviceId: string | undefined }[] = [];
  readonly time: { lead: number; lastEntryUnixMs?: number } = { lead: 0 };
  readonly unixMs: () => number;
  run = 0;
  attempts = 0;

  constructor(lot: Lot, unixMs: () => number) {
    this.lot = lot;
    this.unixMs = unixMs;
    this.rows = Array.from({ length: lot.planned }, (_, index) => ({
      unit: {
        id: index + 1,
        lot: lot.id,
        number: index + 1,
        serialLabel: `FOB-${String(index + 1).padStart(4, '0')}`,
        state: 'unused',
        labelsPrinted: 0,
      },
      seed: Uint8Array.from(randomBytes(20)),
      attempt: 0,
    }));
  }

  /** Another run of a station: the one before has lost its lease. */
  work(): MemoryWork {
    this.run++;
    for (const row of this.rows) {
      if (row.unit.step === 'claimed') free(row);
      row.owner = undefined;
    }
    return new MemoryWork(this, String(this.run));
  }

  row(serialLabel: string): UnitRow {
    const row = this.rows.find(({ unit }) => unit.serialLabel === serialLabel);
    if (row === undefined) throw new Error(`no unit ${serialLabel}`);
    return row;
  }

  get counts(): LotCounts {
    const of = (state: Unit['state']): number =>
      this.rows.filter(({ unit }) => unit.state === state).length;
    return {
      planned: this.lot.planned,
      done: of('done'),
      scrapped: of('scrapped'),
      quarantined: of('quarantined'),
      unused: of('unused'),
      working: of('working'),
      trimmed: this.rows.filter(({ unit }) => unit.trimPpb !== undefined).length,
    };
  }
}

/** Thrown by a registry that does not take a record. */
export class DiskFull extends Error {}

export class MemoryWork implements WorkStore {
  readonly #registry: MemoryRegistry;
  readonly #run: string;

  constructor(registry: MemoryRegistry, run: string) {
    this.#registry = registry;
    this.#run = run;
  }

  lot(): Promise<Lot> {
    return this.#do(() => this.#registry.lot);
  }

  counts(): Promise<LotCounts> {
    return this.#do(() => this.#registry.counts);
  }

  time(): Promise<RegistryTime> {
    const { time, unixMs } = this.#registry;
    const { lastEntryUnixMs } = time;
    return this.#do(() => ({
      nowUnixMs: unixMs() + time.lead,
      ...(lastEntryUnixMs === undefined ? {} : { lastEntryUnixMs }),
    }));
  }

  renew(): Promise<void> {
    return this.#do(() => undefined);
  }

  end(): Promise<void> {
    return this.#do(() => {
      for (const row of this.#registry.rows) if (row.unit.step === 'claimed') free(row);
    });
  }

  unitOf(deviceId: string): Promise<Unit | undefined> {
    return this.#do(() => this.#bound(deviceId)?.unit);
  }

  unitLabelled(serialLabel: string): Promise<Unit | undefined> {
    const { rows } = this.#registry;
    return this.#do(() => rows.find(({ unit }) => unit.serialLabel === serialLabel)?.unit);
  }

  claim(deviceId: string, _: VisitFacts): Promise<Claim | Trouble> {
    return this.#do(() => {
      const { lot, rows } = this.#registry;
      if (lot.state !== 'open') return lot.state === 'paused' ? 'lot-paused' : 'lot-closed';
      if (this.#bound(deviceId) !== undefined) return 'half-loaded';
      const row = rows.find(({ unit }) => unit.state === 'unused');
      if (row === undefined) return 'lot-full';
      Object.assign(row.unit, { state: 'working', deviceId, step: 'claimed', keyGeneration: 0 });
      row.nextKey = Uint8Array.from(randomBytes(32));
      return this.#claimOf(row, deviceId);
    });
  }

  resume(deviceId: string, _: VisitFacts): Promise<Claim | Trouble> {
    return this.#do(() => {
      const row = this.#bound(deviceId);
      if (row?.unit.state !== 'working') return 'left';
      if (row.owner !== undefined && row.owner !== this.#run) return 'elsewhere';
      return this.#claimOf(row, deviceId);
    });
  }

  enter(claim: Claim, step: IntentStep): Promise<void> {
    return this.#step(claim, step, (row) => {
      row.unit.step = step;
    });
  }

  complete(claim: Claim, completion: Completion): Promise<void> {
    return this.#step(claim, 'done', (row) => {
      if (row.unit.step !== 'labelling') throw new Error('not proved yet');
      const { keyGeneration, clockReadUnixMs, clockOffsetMs = 0, clockJitterMs = 0 } = completion;
      delete row.unit.step;
      Object.assign(row.unit, { state: 'done', keyGeneration });
      if (clockReadUnixMs !== undefined) {
        row.unit.clock = {
          readUnixMs: clockReadUnixMs,
          offsetMs: clockOffsetMs,
          jitterMs: clockJitterMs,
        };
      }
      row.transportKey = row.nextKey;
      row.counter = completion.counter;
    });
  }

  rollBack(claim: Claim, trouble: Trouble, _: string): Promise<void> {
    return this.#step(claim, `rolled-back ${trouble}`, free);
  }

  quarantine(claim: Claim, trouble: Trouble, why: string): Promise<void> {
    return this.#step(claim, `quarantined ${trouble}`, (row) => {
      delete row.unit.step;
      Object.assign(row.unit, { state: 'quarantined', reason: why });
    });
  }

  leave(claim: Claim, trouble: Trouble, _: string): Promise<void> {
    return this.#step(claim, `left ${trouble}`, (row) => {
      row.owner = undefined;
    });
  }

  labelPrinted(claim: Claim): Promise<void> {
    return this.#step(claim, 'label', ({ unit }) => {
      unit.labelsPrinted++;
    });
  }

  refuse(deviceId: string | undefined, trouble: Trouble, why: string): Promise<void> {
    return this.#do(() => {
      this.#registry.refused.push({ deviceId, trouble, why });
    });
  }

  trimmed(unit: Unit, trimPpb: number, _: VisitFacts): Promise<void> {
    return this.#do(() => {
      this.#registry.row(unit.serialLabel).unit.trimPpb = trimPpb;
    });
  }

  transportKeyOf(unit: Unit): Promise<Secret> {
    return this.#do(() => {
      const { transportKey } = this.#registry.row(unit.serialLabel);
      if (transportKey === undefined) throw new Error('no transport key');
      return new Secret(transportKey);
    });
  }

  #bound(deviceId: string): UnitRow | undefined {
    return this.#registry.rows.find(({ unit }) => unit.deviceId === deviceId);
  }

  #claimOf(row: UnitRow, deviceId: string): Claim {
    row.owner = this.#run;
    row.attempt = ++this.#registry.attempts;
    return {
      unit: { ...row.unit },
      deviceId,
      attempt: row.attempt,
      parameters: lotParameters(this.#registry.lot, row.unit.serialLabel),
      seed: new Secret(row.seed),
      nextTransportKey: new Secret(row.nextKey ?? new Uint8Array(0)),
      nextGeneration: 1,
      step: row.unit.step ?? 'claimed',
    };
  }

  #step(claim: Claim, told: string, change: (row: UnitRow) => void): Promise<void> {
    return this.#do(() => {
      const row = this.#registry.row(claim.unit.serialLabel);
      if (row.owner !== this.#run || row.attempt !== claim.attempt) this.#lost();
      change(row);
      this.#registry.log.push(`${row.unit.serialLabel} ${told}`);
    });
  }

  async #do<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.#run !== String(this.#registry.run)) this.#lost();
    const result = work();
    const { planned, done, scrapped, quarantined, unused, working } = this.#registry.counts;
    if (planned !== done + scrapped + quarantined + unused + working) throw new Error('lost count');
    return result;
  }

  #lost(): never {
    throw new LeaseLostError(this.#run, 'station', undefined);
  }
}

function free(row: UnitRow): void {
  const { id, lot, number, serialLabel, labelsPrinted } = row.unit;
  row.unit = { id, lot, number, serialLabel, state: 'unused', labelsPrinted };
  row.owner = undefined;
  row.nextKey = undefined;
}
