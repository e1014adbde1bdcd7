import type { FaultRecord, Reason, RunRecord, StepRecord } from '../run/record.ts';
import type { Place } from '../scenario/model.ts';

/** `file:line:column`. */
function placeText({ file, line, column }: Place): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** `file:line:column: what was so`. */
export function reasonText({ place, message }: Reason): string {
  return place === undefined ? message : `${placeText(place)}: ${message}`;
}

/** `profile=generic, seed=1`: what tells the runs of one scenario apart. */
export function parametersText({
  scenario,
}: {
  readonly scenario: Pick<RunRecord['scenario'], 'parameters'>;
}): string {
  return Object.entries(scenario.parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
}

/** `bench line-3, port p2`. */
export function rigText({ rig }: RunRecord): string {
  return rig.port === undefined ? rig.name : `${rig.name}, port ${rig.port}`;
}

/** What has to be known of a step beside its text: whose it was, and what it was done for. */
export function stepMarks({ attempt, equivalentOf, fob }: StepRecord): readonly string[] {
  return [
    ...(fob === undefined ? [] : [`fob ${fob}`]),
    ...(attempt > 1 ? [`attempt ${String(attempt)}`] : []),
    ...(equivalentOf === undefined ? [] : [`in place of ${equivalentOf}`]),
  ];
}

/** Why a step ended as it did, and what proves it. */
export function stepProof({ evidence, message }: StepRecord): string {
  return [message, evidence].filter((one) => one !== undefined).join('; ');
}

export function faultProof({ equivalent, evidence }: FaultRecord): string {
  return equivalent === undefined ? evidence : `in its place: ${equivalent}`;
}

/** How long the run took, in seconds of the host. */
export function secondsOf({ ended, started }: RunRecord): number {
  return Math.max(0, ended.monotonicMs - started.monotonicMs) / 1000;
}
