import { getStatus, type FobStatus, type PartResult, selfTest } from '@fobkit/protocol';
import type { FaultReport } from '../../../firmware-sim/fault/report.ts';
import { type FaultOptions, parseFault } from '../../../firmware-sim/fault/parse-fault.ts';
import type { Fob } from '../../../firmware-sim/fob/fob.ts';
import type { Occurrence } from '../../../firmware-sim/fob/occurrence.ts';
import { type RawHost, TICKS } from '../../support/raw-host.ts';

/** Arms the fault of a command line; returns its id. */
export function arm(fob: Fob, line: string, options: FaultOptions = {}): string {
  return fob.faults.arm(parseFault(line.split(' '), options)).id;
}

/** Presses and lets the fob show what it shows. */
export function pressAndLook(fob: Fob, seconds = 1): string {
  fob.press();
  fob.advance(seconds * TICKS);
  return fob.view.rows.join(' ');
}

export function status(host: RawHost): FobStatus {
  const answer = host.call(getStatus, { events: 16 });
  if (answer.status !== 'ok') throw new Error(`GetStatus: ${answer.status}`);
  return answer.reply;
}

export function tested(host: RawHost, part: PartResult['part']): PartResult {
  const answer = host.call(selfTest, {});
  const found =
    answer.status === 'ok' ? answer.reply.parts.find((p) => p.part === part) : undefined;
  if (found === undefined) throw new Error(`SelfTest: ${answer.status}`);
  return found;
}

/** What a run leaves as evidence of one fault. */
export function evidence(
  fob: Fob,
  id: string,
): Pick<FaultReport, 'state' | 'firedCount' | 'evidence'> {
  const { state, firedCount, evidence: sentence } = fob.faults.find(id);
  return { state, firedCount, evidence: sentence };
}

/** Everything that is noted from here on. */
export function watch(fob: Fob): Occurrence[] {
  const seen: Occurrence[] = [];
  fob.observe(({ at: _, ...occurrence }) => seen.push(occurrence));
  return seen;
}
