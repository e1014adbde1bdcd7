/** The part of node-hid's description of a device that discovery looks at. */
export interface HidDeviceInfo {
  readonly path?: string | undefined;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | undefined;
  readonly product?: string | undefined;
  readonly interface: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** The part of node-hid's `HIDAsync` that a link needs: a device that is open. */
export interface HidHandle {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** A report after the byte of its id, 0 where it has none. */
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** The part of node-hid that links and discovery need; a double has the same. */
export interface HidLibrary {
  readonly HIDAsync: { open(path: string): Promise<HidHandle> };
  devicesAsync(): Promise<readonly HidDeviceInfo[]>;
}

/** node-hid, loaded only when it is asked for: it brings native code along. */
export async function systemHid(): Promise<HidLibrary> {
  const { HIDAsync, devicesAsync } = await import('node-hid');
  return { HIDAsync, devicesAsync };
}
