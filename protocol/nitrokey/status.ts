/** Byte 0 of a response: whether the answer in it is the last command's (report_protocol.h). */
export const NitrokeyDeviceStatus = {
  Ready: 0,
  Busy: 1,
  Error: 2,
  /** It has the request, and has not begun. */
  Received: 3,
} as const;
export type NitrokeyDeviceStatus = (typeof NitrokeyDeviceStatus)[keyof typeof NitrokeyDeviceStatus];

/** Byte 6 of a response, by number (report_protocol.h). */
const NAMES = [
  'ok',
  'wrong-crc',
  'wrong-slot',
  'slot-not-programmed',
  'wrong-password',
  'not-authorized',
  'timestamp-warning',
  'no-name',
  'not-supported',
  'unknown-command',
  'aes-decryption-failed',
  'aes-key-failed',
  'user-pin-not-changed',
  'admin-pin-not-changed',
  'pin-not-unblocked',
] as const;

/** How a command ended; `unknown-status` stands for a number that no firmware read here gives. */
export type NitrokeyStatus = (typeof NAMES)[number] | 'unknown-status';

export function nitrokeyStatusOf(code: number): NitrokeyStatus {
  return NAMES[code] ?? 'unknown-status';
}

/** The number of a status that firmware gives. */
export function nitrokeyStatusCode(status: Exclude<NitrokeyStatus, 'unknown-status'>): number {
  return NAMES.indexOf(status);
}
