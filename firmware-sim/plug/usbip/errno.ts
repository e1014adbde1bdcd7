import type { UrbStatus } from '../usb/urb.ts';

/** The error numbers of Linux that travel, negative as in `urb->status`. */
export const Errno = {
  none: 0,
  noMemory: -12,
  noDevice: -19,
  invalid: -22,
  pipe: -32,
  protocol: -71,
  overflow: -75,
  reset: -104,
  remoteIo: -121,
} as const;

/** How a transfer ended, as a host controller's driver says it (error-codes.rst of Linux). */
export const urbErrno: Readonly<Record<UrbStatus, number>> = {
  ok: Errno.none,
  stall: Errno.pipe,
  'no-answer': Errno.protocol,
  'no-device': Errno.noDevice,
  overflow: Errno.overflow,
  short: Errno.remoteIo,
  cancelled: Errno.reset,
  'too-many': Errno.noMemory,
};
