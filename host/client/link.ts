/** Takes a listener away again. Calling it twice does nothing. */
export type Unsubscribe = () => void;

/** Why a connection ended: the host closed it, or the other side or the cable did. */
export type CloseReason =
  { readonly kind: 'closed' } | { readonly kind: 'lost'; readonly cause?: unknown };

/** How messages travel over a connection: in a stream of bytes, or in HID reports. */
export type Framing = 'serial' | 'hid';

/** An open pipe to a fob. */
export interface Connection {
  /**
   * `serial` if absent: bytes, cut as the link happens to cut them. `hid`: each write and each
   * chunk is one report of 64 bytes, without a report id.
   */
  readonly framing?: Framing;
  /**
   * Resolves when the bytes are handed to the operating system.
   *
   * Rejects when the connection is closed or lost.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Any number of listeners; each gets every chunk. */
  onBytes(listener: (bytes: Uint8Array) => void): Unsubscribe;
  /** Settles once, when the connection ends; never rejects. */
  readonly closed: Promise<CloseReason>;
  /**
   * Asks whether the far end has left without the operating system having said so. Absent where
   * the link always hears of it.
   */
  isGone?(): Promise<boolean>;
  /** Closing what is closed does nothing. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
}

/** A host's way to one fob: the same interface over serial, HID, WebUSB, TCP and the emulator. */
export interface Link {
  /** The device URL (docs/links.md). */
  readonly url: string;
  /** Rejects with a `TransportError`, or with the reason of the signal. */
  open(options?: OpenOptions): Promise<Connection>;
}
