import {
  BadReplyError,
  CapabilityError,
  ChannelError,
  DeviceError,
  LinkLostError,
  LinkNotFoundError,
  NotAFobError,
  ProvisionError,
  RequestTimeoutError,
  RigError,
  TransportError,
} from '@fobkit/client';
import { type Status, UsageError } from '@fobkit/protocol';
import type { Place } from '../scenario/model.ts';
import type { Reason } from './record.ts';

interface StepEndOptions extends ErrorOptions {
  readonly place?: Place | undefined;
}

/** What a step came to when it did not come off. Thrown, and caught where it is recorded. */
export class StepEnd extends Error {
  override readonly name = 'StepEnd';
  readonly verdict: Reason['verdict'];
  readonly place: Place | undefined;

  constructor(verdict: Reason['verdict'], message: string, options: StepEndOptions = {}) {
    super(message, options);
    this.verdict = verdict;
    this.place = options.place;
  }

  get reason(): Reason {
    const { verdict, message, place } = this;
    return { verdict, message, ...(place === undefined ? {} : { place }) };
  }

  /** The same, there where it happened first. */
  at(place: Place): StepEnd {
    if (this.place !== undefined) return this;
    return new StepEnd(this.verdict, this.message, { cause: this.cause, place });
  }
}

/** How a reason begins that tells of a fault of fobkit itself. */
export const OWN_FAILURE = 'fobkit itself failed';

/** Somebody wished the run to end, or its time was over. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** How a fob answered a command, or did not. */
export type CallOutcome = Status | 'lost' | 'no-answer';

/** The outcome of a host's call that threw; undefined when it says nothing about the fob. */
export function outcomeOf(error: unknown): CallOutcome | undefined {
  if (error instanceof DeviceError) return error.status;
  if (error instanceof ProvisionError) return outcomeOf(error.cause);
  if (error instanceof RequestTimeoutError) return 'no-answer';
  if (error instanceof NotAFobError) return 'no-answer';
  if (error instanceof LinkLostError || error instanceof LinkNotFoundError) return 'lost';
  if (error instanceof TransportError && error.code === 'link-failed') return 'lost';
  return undefined;
}

/**
 * Whose fault an error is. What breaks the protocol is the fob's; everything that rig, host,
 * scenario or fobkit itself did is not, and the run then proves nothing.
 */
export function blameOf(error: unknown): StepEnd {
  if (error instanceof StepEnd) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StepEnd(verdictOf(error), told(error, message), { cause: error });
}

function verdictOf(error: unknown): Reason['verdict'] {
  if (error instanceof RigError) return error.code === 'lacking' ? 'SKIPPED' : 'INVALID';
  if (error instanceof CapabilityError) return 'SKIPPED';
  if (error instanceof BadReplyError || error instanceof ChannelError) return 'FAIL';
  return 'INVALID';
}

function told(error: unknown, message: string): string {
  if (error instanceof UsageError) return `the scenario asks for what cannot be: ${message}`;
  const known = error instanceof RunStopped || (error instanceof Error && 'code' in error);
  return known ? message : `${OWN_FAILURE}: ${message}`;
}
