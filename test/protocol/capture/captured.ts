import { decodeSerialPacket, type SerialRecord } from '../../../protocol/capture/serial-packet.ts';
import { decodeUsbmonPacket, type UrbRecord } from '../../../protocol/capture/usbmon-packet.ts';
import { LinkType } from '../../../protocol/capture/pcapng-codes.ts';
import type { PacketSink } from '../../../protocol/capture/recorder.ts';
import { crc32 } from '../../../protocol/bytes/crc32.ts';
import { encodeCobs } from '../../../protocol/framing/cobs.ts';
import { framesOf } from '../../support/doc-frames.ts';

type Packet = Parameters<PacketSink['packet']>[0];

/** Keeps what a recorder writes. */
export class Kept implements PacketSink {
  readonly id = 0;
  readonly packets: Packet[] = [];

  packet(packet: Packet): void {
    this.packets.push({ ...packet, data: Uint8Array.from(packet.data) });
  }

  get serial(): (SerialRecord | undefined)[] {
    return this.packets.map(({ data }) => decodeSerialPacket(data, 0));
  }

  get urbs(): UrbRecord[] {
    const place = { linkType: LinkType.UsbLinuxMmapped, littleEndian: true, offset: 0 };
    return this.packets.map(({ data }) => decodeUsbmonPacket(data, place));
  }

  get times(): number[] {
    return this.packets.map(({ unixMicros }) => unixMicros);
  }

  /** Everything that was written, as Latin text: what a search for a code would find. */
  get text(): string {
    const bytes = this.packets.flatMap(({ data }) => [...data]);
    return bytes.map((byte) => String.fromCharCode(byte)).join('');
  }
}

const frames = framesOf('06-commands.md');

/** A worked example of docs/protocol/06-commands.md. */
export function worked(name: string): Uint8Array {
  const found = frames.get(name);
  if (found === undefined) throw new Error(`no frame ${name}`);
  return Uint8Array.from(found);
}

/** The GetInfo reply of the page, of a fob of purpose production. */
export function productionInfo(): Uint8Array {
  const info = worked('get-info-reply');
  // purpose, before stepSeconds
  const at = info.findIndex((_, i) => [6, 0, 7, 0x18].every((byte, k) => info[i + k] === byte));
  info[at + 1] = 1;
  return info;
}

/** COBS(payload ‖ CRC-32) ‖ 0, for payloads of any length. */
export function framed(payload: Uint8Array): Uint8Array {
  const crc = crc32(payload);
  const plain = [...payload, crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24];
  return Uint8Array.of(...encodeCobs(Uint8Array.from(plain)), 0);
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
