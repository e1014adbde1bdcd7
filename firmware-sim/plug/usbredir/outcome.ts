import type { UrbResult, UrbStatus } from '../usb/urb.ts';
import type { Outcome } from './host-codec.ts';
import { RedirStatus } from './numbers.ts';

const NONE: Uint8Array = new Uint8Array(0);

/** A device that leaves cancels what is under way, as usbredirhost says it. */
const statuses: Readonly<Record<UrbStatus, number>> = {
  ok: RedirStatus.success,
  stall: RedirStatus.stall,
  'no-answer': RedirStatus.ioError,
  'no-device': RedirStatus.cancelled,
  overflow: RedirStatus.babble,
  short: RedirStatus.ioError,
  cancelled: RedirStatus.cancelled,
  'too-many': RedirStatus.ioError,
};

export function redirStatus(status: UrbStatus): number {
  return statuses[status];
}

/** @param endpoint With bit 7 set for IN. */
export function outcomeOf({ status, data, actualLength }: UrbResult, endpoint: number): Outcome {
  const fromFob = (endpoint & 0x80) !== 0;
  return { status: statuses[status], length: actualLength, data: fromFob ? data : NONE };
}

/** Of a transfer that did not take place. */
export function refused(status: number): Outcome {
  return { status, length: 0, data: NONE };
}
