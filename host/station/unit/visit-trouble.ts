import {
  BadReplyError,
  ChannelError,
  DeviceError,
  FobError,
  LinkLostError,
  LinkNotFoundError,
  type Refusal,
  TransportError,
} from '@fobkit/client';
import { LeaseBusyError, LeaseLostError } from '@fobkit/store';
import { UsageError } from '@fobkit/protocol';
import { PrinterError } from '../label/label.ts';
import type { Trouble } from './unit.ts';

/** A visit that cannot go on. The message is for the record and holds no secret. */
export class VisitTrouble extends Error {
  override readonly name = 'VisitTrouble';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, why: string, options?: ErrorOptions) {
    super(why, options);
    this.trouble = trouble;
  }
}

/** The registry did not take a record: nothing more may be burned. */
export class RegistryFault extends Error {
  override readonly name = 'RegistryFault';
  readonly trouble: 'lease-lost' | 'station-busy' | 'registry-lost';

  constructor(cause: unknown) {
    const told = cause instanceof Error ? cause.message : 'the registry failed';
    super(told, { cause });
    if (cause instanceof LeaseBusyError) this.trouble = 'station-busy';
    else this.trouble = cause instanceof LeaseLostError ? 'lease-lost' : 'registry-lost';
  }
}

/** Work that was cut short from outside: the station stops, or a twin was plugged in. */
export class VisitStopped extends VisitTrouble {}

const OF_REFUSAL: Partial<Readonly<Record<Refusal, Trouble>>> = {
  'wrong-key': 'wrong-key',
  'flash-failed': 'dying',
  'flash-damaged': 'dying',
  'clock-limit': 'clock',
  'clock-backward': 'clock',
  'trim-limit': 'clock',
  'press-required': 'no-press',
};

/** What an error of the fob, the printer or the link means to an operator. Throws what is neither. */
export function troubleOf(error: unknown): VisitTrouble {
  if (error instanceof VisitTrouble) return error;
  if (!(error instanceof Error)) throw error;
  const why = error.message;
  const cause = { cause: error };
  if (error instanceof DeviceError) {
    return new VisitTrouble(OF_REFUSAL[error.status] ?? 'refused', why, cause);
  }
  if (error instanceof LinkLostError || error instanceof LinkNotFoundError) {
    return new VisitTrouble('left', why, cause);
  }
  if (isOfTheLink(error)) return new VisitTrouble('link-lost', why, cause);
  // Another version of the protocol, a command that it does not know.
  if (error instanceof FobError) return new VisitTrouble('cannot-do', why, cause);
  if (error instanceof PrinterError) return new VisitTrouble('label-printer', why, cause);
  if (error instanceof UsageError) return new VisitTrouble('cannot-do', why, cause);
  throw error;
}

/** As `troubleOf`, but where the signal has ended the work that is what happened. */
export function troubleIn(signal: AbortSignal, error: unknown): VisitTrouble {
  if (!signal.aborted) return troubleOf(error);
  const reason: unknown = signal.reason;
  if (reason instanceof VisitTrouble) return reason;
  return new VisitStopped('left', 'the station was stopped while it was at work');
}

/** Statuses that say that a box or a channel was lost on the way, and nothing of the fob. */
const OF_THE_CHANNEL: readonly Refusal[] = [
  'malformed',
  'delayed',
  'no-channel',
  'out-of-sequence',
  'seal-broken',
];

/** Whether asking the fob again may help: what it did is not known, and nothing says that it is bad. */
export function isOfTheLink(error: unknown): boolean {
  if (error instanceof DeviceError) return OF_THE_CHANNEL.includes(error.status);
  return (
    error instanceof TransportError ||
    error instanceof ChannelError ||
    error instanceof BadReplyError
  );
}
