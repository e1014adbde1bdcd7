import { copyBytes, UsageError, WireError } from '@fobkit/protocol';
import type { HidReportKind } from '../usb/hid-driver.ts';

/**
 * Bytes of `struct uhid_event` (include/uapi/linux/uhid.h of the kernel): a type of four bytes, then
 * a union, whose largest member is UHID_CREATE2's with 4372 bytes. The members are packed and in the
 * byte order of the machine; the union is rounded up to eight bytes on most machines.
 */
export const UHID_EVENT_SIZE = 4 + 4376;

/** The types in use; the gaps are for programs from before Linux 3.15. */
export const UhidType = {
  Destroy: 1,
  Start: 2,
  Stop: 3,
  Open: 4,
  Close: 5,
  Output: 6,
  GetReport: 9,
  GetReportReply: 10,
  Create2: 11,
  Input2: 12,
  SetReport: 13,
  SetReportReply: 14,
} as const;

/** UHID_DATA_MAX and HID_MAX_DESCRIPTOR_SIZE. */
const DATA_MAX = 4096;

/** Bytes of the texts in UHID_CREATE2, their last zero among them. */
const NAME_SIZE = 128;
const PHYS_SIZE = 64;
const UNIQ_SIZE = 64;

/** `enum uhid_report_type`. */
const KINDS: readonly HidReportKind[] = ['feature', 'output', 'input'];

/** What the kernel tells. Reports begin with the byte of their id, 0 where there are no ids. */
export type UhidEvent =
  /** Drivers are bound: the device is there for programs. */
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** The first program has opened it. */
  | { readonly type: 'open' }
  /** The last one has closed it. */
  | { readonly type: 'close' }
  | { readonly type: 'output'; readonly kind: HidReportKind; readonly report: Uint8Array }
  /** To be answered within five seconds, with `id`. */
  | {
      readonly type: 'get-report';
      readonly id: number;
      readonly kind: HidReportKind;
      readonly number: number;
    }
  | {
      readonly type: 'set-report';
      readonly id: number;
      readonly kind: HidReportKind;
      readonly report: Uint8Array;
    }
  | { readonly type: 'unknown'; readonly code: number };

/** A HID device as the kernel wants to know it. */
export interface UhidDevice {
  readonly name: string;
  readonly phys: string;
  readonly uniq: string;
  /** BUS_USB is 3. */
  readonly bus: number;
  readonly vendorId: number;
  readonly productId: number;
  readonly version: number;
  readonly country: number;
  readonly reportDescriptor: Uint8Array;
}

/** Reads and writes events in one byte order. What is written is as long as it needs to be. */
export class UhidCodec {
  readonly #little: boolean;

  constructor(littleEndian: boolean) {
    this.#little = littleEndian;
  }

