import type { SetupPacket } from '@fobkit/protocol';

/**
 * What a function makes of a request to it: bytes for the host, done, no, or, of a request that came
 * with data, not yet. It is then asked again when the host asks how it went.
 */
export type ControlAnswer = Uint8Array | 'ack' | 'stall' | 'wait';

/** How a function sends to the host and hears of what the host did. */
export interface FunctionPort {
  /** Queues one packet on an IN endpoint of this function. */
  send(address: number, packet: Uint8Array): void;
  /** Whether the host lets packets of that endpoint pile up. */
  full(address: number): boolean;
  /** Forgets what is queued on it. */
  clear(address: number): void;
  /** An OUT endpoint that had no room has room again, and so has a request that had to wait. */
  ready(address: number): void;
}

/** One function of a composite device: a class, its interfaces and what it does with their bytes. */
export interface ClassFunction {
  /** Numbers of its interfaces. */
  readonly interfaces: readonly number[];
  /** Called once, before anything else. */
  connect(port: FunctionPort): void;
  /** A class or vendor request to one of its interfaces. `data` is what the host sent with it. */
  control(setup: SetupPacket, data: Uint8Array): ControlAnswer;
  /** A packet on one of its OUT endpoints; false when there is no room for it now. */
  out(address: number, packet: Uint8Array): boolean;
  /** A packet of an IN endpoint has left. */
  taken(address: number): void;
  /** What the host has set, as `adopt` of another function of this class takes it. */
  readonly settings: Uint8Array;
  adopt(settings: Uint8Array): void;
  /** The host configured the device, reset it, or chose the setting anew: all begins again. */
  restart(): void;
}
