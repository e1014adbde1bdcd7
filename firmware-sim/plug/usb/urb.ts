/** One transfer that a host asks for (a USB request block). */
export interface Urb {
  /** Endpoint address, bit 7 set for IN; of a control transfer 0, whatever its direction. */
  readonly endpoint: number;
  /** The 8 bytes of a control transfer's SETUP stage. */
  readonly setup?: Uint8Array;
  /** Bytes to the fob; empty for IN. Not copied: to be left alone until the transfer has ended. */
  readonly data: Uint8Array;
  /** For IN: how many bytes the host has room for. Of a control transfer wLength holds as well. */
  readonly length: number;
  /** OUT: an empty packet ends a transfer that fills its last packet. */
  readonly zeroPacket?: boolean;
  /** IN: fewer bytes than `length` are an error. */
  readonly shortNotOk?: boolean;
}

/**
 * How a transfer ended. `no-answer`: the function kept silent; `no-device`: it is not there (any
 * more); `overflow`: it sent more than there was room for; `short`: less than was insisted on;
 * `too-many`: more transfers are under way than a host controller holds.
 */
export type UrbStatus =
  'ok' | 'stall' | 'no-answer' | 'no-device' | 'overflow' | 'short' | 'cancelled' | 'too-many';

export interface UrbResult {
  readonly status: UrbStatus;
  /** IN: what was received, also when the transfer failed in its middle. */
  readonly data: Uint8Array;
  /** Bytes that were really transferred in the data stage. */
  readonly actualLength: number;
}

/** A transfer under way. */
export interface UrbHandle {
  /** Takes it back; it then ends with `cancelled`. False when it was over already. */
  cancel(): boolean;
}

/** What passes a port, for captures: each transfer when it is asked for and when it has ended. */
export type UrbEvent =
  | { readonly kind: 'submit'; readonly id: number; readonly urb: Urb }
  | {
      readonly kind: 'complete';
      readonly id: number;
      readonly urb: Urb;
      readonly result: UrbResult;
    };
