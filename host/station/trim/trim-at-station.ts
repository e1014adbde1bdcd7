import type { AdminSession } from '@fobkit/client';
import type { Lot } from '../lot/lot.ts';
import type { StationFob } from '../run/port.ts';
import { openChannel } from '../unit/open-channel.ts';
import type { Unit } from '../unit/unit.ts';
import type { VisitBook } from '../unit/visit-book.ts';
import { VisitTrouble } from '../unit/visit-trouble.ts';
import type { VisitTools } from '../unit/visit-tools.ts';
import { CounterError } from './frequency-counter.ts';
import { trimVisit } from './trim-visit.ts';

export interface TrimJob {
  readonly tools: VisitTools;
  readonly fob: StationFob;
  readonly lot: Lot;
  readonly unit: Unit;
  readonly book: VisitBook;
  readonly signal: AbortSignal;
}

/**
 * The second visit of a done fob. Nothing of it needs an intent: a trim that is not on record is
 * found on the fob when it comes again, since it is read before the next one is computed.
 */
export async function trimAtStation(job: TrimJob): Promise<{ readonly end: 'trimmed' }> {
  const { tools, fob, lot, unit, book, signal } = job;
  const { trim: wish } = lot;
  const open = async (): Promise<AdminSession> =>
    openChannel(fob, await tools.store.transportKeyOf(unit), signal);
  if (wish === undefined) throw new VisitTrouble('refused', 'its lot wants no trim');
  book.enter('soak');
  tools.hostTime.check();
  try {
    const { trimPpb, reading } = await trimVisit(fob, open, {
      wish,
      start: unit.clock,
      ...(tools.counter === undefined ? {} : { counter: tools.counter }),
      clock: tools.env.clock,
      signal,
      onTrim: () => {
        book.enter('trim');
      },
    });
    book.noteClock(reading);
    await tools.store.trimmed(unit, trimPpb, book.facts);
    return { end: 'trimmed' };
  } catch (error) {
    if (!(error instanceof CounterError)) throw error;
    throw new VisitTrouble('clock', error.message, { cause: error });
  }
}
