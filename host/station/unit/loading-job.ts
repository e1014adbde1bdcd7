import type { StationFob } from '../run/port.ts';
import type { Claim } from './unit.ts';
import type { VisitBook } from './visit-book.ts';
import type { VisitTools } from './visit-tools.ts';

/** The work on one claimed fob. */
export interface LoadingJob {
  readonly tools: VisitTools;
  readonly fob: StationFob;
  readonly claim: Claim;
  readonly book: VisitBook;
  readonly readsCode: boolean;
  readonly signal: AbortSignal;
}
