/** The part of WebHID's `HIDInputReportEvent` that a link reads. */
export interface WebHidInputReport {
  readonly data: DataView;
}

/** The events of `navigator.hid`. */
export interface HidEvents {
  addEventListener(
    type: 'connect' | 'disconnect',
    listener: (event: { readonly device: object }) => void,
  ): void;
  removeEventListener(
    type: 'connect' | 'disconnect',
    listener: (event: { readonly device: object }) => void,
  ): void;
}

/** The part of WebHID's `HIDDevice` that a link needs. */
export interface WebHidDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly opened: boolean;
  readonly collections: readonly {
    readonly usagePage?: number | undefined;
    readonly usage?: number | undefined;
  }[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
  addEventListener(type: 'inputreport', listener: (event: WebHidInputReport) => void): void;
  removeEventListener(type: 'inputreport', listener: (event: WebHidInputReport) => void): void;
}
