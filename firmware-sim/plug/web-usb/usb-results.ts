import type { UrbResult } from '../usb/urb.ts';

export type FobUsbTransferStatus = 'ok' | 'stall' | 'babble';

/** WebUSB's `USBInTransferResult`. */
export interface FobUsbInResult {
  readonly status: FobUsbTransferStatus;
  readonly data?: DataView<ArrayBuffer>;
}

/** WebUSB's `USBOutTransferResult`. */
export interface FobUsbOutResult {
  readonly status: FobUsbTransferStatus;
  readonly bytesWritten: number;
}

/** Any `BufferSource` of a page. */
export type FobUsbSource = ArrayBufferLike | ArrayBufferView;

export function inResult(result: UrbResult): FobUsbInResult {
  const status = statusOf(result);
  const { data } = result;
  if (status !== 'ok' && data.length === 0) return { status };
  return { status, data: new DataView(Uint8Array.from(data).buffer) };
}

export function outResult(result: UrbResult): FobUsbOutResult {
  return { status: statusOf(result), bytesWritten: result.actualLength };
}

/** A copy, which the page may not change while it is on its way. */
export function sourceBytes(source: FobUsbSource): Uint8Array {
  if (!ArrayBuffer.isView(source)) return new Uint8Array(source).slice();
  return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
}

function statusOf({ status }: UrbResult): FobUsbTransferStatus {
  if (status === 'overflow') return 'babble';
  return status === 'stall' ? 'stall' : 'ok';
}
