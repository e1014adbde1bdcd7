import type { HostEnv } from '@fobkit/client';
import type { LabelPrinter } from '../label/label.ts';
import type { LotCounts } from '../lot/lot.ts';
import type { Qualification } from '../qualify/qualification.ts';
import type { FrequencyCounter } from '../trim/frequency-counter.ts';
import type { CodeVerifier } from '../unit/code-verifier.ts';
import type { UnitLimits } from '../unit/fob-health.ts';
import type { BatchKeys } from '../unit/transport-keys.ts';
import type { Trouble } from '../unit/unit.ts';
import type { PauseSwitch } from './pause-switch.ts';
import type { PortSource } from './port.ts';
import type { RunEnd, StationEvent, VisitEnd } from './station-event.ts';
import type { WorkStore } from './work-store.ts';

export interface StationRunOptions {
  readonly source: PortSource;
  readonly store: WorkStore;
  readonly keys: BatchKeys;
  readonly env: HostEnv;
  readonly onEvent: (event: StationEvent) => void;
  /** Ends the run when the units in work are finished. */
  readonly signal: AbortSignal;
  /** Ends the run at once; the units in work stay open, on record. */
  readonly stopNow?: AbortSignal;
  /** otplib if absent. */
  readonly verify?: CodeVerifier;
  /** Absent: labels are printed elsewhere. */
  readonly printer?: LabelPrinter;
  /** For lots that are trimmed by one. */
  readonly counter?: FrequencyCounter;
  readonly pause?: PauseSwitch;
  /** The last qualification of this station, for lots that want one. */
  readonly qualification?: () => Promise<Qualification | undefined>;
  /** What the profile of the lot's fobs says of them. */
  readonly limits?: Partial<UnitLimits>;
  /** How long an operator has for a press, in milliseconds; 60,000 if absent. */
  readonly pressWaitMs?: number;
  /** From one renewal of the lease to the next, in milliseconds; 5,000 if absent. */
  readonly heartbeatMs?: number;
  /** By how much the host's clock may be off or jump, in milliseconds; 2,000 if absent. */
  readonly hostClockToleranceMs?: number;
  /** Tells what would be done. Nothing is written, neither to fobs nor to the registry. */
  readonly dryRun?: boolean;
}

export interface RunSummary {
  readonly lot: string;
  readonly reason: RunEnd;
  readonly counts: LotCounts;
  /** How many visits ended how. */
  readonly ends: Readonly<Partial<Record<VisitEnd, number>>>;
  /** Why it ended, where the reason is `trouble`. */
  readonly trouble?: Trouble;
  readonly why?: string;
}
