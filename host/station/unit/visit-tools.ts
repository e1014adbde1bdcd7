import type { HostEnv } from '@fobkit/client';
import type { LabelPrinter } from '../label/label.ts';
import type { HostTime } from '../run/host-time.ts';
import type { PresentFobs } from '../run/present-fobs.ts';
import type { StationEvent } from '../run/station-event.ts';
import type { WorkStore } from '../run/work-store.ts';
import type { FrequencyCounter } from '../trim/frequency-counter.ts';
import type { CodeVerifier } from './code-verifier.ts';
import type { UnitLimits } from './fob-health.ts';
import type { BatchKeys } from './transport-keys.ts';

/** What every visit of a run works with. */
export interface VisitTools {
  /** Guarded: its errors are `RegistryFault`s. */
  readonly store: WorkStore;
  readonly keys: BatchKeys;
  readonly verify: CodeVerifier;
  /** Absent: labels are printed elsewhere. */
  readonly printer?: LabelPrinter;
  /** For lots that are trimmed by one. */
  readonly counter?: FrequencyCounter;
  readonly env: HostEnv;
  readonly limits: UnitLimits;
  /** How long the operator has for a press. */
  readonly pressWaitMs: number;
  readonly hostTime: HostTime;
  readonly present: PresentFobs;
  /** Nothing is written, neither to the fob nor to the registry. */
  readonly dryRun: boolean;
  readonly tell: (event: StationEvent) => void;
}
