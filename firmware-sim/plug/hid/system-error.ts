import type { UrbFailure } from '../usb/transfer-error.ts';

/** What Linux says, in the words of the C library (strerror). */
const TEXTS = {
  EINVAL: 'Invalid argument',
  EIO: 'Input/output error',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ENOMEM: 'Cannot allocate memory',
  EOVERFLOW: 'Value too large for defined data type',
  EPIPE: 'Broken pipe',
  EPROTO: 'Protocol error',
  EREMOTEIO: 'Remote I/O error',
  ETIMEDOUT: 'Connection timed out',
} as const;

export type SystemErrorCode = keyof typeof TEXTS;

/** A call of the operating system that failed. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  readonly code: SystemErrorCode;

  constructor(code: SystemErrorCode, options?: ErrorOptions) {
    super(TEXTS[code], options);
    this.code = code;
  }
}

/** What Linux makes of a transfer that failed. */
export const TRANSFER_CODES: Readonly<Record<UrbFailure, SystemErrorCode>> = {
  stall: 'EPIPE',
  'no-answer': 'EPROTO',
  'no-device': 'ENODEV',
  overflow: 'EOVERFLOW',
  short: 'EREMOTEIO',
  // Nobody but the timer takes a transfer of the driver back.
  cancelled: 'ETIMEDOUT',
  'too-many': 'ENOMEM',
};
