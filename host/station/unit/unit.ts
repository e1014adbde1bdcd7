import type { LoadedParameters, Secret } from '@fobkit/protocol';

/**
 * A unit of a lot: one serial label, one seed, one fob at most.
 * `unused`: no fob has it. `working`: bound to a fob, not ended yet. `done`, `scrapped` and
 * `quarantined`: ended. Of each lot planned = done + scrapped + quarantined + unused + working.
 */
export type UnitState = 'unused' | 'working' | 'done' | 'scrapped' | 'quarantined';

/**
 * How far the work on a unit has gone, as it was committed before the step was taken.
 * `claimed`: the fob has got nothing of the unit. `loading`: the fob may have the seed. `labelling`:
 * the fob is loaded, proved, and its transport key rotated; a label may have been printed.
 */
export type IntentStep = 'claimed' | 'loading' | 'labelling';

/** The clock of a fob beside the host's, all in milliseconds. */
export interface ClockReading {
  /** When it was read, unix time. */
  readonly readUnixMs: number;
  /** Fob clock minus host clock. */
  readonly offsetMs: number;
  /** The offset lies within this, either side. */
  readonly jitterMs: number;
}

/** A unit as everybody may see it. */
export interface Unit {
  readonly id: number;
  readonly lot: string;
  /** In its lot, from 1. */
  readonly number: number;
  readonly serialLabel: string;
  readonly state: UnitState;
  /** Lower-case hex; absent while no fob has it. */
  readonly deviceId?: string;
  /** Why it is scrapped or quarantined. */
  readonly reason?: string;
  /** What was committed of the work on it, while it is `working`. */
  readonly step?: IntentStep;
  /** The generation of the transport key that the fob has by the registry. */
  readonly keyGeneration?: number;
  readonly labelsPrinted: number;
  /** Unix milliseconds of its end. */
  readonly endedUnixMs?: number;
  /** Right after its clock was set, as the visit that ended told it. */
  readonly clock?: ClockReading;
  /** Parts per billion, once its clock was trimmed. */
  readonly trimPpb?: number;
}

/** What a station holds while it works on a unit. The secrets are wiped by `releaseClaim`. */
export interface Claim {
  readonly unit: Unit;
  readonly deviceId: string;
  readonly attempt: number;
  readonly parameters: LoadedParameters;
  readonly seed: Secret;
  /** Committed before the fob gets it. Of generation `nextGeneration`. */
  readonly nextTransportKey: Secret;
  readonly nextGeneration: number;
  /** The key before, where it is not the factory key. */
  readonly transportKey?: Secret;
  readonly step: IntentStep;
}

/** Why a unit or a fob is refused or set aside; each has its sentence in both languages. */
export type Trouble =
  | 'wrong-model'
  | 'cannot-do'
  | 'already-done'
  | 'already-loaded'
  | 'half-loaded'
  | 'mislabelled'
  | 'duplicate-id'
  | 'duplicate-label'
  | 'dying'
  | 'dead'
  | 'unknown-batch'
  | 'wrong-key'
  | 'key-check'
  | 'wrong-code'
  | 'no-press'
  | 'clock'
  | 'self-test'
  | 'refused'
  | 'link-lost'
  | 'left'
  | 'label-printer'
  | 'lot-full'
  | 'lot-paused'
  | 'lot-closed'
  | 'elsewhere'
  | 'lease-lost'
  | 'station-busy'
  | 'registry-lost'
  | 'host-clock'
  | 'not-qualified';
