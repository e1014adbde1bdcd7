import type { ConnectEvents } from '../discovery/connect-trigger.ts';

/** The part of WebUSB's `USBEndpoint` that a link looks at. */
export interface WebUsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
  /** Bytes of its largest packet. */
  readonly packetSize: number;
}

export interface WebUsbInterface {
  readonly interfaceNumber: number;
  readonly alternate: {
    readonly interfaceClass: number;
    readonly endpoints: readonly WebUsbEndpoint[];
  };
}

export interface WebUsbConfiguration {
  readonly interfaces: readonly WebUsbInterface[];
}

/**
 * The part of WebUSB's `USBDevice` that a link needs: one of `navigator.usb`, of the npm package
 * `usb`, or a double. Transfers of `usb` take a time-out as well, in milliseconds; the others
 * wait for ever.
 */
export interface WebUsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName?: string | null | undefined;
  readonly serialNumber?: string | null | undefined;
  readonly configuration?: WebUsbConfiguration | null | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(configurationValue: number): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  clearHalt(direction: 'in' | 'out', endpointNumber: number): Promise<void>;
  transferIn(
    endpointNumber: number,
    length: number,
    timeoutMs?: number,
  ): Promise<{ readonly status?: string; readonly data?: DataView | undefined }>;
  transferOut(
    endpointNumber: number,
    data: Uint8Array<ArrayBuffer>,
    timeoutMs?: number,
  ): Promise<{ readonly status?: string }>;
}

/** The part of WebUSB's `USB` that finds devices. */
export interface WebUsb extends ConnectEvents {
  getDevices(): Promise<readonly WebUsbDevice[]>;
}
