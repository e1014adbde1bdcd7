/** One control transfer (USB 2.0 §9.3). */
export interface ControlRequest {
  /** bmRequestType. */
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  /** wLength of a transfer to the host. */
  readonly length?: number;
  /** The data stage of one to the fob. */
  readonly data?: Uint8Array;
}

/** Bytes of the data stage, a STALL, or nothing within the time of the driver. */
export type ControlAnswer =
  { readonly stalled: true } | { readonly silent: true } | { readonly data: Uint8Array };
