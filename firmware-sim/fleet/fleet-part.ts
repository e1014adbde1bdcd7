import type { BatchEngine } from '@fobkit/protocol';
import type { FleetSpec } from './fleet-spec.ts';
import type { FleetJudge } from './judge.ts';

/** A part of a fleet: fobs from the `first` on. */
export interface FleetPart {
  readonly spec: FleetSpec;
  readonly first: number;
  readonly count: number;
  readonly judge: FleetJudge;
  /** Computes and verifies the codes; without it a code is taken as seen for its factor. */
  readonly engine?: BatchEngine;
}
