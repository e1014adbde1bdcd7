import type { Reason, RunRecord } from '../run/record.ts';
import type { Place } from '../scenario/model.ts';

/** `file:line:column`. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** `file:line:column: what was so`. */
export function reasonText({ place, message }: Reason): string {
  return place === undefined ? message : `${placeText(place)}: ${message}`;
}

/** `profile=generic, seed=1`: what tells the runs of one scenario apart. */
export function parametersText({ scenario }: RunRecord): string {
  return Object.entries(scenario.parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
}

/** How long the run took, in seconds of the host. */
export function secondsOf({ ended, started }: RunRecord): number {
  return Math.max(0, ended.monotonicMs - started.monotonicMs) / 1000;
}
