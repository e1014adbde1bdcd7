import { HoldQueue } from './hold-queue.ts';
import type { CaptureDirection } from './pcapng-codes.ts';
import { type LinkEnd, type LinkRecorder, maskedComment, type PacketSink } from './recorder.ts';
import type { Redactor } from './redactor.ts';
import { encodeSerialPacket } from './serial-packet.ts';
import { StreamMask } from './stream-mask.ts';

/** Bytes on their way, and when they passed. */
interface Piece {
  readonly direction: CaptureDirection;
  readonly unixMicros: number;
}

/** Writes down a stream of bytes as packets of `LinkType.RtacSerial`. */
export class SerialRecorder implements LinkRecorder {
  readonly #sink: PacketSink;
  readonly #redactor: Redactor;
  readonly #queue: HoldQueue<Piece>;
  readonly #masks: Readonly<Record<CaptureDirection, StreamMask<Piece>>>;

  constructor(sink: PacketSink, redactor: Redactor) {
    this.#sink = sink;
    this.#redactor = redactor;
    this.#masks = {
      'to-fob': new StreamMask('to-fob', redactor),
      'to-host': new StreamMask('to-host', redactor),
    };
    this.#queue = new HoldQueue(({ item, bytes, masked }) => {
      const { direction, unixMicros } = item;
      const data = encodeSerialPacket(
        { kind: 'bytes', direction, bytes },
        { unixMicros, link: sink.id },
      );
      sink.packet({ unixMicros, data, direction, ...maskedComment(masked) });
    });
  }

  opened(unixMicros: number): void {
    this.#end();
    const data = encodeSerialPacket({ kind: 'opened' }, { unixMicros, link: this.#sink.id });
    this.#sink.packet({ unixMicros, data, comment: 'opened' });
  }

  bytes(direction: CaptureDirection, bytes: Uint8Array, unixMicros: number): void {
    if (bytes.length === 0) return;
    this.#masks[direction].take(this.#queue.add({ direction, unixMicros }, bytes));
    if (this.#queue.isFull) for (const mask of Object.values(this.#masks)) mask.giveUp();
    this.#queue.release(this.#redactor.reveals);
  }

  closed(end: LinkEnd, unixMicros: number): void {
    this.#end();
    const data = encodeSerialPacket({ kind: 'closed' }, { unixMicros, link: this.#sink.id });
    this.#sink.packet({ unixMicros, data, comment: end });
  }

  #end(): void {
    for (const mask of Object.values(this.#masks)) mask.reset();
    this.#queue.release(true);
    this.#redactor.forget();
  }
}
