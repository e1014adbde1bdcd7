/** The part of a `ReadableStream` that a link reads. */
export interface WebSerialReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
  releaseLock(): void;
}

/** The part of a `WritableStream` that a link writes. */
export interface WebSerialWriter {
  write(bytes: Uint8Array): Promise<void>;
  releaseLock(): void;
}

/** The part of Web Serial's `SerialPort` that a link needs. */
export interface WebSerialPort {
  readonly readable: { getReader(): WebSerialReader } | null;
  readonly writable: { getWriter(): WebSerialWriter } | null;
  getInfo(): {
    readonly usbVendorId?: number | undefined;
    readonly usbProductId?: number | undefined;
  };
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
  addEventListener(type: 'disconnect', listener: () => void): void;
  removeEventListener(type: 'disconnect', listener: () => void): void;
}
