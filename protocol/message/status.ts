/**
 * Every answer of a fob that is not a success says why by number (docs/protocol/03-messages.md
 * §3.5). The groups: 0x0_ the message itself, 0x1_ the state of the fob, 0x2_ the sealed channel,
 * 0x3_ what is asked of it, 0x4_ its parts.
 */
export const statusCodes = {
  ok: 0x00,
  malformed: 0x01,
  'unsupported-version': 0x02,
  'unknown-command': 0x03,
  'bad-payload': 0x04,
  'wrong-lifecycle': 0x10,
  'press-required': 0x11,
  'seal-required': 0x20,
  'wrong-key': 0x21,
  delayed: 0x22,
  'no-channel': 0x23,
  'out-of-sequence': 0x24,
  'seal-broken': 0x25,
  'weak-key': 0x26,
  'unsupported-mode': 0x30,
  'unsupported-algorithm': 0x31,
  'unsupported-digits': 0x32,
  'unsupported-step': 0x33,
  'seed-length': 0x34,
  'serial-label': 0x35,
  'expiry-passed': 0x36,
  'clock-limit': 0x37,
  'clock-backward': 0x38,
  'trim-limit': 0x39,
  'bad-suite': 0x3a,
  'bad-challenge': 0x3b,
  'flash-failed': 0x40,
  'flash-damaged': 0x41,
  internal: 0x7f,
} as const;

export type Status = keyof typeof statusCodes;
