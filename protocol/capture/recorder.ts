import type { CaptureDirection } from './pcapng-codes.ts';
import type { EnhancedPacket } from './pcapng-writer.ts';

/** Where the packets of one interface of a capture go. */
export interface PacketSink {
  /** The number of the interface in its section, 0 for the first. */
  readonly id: number;
  packet(packet: Omit<EnhancedPacket, 'interfaceId'>): void;
}

/** How a link ended: the host closed it, or the other side or the cable did. */
export type LinkEnd = 'closed' | 'lost';

/**
 * What watches a link and writes down what passes it, as far as it may be told. Times are
 * microseconds since 1970.
 */
export interface LinkRecorder {
  opened(unixMicros: number): void;
  /** Bytes as the link happens to cut them; of a HID link one report. */
  bytes(direction: CaptureDirection, bytes: Uint8Array, unixMicros: number): void;
  closed(end: LinkEnd, unixMicros: number): void;
}

/** The comment of a packet of which something is not told. */
export const MASKED_COMMENT = 'fobkit: masked';

export function maskedComment(masked: boolean): { readonly comment?: string } {
  return masked ? { comment: MASKED_COMMENT } : {};
}
