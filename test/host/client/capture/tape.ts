import {
  decodeSerialPacket,
  decodeUsbmonPacket,
  type ReadCapture,
  type ReadPacket,
  readPcapng,
  type SerialRecord,
  type UrbRecord,
} from '@fobkit/protocol';

/** Keeps a capture in memory. */
export class Tape {
  readonly #blocks: Uint8Array[] = [];

  readonly write = (block: Uint8Array): void => {
    this.#blocks.push(Uint8Array.from(block));
  };

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#blocks.flatMap((block) => [...block]));
  }

  get capture(): ReadCapture {
    return readPcapng(this.bytes);
  }

  get serial(): (SerialRecord | undefined)[] {
    return this.capture.packets.map(({ data, dataOffset }) => decodeSerialPacket(data, dataOffset));
  }

  get urbs(): UrbRecord[] {
    return this.capture.packets.map(urbOf);
  }
}

function urbOf({ data, dataOffset, from, littleEndian }: ReadPacket): UrbRecord {
  return decodeUsbmonPacket(data, { linkType: from.linkType, littleEndian, offset: dataOffset });
}
