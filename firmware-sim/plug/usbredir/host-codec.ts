import { ByteWriter, endpointsOf, interfacesOf, type UsbDescription } from '@fobkit/protocol';
import type { BulkPacket, ControlRequest } from './guest-codec.ts';
import { Capability, OWN_CAPABILITIES, PacketType } from './numbers.ts';

const FULL_SPEED = 1;
const SLOTS = 32;
const INVALID_TYPE = 255;
/** As in bmAttributes of an endpoint. */
const TRANSFER_TYPES = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

/** usb_redir_hello; its header always has a short id. */
export function encodeHello(): Uint8Array {
  const version = new Uint8Array(64);
  version.set(Uint8Array.from('fobkit', (letter) => letter.charCodeAt(0)));
  return new ByteWriter(80)
    .u32le(PacketType.hello)
    .u32le(68)
    .u32le(0)
    .bytes(version)
    .u32le(OWN_CAPABILITIES)
    .finish();
}

/** Writes what a usb-host sends, for the capabilities that both sides have. */
export class HostWriter {
  readonly #capabilities: number;

  constructor(capabilities: number) {
    this.#capabilities = capabilities;
  }

  deviceConnect({ device }: UsbDescription): Uint8Array {
    const body = new ByteWriter(10)
      .u8(FULL_SPEED)
      .u8(device.deviceClass)
      .u8(device.deviceSubclass)
      .u8(device.deviceProtocol)
      .u16le(device.vendorId)
      .u16le(device.productId);
    if (this.#has(Capability.connectDeviceVersion)) body.u16le(device.deviceVersion);
    return this.#packet(PacketType.deviceConnect, 0n, body);
  }

  deviceDisconnect(): Uint8Array {
    return this.#packet(PacketType.deviceDisconnect, 0n, new ByteWriter(0));
  }

  interfaceInfo(description: UsbDescription): Uint8Array {
    const all = interfacesOf(description).filter(({ alternate }) => alternate === 0);
    const body = new ByteWriter(132)
      .u32le(all.length)
      .bytes(slots(all.map(({ number }) => number)))
      .bytes(slots(all.map((one) => one.class)))
      .bytes(slots(all.map(({ subclass }) => subclass)))
      .bytes(slots(all.map(({ protocol }) => protocol)));
    return this.#packet(PacketType.interfaceInfo, 0n, body);
  }

  /** The endpoints 0 to 15 OUT, then 0 to 15 IN; without a configuration, endpoint 0 alone. */
  endpointInfo(description: UsbDescription, configured: boolean): Uint8Array {
    const types = new Uint8Array(SLOTS).fill(INVALID_TYPE);
    const intervals = new Uint8Array(SLOTS);
    const owners = new Uint8Array(SLOTS);
    const sizes = Array.from({ length: SLOTS }, () => 0);
    for (const slot of [0, 16]) {
      types[slot] = 0;
      sizes[slot] = description.device.maxPacketSize0;
    }
    const interfaces = configured ? interfacesOf(description) : [];
    for (const endpoint of configured ? endpointsOf(description) : []) {
      const slot = slotOf(endpoint.address);
      types[slot] = TRANSFER_TYPES.indexOf(endpoint.transfer);
      intervals[slot] = endpoint.interval;
      owners[slot] = interfaces.find((one) => one.endpoints.includes(endpoint))?.number ?? 0;
      sizes[slot] = endpoint.maxPacketSize;
    }
    const body = new ByteWriter(160).bytes(types).bytes(intervals).bytes(owners);
    if (this.#has(Capability.endpointMaxPacketSize)) for (const size of sizes) body.u16le(size);
    return this.#packet(PacketType.endpointInfo, 0n, body);
  }

  configurationStatus(id: bigint, status: number, configuration: number): Uint8Array {
    const body = new ByteWriter(2).u8(status).u8(configuration);
    return this.#packet(PacketType.configurationStatus, id, body);
  }

  alternateStatus(
    id: bigint,
    status: number,
    one: { readonly interface: number; readonly alternate: number },
  ): Uint8Array {
    const body = new ByteWriter(3).u8(status).u8(one.interface).u8(one.alternate);
    return this.#packet(PacketType.alternateStatus, id, body);
  }

  interruptStatus(id: bigint, status: number, endpoint: number): Uint8Array {
    return this.#packet(PacketType.interruptStatus, id, new ByteWriter(2).u8(status).u8(endpoint));
  }

  isoStatus(id: bigint, status: number, endpoint: number): Uint8Array {
    return this.#packet(PacketType.isoStatus, id, new ByteWriter(2).u8(status).u8(endpoint));
  }

  /** @param length Bytes that were moved. @param data For IN, those. */
  control(id: bigint, request: ControlRequest, { status, length, data }: Outcome): Uint8Array {
    const body = new ByteWriter(10 + data.length)
      .u8(request.endpoint)
      .u8(request.request)
      .u8(request.requestType)
      .u8(status)
      .u16le(request.value)
      .u16le(request.index)
      .u16le(length)
      .bytes(data);
    return this.#packet(PacketType.control, id, body);
  }

  bulk(id: bigint, asked: BulkPacket, { status, length, data }: Outcome): Uint8Array {
    const body = new ByteWriter(10 + data.length)
      .u8(asked.endpoint)
      .u8(status)
      .u16le(length % 0x1_0000)
      .u32le(asked.streamId);
    if (this.#has(Capability.bulkLength32)) body.u16le(Math.floor(length / 0x1_0000));
    return this.#packet(PacketType.bulk, id, body.bytes(data));
  }

  interrupt(id: bigint, endpoint: number, { status, length, data }: Outcome): Uint8Array {
    const body = new ByteWriter(4 + data.length).u8(endpoint).u8(status).u16le(length).bytes(data);
    return this.#packet(PacketType.interrupt, id, body);
  }

  #has(capability: number): boolean {
    return (this.#capabilities & capability) !== 0;
  }

  #packet(type: number, id: bigint, body: ByteWriter): Uint8Array {
    const bytes = body.finish();
    const writer = new ByteWriter(16 + bytes.length)
      .u32le(type)
      .u32le(bytes.length)
      .u32le(Number(id & 0xffff_ffffn));
    if (this.#has(Capability.ids64)) writer.u32le(Number(id >> 32n));
    return writer.bytes(bytes).finish();
  }
}

/** How a transfer went. */
export interface Outcome {
  readonly status: number;
  /** Bytes that were moved. */
  readonly length: number;
  /** For IN, those bytes. */
  readonly data: Uint8Array;
}

/** The place of an endpoint among the 32. */
function slotOf(address: number): number {
  return (address & 0x0f) + ((address & 0x80) === 0 ? 0 : 16);
}

function slots(values: readonly number[]): Uint8Array {
  const all = new Uint8Array(SLOTS);
  all.set(values.slice(0, SLOTS));
  return all;
}
