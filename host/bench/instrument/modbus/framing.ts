import type { ReadAnswer } from '../stream/instrument-stream.ts';
import { crc16 } from './crc16.ts';
import { replyLength } from './pdu.ts';

/** How a request is put on the wire, and its answer found there. */
export interface ModbusFraming {
  frame(unit: number, request: Uint8Array): Uint8Array;
  /** The PDU of the answer. */
  read(unit: number, request: Uint8Array): ReadAnswer<Uint8Array>;
}

/** Of any frame (serial line guide V1.02 §2.3, messaging on TCP guide §3.1.3). */
export const MOST_MODBUS_BYTES = 260;
const MBAP = 7;

/** Serial line: unit, PDU, CRC. */
export const rtuFraming: ModbusFraming = {
  frame(unit, request) {
    const bytes = new Uint8Array(request.length + 3);
    bytes[0] = unit;
    bytes.set(request, 1);
    const crc = crc16(bytes.subarray(0, -2));
    bytes[request.length + 1] = crc & 0xff;
    bytes[request.length + 2] = crc >> 8;
    return bytes;
  },
  read: (unit, request) => (bytes) => {
    if (bytes.length < 2) return undefined;
    if (bytes[0] !== unit) throw new Error(`unit ${bytes[0] ?? 0} answers instead of ${unit}`);
    const length = replyLength(request, bytes.subarray(1));
    if (length === undefined || bytes.length < length + 3) return undefined;
    const crc = (bytes[length + 1] ?? 0) | ((bytes[length + 2] ?? 0) << 8);
    if (crc !== crc16(bytes.subarray(0, length + 1)))
      throw new Error('the CRC of its answer is wrong');
    return { value: bytes.slice(1, length + 1), length: length + 3 };
  },
};

/** TCP: transaction, protocol 0, length, unit, PDU. */
export class TcpFraming implements ModbusFraming {
  #transaction = 0;

  frame(unit: number, request: Uint8Array): Uint8Array {
    this.#transaction = (this.#transaction + 1) & 0xffff;
    const bytes = new Uint8Array(MBAP + request.length);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, this.#transaction);
    view.setUint16(4, request.length + 1);
    bytes[6] = unit;
    bytes.set(request, MBAP);
    return bytes;
  }

  read(unit: number): ReadAnswer<Uint8Array> {
    const transaction = this.#transaction;
    return (bytes) => {
      if (bytes.length < MBAP) return undefined;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const length = view.getUint16(4);
      if (view.getUint16(2) !== 0 || length < 3 || length > MOST_MODBUS_BYTES - 6) {
        throw new Error('its answer is no frame of Modbus TCP');
      }
      if (view.getUint16(0) !== transaction) throw new Error('it answers another transaction');
      if (bytes[6] !== unit) throw new Error(`unit ${bytes[6] ?? 0} answers instead of ${unit}`);
      if (bytes.length < 6 + length) return undefined;
      return { value: bytes.slice(MBAP, 6 + length), length: 6 + length };
    };
  }
}
