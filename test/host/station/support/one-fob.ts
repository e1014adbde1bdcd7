import type { Lot } from '../../../../host/station/lot/lot.ts';
import { TestStation } from './station.ts';
import type { YardFob } from './yard.ts';

/** A station with one fob, which is plugged in again so often as it is not done. */
export function oneFob(lot: Partial<Lot> = {}, again = 1): { station: TestStation; fob: YardFob } {
  const station = new TestStation(1, lot);
  const fob = station.yard.fob();
  fob.plugIn();
  let left = again;
  const { operator } = station;
  station.operator = (event) => {
    operator(event);
    if (event.kind !== 'ended' || event.end === 'done') return;
    if (left-- > 0) {
      fob.pull();
      fob.plugIn();
    } else {
      station.stop.abort();
    }
  };
  return { station, fob };
}
