import type { StationEvent } from '../../../../host/station/run/station-event.ts';
import type { TestStation } from './station.ts';

/** Runs `then` once, at the n-th event of that kind. */
export function at(
  station: TestStation,
  kind: StationEvent['kind'],
  then: () => void,
  nth = 1,
): void {
  const { operator } = station;
  let seen = 0;
  station.operator = (event) => {
    operator(event);
    if (event.kind === kind && ++seen === nth) then();
  };
}

/** Stops a run that would go on, once nothing happens for so long. */
export function stopAfter(station: TestStation, ms: number): void {
  station.yard.clock.after(ms, () => {
    station.stop.abort();
  });
}
