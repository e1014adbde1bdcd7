import type { FobDevice, FobErrorCode } from '@fobkit/client';

/** As much of a fob as the station wants: its wire, never a rig's control channel. */
export type StationFob = Pick<
  FobDevice,
  | 'url'
  | 'deviceId'
  | 'capabilities'
  | 'info'
  | 'getInfo'
  | 'getStatus'
  | 'selfTest'
  | 'readCode'
  | 'readDisplay'
  | 'wink'
  | 'openChannel'
  | 'close'
>;

/** A place where fobs are plugged in: a hub's port, a pty, a TCP address. */
export interface StationPort {
  /** As an operator knows it: `1-1.4`, `/dev/pts/3`. */
  readonly name: string;
  /** Opens its wire. Rejects with a `FobError` of @fobkit/client. */
  connect(signal: AbortSignal): Promise<StationFob>;
}

export type PortEvent =
  | { readonly kind: 'arrived'; readonly port: StationPort }
  | { readonly kind: 'left'; readonly port: string }
  | PortWaiting;

/** A port that was named and does not open: nobody may ever come there. Told once. */
export interface PortWaiting {
  readonly kind: 'waiting';
  readonly port: string;
  readonly reason: FobErrorCode;
  readonly why: string;
}

/** Tells of fobs that are plugged in and pulled out, at first of those that are there. */
export interface PortSource {
  watch(signal: AbortSignal): AsyncIterable<PortEvent>;
}