  /** @throws UsageError when the report descriptor is empty or longer than 4096 bytes. */
  create(device: UhidDevice): Uint8Array {
    const { length } = device.reportDescriptor;
    if (length === 0 || length > DATA_MAX) {
      throw new UsageError(`a report descriptor of ${length} bytes: uhid takes 1 to ${DATA_MAX}`);
    }
    const { bytes, view } = this.#event(UhidType.Create2, 276 + length);
    bytes.set(text(device.name, NAME_SIZE), 4);
    bytes.set(text(device.phys, PHYS_SIZE), 132);
    bytes.set(text(device.uniq, UNIQ_SIZE), 196);
    view.setUint16(260, length, this.#little);
    view.setUint16(262, device.bus, this.#little);
    view.setUint32(264, device.vendorId, this.#little);
    view.setUint32(268, device.productId, this.#little);
    view.setUint32(272, device.version, this.#little);
    view.setUint32(276, device.country, this.#little);
    bytes.set(device.reportDescriptor, 280);
    return bytes;
  }

  destroy(): Uint8Array {
    return this.#event(UhidType.Destroy, 0).bytes;
  }

  /** An input report, with its id if it has one. */
  input(report: Uint8Array): Uint8Array {
    const data = fitting(report);
    const { bytes, view } = this.#event(UhidType.Input2, 2 + data.length);
    view.setUint16(4, data.length, this.#little);
    bytes.set(data, 6);
    return bytes;
  }

  /** @param report Undefined: it failed, which the program sees as EIO. */
  getReportReply(id: number, report: Uint8Array | undefined): Uint8Array {
    const data = fitting(report ?? new Uint8Array(0));
    const { bytes, view } = this.#event(UhidType.GetReportReply, 8 + data.length);
    view.setUint32(4, id, this.#little);
    view.setUint16(8, report === undefined ? EIO : 0, this.#little);
    view.setUint16(10, data.length, this.#little);
    bytes.set(data, 12);
    return bytes;
  }

  setReportReply(id: number, done: boolean): Uint8Array {
    const { bytes, view } = this.#event(UhidType.SetReportReply, 6);
    view.setUint32(4, id, this.#little);
    view.setUint16(8, done ? 0 : EIO, this.#little);
    return bytes;
  }

  /**
   * What the kernel wrote. A shorter event counts as filled with zeros.
   * @throws WireError when a length or a kind is none.
   */
  decode(event: Uint8Array): UhidEvent {
    if (event.length < 4) throw new WireError('truncated', `uhid event: ${event.length} bytes`);
    const whole = new Uint8Array(UHID_EVENT_SIZE);
    whole.set(event.subarray(0, UHID_EVENT_SIZE));
    const view = new DataView(whole.buffer);
    const code = view.getUint32(0, this.#little);
    switch (code) {
      case UhidType.Start:
        return { type: 'start' };
      case UhidType.Stop:
        return { type: 'stop' };
      case UhidType.Open:
        return { type: 'open' };
      case UhidType.Close:
        return { type: 'close' };
      case UhidType.Output: {
        const report = taken(whole, 4, view.getUint16(4 + DATA_MAX, this.#little));
        return { type: 'output', kind: kindOf(whole[6 + DATA_MAX]), report };
      }
      case UhidType.GetReport: {
        const [number = 0, kind] = whole.subarray(8);
        const id = view.getUint32(4, this.#little);
        return { type: 'get-report', id, kind: kindOf(kind), number };
      }
      case UhidType.SetReport: {
        const report = taken(whole, 12, view.getUint16(10, this.#little));
        const id = view.getUint32(4, this.#little);
        return { type: 'set-report', id, kind: kindOf(whole[9]), report };
      }
      default:
        return { type: 'unknown', code };
    }
  }

  #event(type: number, length: number): { readonly bytes: Uint8Array; readonly view: DataView } {
    const bytes = new Uint8Array(4 + length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, type, this.#little);
    return { bytes, view };
  }
}

/** The kernel makes EIO of any error. */
const EIO = 5;

function fitting(report: Uint8Array): Uint8Array {
  if (report.length <= DATA_MAX) return report;
  throw new UsageError(`a report of ${report.length} bytes: uhid takes ${DATA_MAX} at most`);
}

function taken(event: Uint8Array, at: number, length: number): Uint8Array {
  if (length > DATA_MAX) throw new WireError('limit', `uhid event: a report of ${length} bytes`);
  return copyBytes(event.subarray(at, at + length));
}

function kindOf(code: number | undefined): HidReportKind {
  const kind = KINDS[code ?? -1];
  if (kind === undefined) throw new WireError('value', `uhid event: report type ${code}`);
  return kind;
}

/**
 * UTF-8 with room for the zero behind it, cut between two characters if need be. Control characters
 * become question marks: the kernel writes the texts into lines of its own.
 */
function text(value: string, size: number): Uint8Array {
  const bytes = Buffer.from(value.replaceAll(/\p{Cc}/gu, '?'), 'utf8');
  let end = Math.min(bytes.length, size - 1);
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
