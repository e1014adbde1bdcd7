import type { Lot } from '../lot/lot.ts';
import { VisitTrouble } from '../unit/visit-trouble.ts';

/** What a golden fob found at a station. */
export interface Qualification {
  readonly unixMs: number;
  /** The golden fob's. */
  readonly deviceId: string;
  readonly passed: boolean;
  /** One sentence for each thing that was wrong. */
  readonly faults: readonly string[];
  readonly clockOffsetMs?: number;
  readonly clockJitterMs?: number;
}

const HOUR_MS = 3_600_000;

/** Why a station may not work on the lot; undefined when it may. */
export function refusalOf(
  { qualifiedHours }: Lot,
  last: Qualification | undefined,
  nowUnixMs: number,
): VisitTrouble | undefined {
  if (qualifiedHours === undefined) return undefined;
  const wanted = `the lot wants one within ${String(qualifiedHours)} h`;
  if (last === undefined) {
    return new VisitTrouble('not-qualified', `no golden fob has passed here; ${wanted}`);
  }
  if (!last.passed) {
    const why = last.faults.join('; ');
    return new VisitTrouble('not-qualified', `the golden fob has failed here: ${why}`);
  }
  const ageMs = nowUnixMs - last.unixMs;
  if (ageMs >= 0 && ageMs <= qualifiedHours * HOUR_MS) return undefined;
  const hours = String(Math.round(ageMs / HOUR_MS));
  return new VisitTrouble('not-qualified', `the golden fob has passed ${hours} h ago; ${wanted}`);
}
