import type { Verdict } from '../run/record.ts';

/** What a WATS server must know of the station; the process must be one that it has. */
export interface WatsStation {
  /** A number that the server knows; 10 if absent, which every new server has. */
  readonly processCode?: number;
  readonly location?: string;
  readonly machineName?: string;
  readonly purpose?: string;
}

/** Status of a step. */
export type WatsStatus = 'P' | 'F' | 'E' | 'T' | 'S';

export interface WatsStep {
  readonly id: number;
  /** Setup, main, cleanup. */
  readonly group: 'S' | 'M' | 'C';
  readonly stepType: 'SequenceCall' | 'ET_NLT' | 'ET_PFT' | 'Action';
  readonly name: string;
  readonly status: WatsStatus;
  /** Seconds. */
  readonly totTime: number;
  readonly causedUUTFailure: boolean;
  readonly reportText?: string;
  readonly numericMeas?: readonly WatsNumeric[];
  readonly booleanMeas?: readonly { readonly name: null; readonly status: WatsStatus }[];
  readonly steps?: readonly WatsStep[];
  readonly seqCall?: { readonly path: string; readonly name: string; readonly version: string };
}

/** A value with the limits that it was held against; with one limit alone that is `lowLimit`. */
export interface WatsNumeric {
  readonly compOp: 'LOG' | 'GE' | 'LE' | 'GELE';
  readonly name: null;
  readonly status: WatsStatus;
  readonly unit: string;
  readonly value: number;
  readonly lowLimit: number | null;
  readonly highLimit: number | null;
}

/** A test report in WATS Standard JSON Format (WSJF), as `POST /api/report/wsjf` takes it. */
export interface WatsReport {
  readonly type: 'T';
  readonly id: string;
  readonly pn: string;
  readonly sn: string;
  readonly rev: string;
  readonly processCode: number;
  readonly result: 'P' | 'F' | 'E' | 'T';
  readonly machineName: string;
  readonly location: string;
  readonly purpose: string;
  readonly start: string;
  readonly startUTC: string;
  readonly root: WatsStep;
  readonly uut: {
    readonly user: string;
    readonly comment: string;
    readonly execTime: number;
    readonly fixtureId: string;
    readonly errorMessage: string | null;
    readonly stepIdCausedUUTFailure: number | null;
  };
  readonly miscInfos: readonly { readonly description: string; readonly text: string }[];
}

const RESULT = { PASS: 'P', FAIL: 'F', INVALID: 'E', SKIPPED: 'T' } as const;
/** Strings of the header and names of steps have 100 characters at most. */
const MOST = 100;

/** A report has no result for what was skipped: it ended before it began. */
export function resultOf(verdict: Verdict): WatsReport['result'] {
  return RESULT[verdict];
}

export function statusOf(verdict: Verdict): WatsStatus {
  return verdict === 'SKIPPED' ? 'S' : RESULT[verdict];
}

export function short(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST - 1)}…`;
}
