import type { UsbDescription } from '@fobkit/protocol';

/**
 * How a function answers a token with its handshake (USB 2.0 §8.4.5): `none` is silence, as of a
 * device without power, or of an endpoint that it has not; a host tells it as a protocol error.
 */
export type UsbHandshake = 'ack' | 'nak' | 'stall' | 'none';

/** What comes back for an IN token: a packet, perhaps an empty one, or why there is none. */
export type UsbInAnswer = Uint8Array | Exclude<UsbHandshake, 'ack'>;

/**
 * A full-speed function at the end of its cable, as a host controller meets it: token by token.
 * Any call in any state gives a declared answer and never throws.
 */
export interface UsbBus {
  /** What the function tells of itself when it is asked: for those who list what they serve. */
  readonly description: UsbDescription;
  /** Largest packet of an endpoint, by its address; undefined when there is no such endpoint. */
  packetSize(address: number): number | undefined;
  /** Reset signalling: address and configuration 0, no halts, nothing under way. */
  reset(): void;
  /** No more frames: the function may draw 2.5 mA, and answers nothing until `resume`. */
  suspend(): void;
  resume(): void;
  /** SETUP token to endpoint 0, with the 8 bytes of the request. */
  setup(packet: Uint8Array): UsbHandshake;
  /** IN token; `endpoint` is its number, 0 to 15. */
  in(endpoint: number): UsbInAnswer;
  /** OUT token with a packet, which the function may keep no longer than the call. */
  out(endpoint: number, packet: Uint8Array): UsbHandshake;
  /**
   * Told when an endpoint that answered NAK may now answer otherwise. `address` has bit 7 set for
   * IN. Asking again at once is allowed.
   */
  onReady(listener: (address: number) => void): () => void;
}
