import type { FleetSpec } from './fleet-spec.ts';
import type { FleetJudge } from './judge.ts';

/** A part of a fleet: fobs from the `first` on. */
export interface FleetPart {
  readonly spec: FleetSpec;
  readonly first: number;
  readonly count: number;
  readonly judge: FleetJudge;
  /** Told now and then how many fob-days have passed. */
  readonly onProgress?: (fobDays: number) => void;
}
