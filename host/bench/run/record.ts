import type { Reading } from '@fobkit/client';
import type { Limits, Place, Scalar, StepKind } from '../scenario/model.ts';

/**
 * PASS: everything that was expected held, something was measured or expected, each fault fired.
 * FAIL: the fob did, provably, what it must not. INVALID: the run proves nothing, by the fault of
 * the rig, of the environment or of a precondition. SKIPPED: the rig lacks a capability.
 * A proven FAIL is never masked by what comes after it.
 */
export type Verdict = 'PASS' | 'FAIL' | 'INVALID' | 'SKIPPED';

/** Why a verdict is not PASS, or what made it shaky. */
export interface Reason {
  readonly verdict: Exclude<Verdict, 'PASS'>;
  readonly message: string;
  readonly place?: Place;
}

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly instrument: string;
  readonly limits?: Limits;
  readonly outcome: 'pass' | 'marginal' | 'fail' | 'no-limits';
  readonly unixMs: number;
}

export interface StepRecord {
  /** Counts from 1 in the order of execution. */
  readonly number: number;
  readonly kind: StepKind;
  readonly text: string;
  readonly place: Place;
  readonly fob?: string;
  /** How deep in groups, repeats and equivalents. */
  readonly depth: number;
  /** 1, and more when its group was retried. */
  readonly attempt: number;
  /** World time, unix milliseconds. */
  readonly startUnixMs: number;
  readonly endUnixMs: number;
  readonly verdict: Verdict;
  readonly message?: string;
  /** What was read back. */
  readonly evidence?: string;
  /** Set on a step done in place of one that the rig cannot do. */
  readonly equivalentOf?: string;
}

export interface FaultRecord {
  readonly name: string;
  readonly text: string;
  readonly firedCount: number;
  readonly evidence: string;
  /** Set when the rig cannot inject it and did something else. */
  readonly equivalent?: string;
}

/** One moment of a fob's life, for the timeline. */
export interface Sample {
  /** World time, unix milliseconds. */
  readonly unixMs: number;
  /** Name of the other fob that it is of; absent: the fob under test. */
  readonly fob?: string;
  readonly batteryPercent?: number;
  readonly driftSeconds?: number;
  readonly celsius?: number;
  readonly railVolts?: number;
  readonly running?: boolean;
  /** Rows joined by a space; empty while off. Codes of production fobs are masked. */
  readonly lcd?: string;
  /** SVG of the front, where the LCD changed. */
  readonly picture?: string;
  /** Something that happened at that moment, for a mark: `press`, `fault-fired lcd.segment 2d`. */
  readonly mark?: string;
}

export interface MessageRecord {
  readonly unixMs: number;
  /** Name of the other fob that it went to; absent: the fob under test. */
  readonly fob?: string;
  /** Number of the step that it belongs to; absent: of what the run does around its steps. */
  readonly step?: number;
  readonly direction: 'request' | 'reply';
  readonly command: string;
  readonly status?: string;
  readonly sealed: boolean;
  readonly attempt?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** One run of one scenario on one rig, whole: what is stored, and what every report is made from. */
export interface RunRecord {
  readonly format: 'fobkit run';
  readonly version: 1;
  /** 16 hexadecimal digits; the fob echoes the first 10 in each envelope of this run. */
  readonly runId: string;
  readonly scenario: {
    readonly name: string;
    readonly title: string;
    readonly file: string;
    /** SHA-256 of the file, hex. */
    readonly sha256: string;
    readonly parameters: Readonly<Record<string, Scalar>>;
  };
  readonly rig: {
    readonly kind: 'emulated' | 'bench';
    readonly name: string;
    /** Of a bench: which port of the fixture. */
    readonly port?: string;
    /** What was read back when the rig was taken, and when it was let go of: its safe states. */
    readonly taken?: string;
    readonly released?: string;
  };
  /** Who judged the codes; absent: the usual one. */
  readonly relyingParty?: string;
  readonly device: {
    readonly deviceId: string;
    readonly model?: string;
    readonly firmwareVersion?: string;
    readonly serialLabel?: string;
  };
  readonly tool: string;
  /** UTC of the host, ISO 8601, and its monotonic milliseconds. */
  readonly started: { readonly utc: string; readonly monotonicMs: number };
  readonly ended: { readonly utc: string; readonly monotonicMs: number };
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** A retried group passed in the end. */
  readonly unstable: boolean;
  /** A measurement passed within its marginal band. */
  readonly marginal: boolean;
  readonly steps: readonly StepRecord[];
  readonly faults: readonly FaultRecord[];
  readonly measurements: readonly Measurement[];
  readonly readings: readonly Reading[];
  readonly timeline: readonly Sample[];
  readonly transcript: readonly MessageRecord[];
  readonly equivalents: readonly { readonly of: string; readonly tolerance: string }[];
}
