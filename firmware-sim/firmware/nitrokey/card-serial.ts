/** The number of a token's smart card: here the last four of the eight bytes of its chip's number. */
export function cardSerialOf(deviceId: Uint8Array): number {
  const view = new DataView(deviceId.buffer, deviceId.byteOffset, deviceId.byteLength);
  return view.getUint32(deviceId.byteLength - 4);
}
