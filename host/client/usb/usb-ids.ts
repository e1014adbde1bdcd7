/** The ids of USB devices that are taken for fobs. */
export interface UsbIds {
  readonly vendorId: number;
  readonly productId: number;
}

export function hasIds(device: UsbIds, ids: readonly UsbIds[]): boolean {
  return ids.some(
    ({ vendorId, productId }) => device.vendorId === vendorId && device.productId === productId,
  );
}
