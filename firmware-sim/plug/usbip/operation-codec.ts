import { ByteReader, ByteWriter, WireError } from '@fobkit/protocol';
import type { Inbox } from '../net/inbox.ts';
import type { UsbipDevice } from './device.ts';

/** The one version of the protocol that is in use, 1.1.1. */
export const USBIP_VERSION = 0x0111;

const HEAD_BYTES = 8;
const BUS_ID_BYTES = 32;
const PATH_BYTES = 256;

const ListRequest = 0x8005;
const ListReply = 0x0005;
const ImportRequest = 0x8003;
const ImportReply = 0x0003;

/** Why a device is not handed out: `enum op_status` of the tools; the protocol text knows 0 and 1. */
export const ImportStatus = { ok: 0, unavailable: 1, busy: 2, noDevice: 4 } as const;

/** What a client asks before it has a device. */
export type Operation =
  { readonly kind: 'list' } | { readonly kind: 'import'; readonly busId: string };

/** Bytes of the longest operation. */
export const LONGEST_OPERATION = HEAD_BYTES + BUS_ID_BYTES;

/**
 * Takes an operation out of the inbox; undefined when it is not all there.
 *
 * @throws WireError for another version of the protocol or an operation that is not known.
 */
export function readOperation(inbox: Inbox): Operation | undefined {
  const head = inbox.peek(HEAD_BYTES);
  if (head === undefined) return undefined;
  const reader = new ByteReader(head);
  if (reader.u16be() !== USBIP_VERSION) {
    throw new WireError('unsupported', 'USB/IP: the version is not 1.1.1 (0x0111)');
  }
  const code = reader.u16be();
  if (code === ListRequest) {
    inbox.take(HEAD_BYTES);
    return { kind: 'list' };
  }
  if (code !== ImportRequest) {
    throw new WireError('unsupported', 'USB/IP: neither OP_REQ_DEVLIST nor OP_REQ_IMPORT');
  }
  const all = inbox.take(HEAD_BYTES + BUS_ID_BYTES);
  return all === undefined
    ? undefined
    : { kind: 'import', busId: textOf(all.subarray(HEAD_BYTES)) };
}

/** OP_REP_DEVLIST. */
export function encodeList(devices: readonly UsbipDevice[]): Uint8Array {
  const writer = headed(ListReply, ImportStatus.ok).u32be(devices.length);
  for (const device of devices) {
    writeDevice(writer, device);
    for (const one of device.interfaces) {
      writer.u8(one.class).u8(one.subclass).u8(one.protocol).u8(0);
    }
  }
  return writer.finish();
}

/** OP_REP_IMPORT of a device that is handed out. */
export function encodeImport(device: UsbipDevice): Uint8Array {
  const writer = headed(ImportReply, ImportStatus.ok);
  writeDevice(writer, device);
  return writer.finish();
}

/** OP_REP_IMPORT of a refusal. */
export function encodeRefusal(status: number): Uint8Array {
  return headed(ImportReply, status).finish();
}

function headed(code: number, status: number): ByteWriter {
  return new ByteWriter(HEAD_BYTES).u16be(USBIP_VERSION).u16be(code).u32be(status);
}

function writeDevice(writer: ByteWriter, device: UsbipDevice): void {
  writer
    .bytes(textField(device.path, PATH_BYTES))
    .bytes(textField(device.busId, BUS_ID_BYTES))
    .u32be(device.busNumber)
    .u32be(device.deviceNumber)
    .u32be(device.speed)
    .u16be(device.vendorId)
    .u16be(device.productId)
    .u16be(device.deviceVersion)
    .u8(device.class)
    .u8(device.subclass)
    .u8(device.protocol)
    .u8(device.configuration)
    .u8(device.configurationCount)
    .u8(device.interfaces.length);
}

/** ASCII, closed and filled up with zeros. */
function textField(text: string, length: number): Uint8Array {
  const field = new Uint8Array(length);
  for (let at = 0; at < Math.min(text.length, length - 1); at++) field[at] = text.charCodeAt(at);
  return field;
}

function textOf(field: Uint8Array): string {
  const end = field.indexOf(0);
  return String.fromCharCode(...field.subarray(0, end < 0 ? field.length : end));
}
