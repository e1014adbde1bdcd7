import type { UrbStatus } from './urb.ts';

export type UrbFailure = Exclude<UrbStatus, 'ok'>;

const MEANINGS: Readonly<Record<UrbFailure, string>> = {
  stall: 'the device refused it (STALL)',
  'no-answer': 'the device did not answer',
  'no-device': 'the device is not there any more',
  overflow: 'the device sent more than there was room for',
  short: 'the device sent less than was asked for',
  cancelled: 'it was cancelled',
  'too-many': 'too many transfers are under way',
};

/** A transfer did not succeed. The message names what was asked for and how it ended. */
export class UsbTransferError extends Error {
  override readonly name = 'UsbTransferError';
  readonly status: UrbFailure;

  constructor(what: string, status: UrbFailure) {
    super(`${what}: ${MEANINGS[status]}`);
    this.status = status;
  }
}
