import type { CaptureInterface, SectionHeader } from './pcapng-writer.ts';
import { encodeInterface, encodePacket, encodeSection } from './pcapng-writer.ts';
import type { PacketSink } from './recorder.ts';

/** Writes one section of a capture, a block each time, so that only the last can be torn. */
export class CaptureWriter {
  readonly #write: (block: Uint8Array) => void;
  #interfaces = 0;

  /** `write` gets whole blocks, the section header at once. */
  constructor(write: (block: Uint8Array) => void, header: SectionHeader) {
    this.#write = write;
    write(encodeSection(header));
  }

  /** Another interface; its packets go where what comes back puts them. */
  add(described: CaptureInterface): PacketSink {
    const interfaceId = this.#interfaces++;
    this.#write(encodeInterface(described));
    return {
      id: interfaceId,
      packet: (packet) => {
        this.#write(encodePacket({ ...packet, interfaceId }));
      },
    };
  }
}
