import { crc32 } from '../bytes/crc32.ts';
import { UsageError } from '../bytes/errors.ts';
import { encodeCobsInto, maxCobsLength } from './cobs.ts';
import { MAX_MESSAGE } from './limits.ts';

/** Ends every frame and stands nowhere inside one (docs/protocol/02-serial-framing.md [SER-1]). */
export const SERIAL_DELIMITER = 0x00;

/** Bytes of the CRC-32 behind the payload, least significant first ([SER-4]). */
export const SERIAL_CRC_SIZE = 4;

/** Largest frame on the wire, delimiter not counted ([SER-3]). */
export const MAX_SERIAL_FRAME = maxCobsLength(MAX_MESSAGE + SERIAL_CRC_SIZE);

// Shared by all calls: a fresh buffer for each would cost as much as the encoding.
const plain = new Uint8Array(MAX_MESSAGE + SERIAL_CRC_SIZE);
const wire = new Uint8Array(MAX_SERIAL_FRAME + 2);

/**
 * One frame of a byte stream: COBS(payload ‖ CRC-32, little-endian) ‖ 0x00
 * (docs/protocol/02-serial-framing.md §2.1). `flush` puts a 0x00 before it, which ends whatever
 * the receiver holds: wanted before the first frame and after a timeout ([SER-10]).
 * `UsageError` when the payload has not 1 to `MAX_MESSAGE` bytes.
 */
export function encodeSerialFrame(
  payload: Uint8Array,
  options?: { readonly flush?: boolean },
): Uint8Array {
  const length = payload.length;
  if (length < 1 || length > MAX_MESSAGE) {
    throw new UsageError(`a frame carries 1 to ${String(MAX_MESSAGE)} bytes`);
  }
  const crc = crc32(payload);
  plain.set(payload);
  plain[length] = crc;
  plain[length + 1] = crc >>> 8;
  plain[length + 2] = crc >>> 16;
  plain[length + 3] = crc >>> 24;
  let at = 0;
  if (options?.flush === true) wire[at++] = SERIAL_DELIMITER;
  at = encodeCobsInto(plain, length + SERIAL_CRC_SIZE, wire, at);
  wire[at++] = SERIAL_DELIMITER;
  return wire.slice(0, at);
}
