import type { Secret } from '@fobkit/protocol';
import type { Lot, LotCounts } from '../lot/lot.ts';
import type { Claim, IntentStep, Trouble, Unit } from '../unit/unit.ts';

/** What a finished visit of a fob found, for the record of the attempt. */
export interface VisitFacts {
  /** Device id, model, port: no secret. */
  readonly port: string;
  readonly model?: string;
  readonly firmwareVersion?: string;
  readonly batteryMillivolts?: number;
  /** Fob clock minus host clock right after it was set, and its uncertainty, in milliseconds. */
  readonly clockOffsetMs?: number;
  readonly clockJitterMs?: number;
  /** When that was read, by the host's clock: unix milliseconds. The unit keeps it as `clock`. */
  readonly clockReadUnixMs?: number;
  /** Of the seed by key check, of a code by an independent engine. */
  readonly keyChecked?: boolean;
  readonly codeChecked?: boolean;
  /** Milliseconds that each step took. */
  readonly stepsMs?: Readonly<Record<string, number>>;
}

/** A unit whose work was ended. */
export interface Completion extends VisitFacts {
  /** As GetInfo tells after the rotation. */
  readonly keyGeneration: number;
  /** HOTP and OCRA with a counter: the counter of the next code. */
  readonly counter?: number;
}

/** What tells a station that its own clock is wrong. Unix milliseconds. */
export interface RegistryTime {
  /** Of the database server, or of this machine. */
  readonly nowUnixMs: number;
  /** Of the newest entry of any audit chain. */
  readonly lastEntryUnixMs?: number;
}

/**
 * What the run of a lot needs of the registry. Each call is one transaction, durable when it
 * resolves, and refused with `LeaseLostError` when the station's lease has ended.
 */
export interface WorkStore {
  lot(): Promise<Lot>;
  counts(): Promise<LotCounts>;
  time(): Promise<RegistryTime>;
  /** Takes the station's lease, or prolongs the one that it has; rejects once that has ended. */
  renew(): Promise<void>;
  /**
   * Calls `run` when others have changed the lot or given units back, so that it is looked at before
   * its time. Words may be lost. The function that comes back ends it.
   */
  watch?(run: () => void): () => void;
  /** Gives the lease back: units that are only claimed are unused again. */
  end(): Promise<void>;
  /** The unit that the registry knows a chip by, in whatever lot and state. */
  unitOf(deviceId: string): Promise<Unit | undefined>;
  /** The unit with this label, in whatever lot. */
  unitLabelled(serialLabel: string): Promise<Unit | undefined>;
  /**
   * Binds the next unused unit of the lot to a fob, writes the intent with the next transport key
   * down, and begins an attempt. A trouble when there is none to be had.
   */
  claim(deviceId: string, facts: VisitFacts): Promise<Claim | Trouble>;
  /** Takes up the open intent of a fob again, whichever station began it. `elsewhere` if that lives. */
  resume(deviceId: string, facts: VisitFacts): Promise<Claim | Trouble>;
  /** Commits that the step is about to be taken. */
  enter(claim: Claim, step: IntentStep): Promise<void>;
  complete(claim: Claim, completion: Completion): Promise<void>;
  /**
   * The unit is unused again, its seed on no fob: the fob is proved blank, or the claim never
   * entered `loading`.
   */
  rollBack(claim: Claim, trouble: Trouble, why: string): Promise<void>;
  quarantine(claim: Claim, trouble: Trouble, why: string): Promise<void>;
  /** The fob is gone and may hold the seed: the intent stays until it comes back. */
  leave(claim: Claim, trouble: Trouble, why: string): Promise<void>;
  /** A fob that gets no unit. */
  refuse(
    deviceId: string | undefined,
    trouble: Trouble,
    why: string,
    facts: VisitFacts,
  ): Promise<void>;
  /** The label of a unit is about to be printed, or was; an operator's reprint wants a reason. */
  labelPrinted(claim: Claim): Promise<void>;
  trimmed(unit: Unit, trimPpb: number, facts: VisitFacts): Promise<void>;
  /** The transport key that a loaded fob has by the registry. */
  transportKeyOf(unit: Unit): Promise<Secret>;
}
