import type { FobErrorCode } from '@fobkit/client';
import type { LotCounts, RunEnd, VisitEnd, VisitStep } from '@fobkit/station';
import type { UnitDeed } from '../screen/screen-state.ts';

/** The words of the screen and of the lines of a run. */
export interface ScreenWords {
  readonly steps: Readonly<Record<VisitStep, string>>;
  readonly ends: Readonly<Record<VisitEnd, string>>;
  readonly runEnds: Readonly<Record<RunEnd, string>>;
  readonly purposes: Readonly<Record<'test' | 'production', string>>;
  readonly counts: Readonly<Record<keyof LotCounts, string>>;
  readonly dryRun: string;
  readonly of: (done: number, planned: number) => string;
  readonly perHour: (units: number) => string;
  /** Minutes; undefined while nothing tells. */
  readonly left: (minutes: number | undefined) => string;
  readonly seconds: (seconds: string) => string;
  readonly port: string;
  readonly serial: string;
  readonly state: string;
  readonly insert: string;
  readonly identifying: string;
  readonly pressNow: string;
  readonly takeOut: string;
  readonly noPorts: string;
  readonly waitingAt: (
    port: string,
    fault: { readonly reason: FobErrorCode; readonly why: string },
  ) => string;
  readonly morePorts: (count: number) => string;
  readonly failures: string;
  readonly paused: (by?: string) => string;
  readonly resumed: (by?: string) => string;
  readonly pausedBanner: string;
  readonly finishing: string;
  /** By Ctrl-C, where there is no screen. */
  readonly interrupted: string;
  readonly stopping: string;
  readonly sure: string;
  readonly askUnit: (deed: UnitDeed) => string;
  readonly unitKeys: string;
  readonly askReason: (deed: UnitDeed, serialLabel: string) => string;
  readonly reasonKeys: string;
  readonly failureTitle: (at: number, of: number) => string;
  readonly failureKeys: string;
  readonly device: string;
  readonly whatToDo: string;
  readonly keys: readonly (readonly [key: string, what: string])[];
  readonly help: readonly (readonly [key: string, what: string])[];
  readonly anyKey: string;
  readonly tooSmall: string;
  /** What was done at the screen. */
  readonly deedDone: (deed: UnitDeed, serialLabel: string) => string;
  readonly deedFailed: (deed: UnitDeed, serialLabel: string, why: string) => string;
}
