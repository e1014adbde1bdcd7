import type { ArmedFault } from './armed-fault.ts';
import type { FaultState } from './armed-state.ts';
import { formatCondition } from './condition.ts';
import { formatDuration } from './duration.ts';
import { ordinal } from './event.ts';
import type { Fault } from './fault.ts';
import type { FaultLayer } from './kind.ts';
import { formatUtc } from './utc.ts';

/** What became of one fault: the evidence of a run. Times are world ticks. */
export interface FaultReport {
  readonly id: string;
  readonly fault: Fault;
  readonly layer: FaultLayer;
  /** The fault as a command line has it. */
  readonly text: string;
  readonly state: FaultState;
  /** How often it did something: for a fault of traffic, bytes or frames; 0 is no evidence. */
  readonly firedCount: number;
  readonly armedAt: number;
  readonly firstFiredAt?: number;
  readonly lastFiredAt?: number;
  /** One sentence. */
  readonly evidence: string;
}

export function reportOf(armed: ArmedFault): FaultReport {
  const { id, fault, kind, text, state, firedCount, armedAt, firstAt, lastAt } = armed;
  return {
    id,
    fault,
    layer: kind.layer,
    text,
    state,
    firedCount,
    armedAt,
    ...(firstAt === undefined ? {} : { firstFiredAt: firstAt }),
    ...(lastAt === undefined ? {} : { lastFiredAt: lastAt }),
    evidence: evidence(armed),
  };
}

function evidence(armed: ArmedFault): string {
  const { effect, state, firedCount } = armed;
  const first = formatUtc(armed.firstAt ?? 0);
  const last = formatUtc(armed.lastAt ?? 0);
  if (firedCount === 0) return idleEvidence(armed);
  const times = firedCount === 1 ? `at ${first}` : `first at ${first}, last at ${last}`;
  if (effect.on !== 'part') {
    const way = effect.way === 'both' ? '' : ` ${effect.way}`;
    return `${firedCount} ${effect.on}${firedCount === 1 ? '' : 's'}${way} ${effect.did}, ${times}`;
  }
  const often = firedCount === 1 ? '' : `, ${firedCount} times, first at ${first}`;
  if (effect.momentary === true) return `${armed.what} at ${last}${often}`;
  if (state === 'acting') return `${armed.what} since ${last}${often}`;
  return `${armed.what} from ${last} until ${formatUtc(armed.endedAt ?? 0)}${often}`;
}

function idleEvidence({ effect, fault, state, seen, armedAt }: ArmedFault): string {
  if (state === 'never-fired') return 'never fired';
  if (state === 'acting') {
    const missing = effect.on === 'part' ? 'its moment has not come' : `no ${effect.on} met yet`;
    return `acts, but has not fired: ${missing}`;
  }
  const { trigger } = fault;
  switch (trigger.on) {
    case 'nth':
      return `waits for the ${ordinal(trigger.n, trigger.event)}: ${seen} seen`;
    case 'chance':
      return `waits for a chance of ${trigger.probability} on each ${trigger.event}: ${seen} seen`;
    case 'condition':
      return `waits for ${formatCondition(trigger.condition)}`;
    case 'time':
      return `waits for its time`;
    case 'delay':
      return `waits for ${formatDuration(trigger.seconds)} after ${formatUtc(armedAt)}`;
    case 'arming':
      return 'waits for the CPU to sleep';
  }
}
