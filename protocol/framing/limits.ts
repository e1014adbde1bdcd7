/**
 * Largest message that either framing carries, in bytes (docs/protocol/01-hid-framing.md [HID-4],
 * docs/protocol/02-serial-framing.md [SER-3]).
 */
export const MAX_MESSAGE = 1024;

/** Bytes of a HID report, both ways ([HID-1]). */
export const HID_REPORT_SIZE = 64;

/** Payload bytes of an initialization packet ([HID-6]). */
export const HID_INIT_DATA = 57;

/** Payload bytes of a continuation packet ([HID-7]). */
export const HID_CONTINUATION_DATA = 59;

/** Sequence numbers 0x00 to 0x7F: continuation packets that one message can have ([HID-7]). */
export const HID_MAX_CONTINUATIONS = 128;

/** What the packets of one HID message can carry: 57 + 128 × 59 bytes ([HID-4]). */
export const HID_MAX_PAYLOAD = HID_INIT_DATA + HID_MAX_CONTINUATIONS * HID_CONTINUATION_DATA;
