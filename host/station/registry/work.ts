import { type Secret, toHex, UsageError } from '@fobkit/protocol';
import { type LeaseProcess, newestEntry } from '@fobkit/store';
import type { Lot, LotCounts } from '../lot/lot.ts';
import type { Completion, RegistryTime, VisitFacts, WorkStore } from '../run/work-store.ts';
import type { Claim, IntentStep, Trouble, Unit } from '../unit/unit.ts';
import { addAttempt } from './attempts.ts';
import { claimUnit, resumeUnit } from './claim-unit.ts';
import { checkDeviceId } from './device-id.ts';
import { countUnits, readLot } from './lot-row.ts';
import {
  nowIn,
  type RegistryParts,
  type RegistryReader,
  type RegistryTransaction,
} from './parts.ts';
import { beginRun, checkRun, endRuns, renewRun } from './run-lease.ts';
import type { StationRun } from './held-run.ts';
import { findTransportKey, findUnit, recordTrim } from './unit-queries.ts';
import {
  type ClaimedWork,
  completeUnit,
  enterStep,
  leaveUnit,
  quarantineUnit,
  recordLabel,
  rollBackUnit,
} from './unit-steps.ts';
import { isWorkedOn } from './worked-on.ts';

export interface WorkOptions {
  /** How long the station's lease lasts without `renew`, in milliseconds. */
  readonly ttlMs: number;
  /** The process that works; this one if absent. */
  readonly process: LeaseProcess;
}

const RUN_ID_BYTES = 8;

/** The registry as the run of a lot at this station sees it. */
export class RegistryWork implements WorkStore {
  readonly #parts: RegistryParts;
  readonly #lot: string;
  readonly #options: WorkOptions;
  readonly #id: string;
  #run: StationRun | undefined;

  constructor(parts: RegistryParts, lot: string, options: WorkOptions) {
    this.#parts = parts;
    this.#lot = lot;
    this.#options = options;
    this.#id = toHex(parts.randomBytes(RUN_ID_BYTES));
  }

  async renew(): Promise<void> {
    const parts = this.#parts;
    const { ttlMs, process } = this.#options;
    this.#run = await parts.database.write(async (db) => {
      if (this.#run === undefined) {
        return await beginRun(parts, db, { id: this.#id, lot: this.#lot, process, ttlMs });
      }
      await renewRun(parts, db, this.#run, ttlMs);
      return this.#run;
    });
  }

  async end(): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    const parts = this.#parts;
    const word = await parts.database.write(async (db) => {
      const gaveBack = await endRuns(parts, db, [run.id], await nowIn(parts, db));
      await parts.audit.recordOthers(db);
      return gaveBack && (await isWorkedOn(parts, db, { lot: run.lot, besides: run.id }));
    });
    if (word) await parts.words.tell(run.lot);
  }

  watch(run: () => void): () => void {
    return this.#parts.words.listen(this.#lot, run);
  }

  lot(): Promise<Lot> {
    return this.#look((db) => readLot(db, this.#lot));
  }

  counts(): Promise<LotCounts> {
    return this.#look((db) => countUnits(db, this.#lot));
  }

  time(): Promise<RegistryTime> {
    return this.#look(async (db) => {
      const nowUnixMs = await nowIn(this.#parts, db);
      const lastEntryUnixMs = await newestEntry(db);
      return { nowUnixMs, ...(lastEntryUnixMs === undefined ? {} : { lastEntryUnixMs }) };
    });
  }

  unitOf(deviceId: string): Promise<Unit | undefined> {
    return this.#look((db) => findUnit(db, { deviceId }));
  }

  unitLabelled(serialLabel: string): Promise<Unit | undefined> {
    return this.#look((db) => findUnit(db, { serialLabel }));
  }

  transportKeyOf(unit: Unit): Promise<Secret> {
    return this.#look((db) => findTransportKey(this.#parts, db, unit));
  }

  claim(deviceId: string, facts: VisitFacts): Promise<Claim | Trouble> {
    checkDeviceId(deviceId);
    return this.#work((db, run, now) => claimUnit(this.#parts, db, { run, deviceId, facts, now }));
  }

  resume(deviceId: string, facts: VisitFacts): Promise<Claim | Trouble> {
    checkDeviceId(deviceId);
    return this.#work((db, run, now) => resumeUnit(this.#parts, db, { run, deviceId, facts, now }));
  }

  enter(claim: Claim, step: IntentStep): Promise<void> {
    return this.#step(claim, (db, work) => enterStep(this.#parts, db, work, step));
  }

  complete(claim: Claim, completion: Completion): Promise<void> {
    return this.#step(claim, (db, work) => completeUnit(this.#parts, db, work, completion));
  }

  async rollBack(claim: Claim, trouble: Trouble, why: string): Promise<void> {
    const word = await this.#work(async (db, run, now) => {
      await rollBackUnit(this.#parts, db, { run, claim, now }, { trouble, why });
      return await isWorkedOn(this.#parts, db, { lot: run.lot, besides: run.id });
    });
    if (word) await this.#parts.words.tell(this.#lot);
  }

  quarantine(claim: Claim, trouble: Trouble, why: string): Promise<void> {
    return this.#step(claim, (db, work) => quarantineUnit(this.#parts, db, work, { trouble, why }));
  }

  leave(claim: Claim, trouble: Trouble, why: string): Promise<void> {
    return this.#step(claim, (db, work) => leaveUnit(this.#parts, db, work, { trouble, why }));
  }

  labelPrinted(claim: Claim): Promise<void> {
    return this.#step(claim, (db, work) => recordLabel(this.#parts, db, work));
  }

  refuse(
    deviceId: string | undefined,
    trouble: Trouble,
    why: string,
    facts: VisitFacts,
  ): Promise<void> {
    return this.#work(async (db, run, now) => {
      const visit = { run, unitId: null, deviceId: deviceId ?? null, facts };
      await addAttempt(db, visit, now, { result: 'refused', trouble, why });
      await this.#parts.audit.append(db, {
        kind: 'fob.refused',
        subject: deviceId ?? facts.port,
        actor: run.station,
        facts: { trouble, why, run: run.id },
      });
    });
  }

  trimmed(unit: Unit, trimPpb: number, facts: VisitFacts): Promise<void> {
    return this.#work((db, run, now) =>
      recordTrim(this.#parts, db, { run, now, unit, trimPpb, facts }),
    );
  }

  /** Before the lease is taken anybody may look; who has lost it may not. */
  async #look<T>(work: (db: RegistryReader) => Promise<T>): Promise<T> {
    // What is committed: nobody who only looks waits for those who write.
    const { read } = this.#parts.database;
    if (this.#run !== undefined) await checkRun(this.#parts, read, this.#run);
    return await work(read);
  }

  async #work<T>(
    work: (db: RegistryTransaction, run: StationRun, now: number) => Promise<T>,
  ): Promise<T> {
    const run = this.#run;
    if (run === undefined) throw new UsageError('a station takes its lease first: renew()');
    return await this.#parts.database.write(async (db) =>
      work(db, run, await checkRun(this.#parts, db, run)),
    );
  }

  #step(
    claim: Claim,
    work: (db: RegistryTransaction, work: ClaimedWork) => Promise<void>,
  ): Promise<void> {
    return this.#work((db, run, now) => work(db, { run, claim, now }));
  }
}
