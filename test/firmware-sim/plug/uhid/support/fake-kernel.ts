import { endianness } from 'node:os';
import type { RealTime } from '../../../../../firmware-sim/plug/uhid/real-time.ts';
import type { UhidFile } from '../../../../../firmware-sim/plug/uhid/uhid-file.ts';

const LITTLE = endianness() === 'LE';
/** UHID_BUFSIZE and HIDRAW_BUFFER_SIZE: rings with one place kept free. */
const EVENTS = 31;
const REPORTS = 63;

/** A program that has the node open. */
export interface Program {
  readonly reports: Uint8Array[];
  /** Reports that its queue had no room for. */
  dropped: number;
}

/**
 * The kernel's side of /dev/uhid, by the offsets that a C compiler gives for the header: it queues
 * as much as Linux does and drops the rest without a word.
 */
export class FakeKernel implements UhidFile {
  /** The types of the events written, in their order. */
  readonly written: number[] = [];
  /** Answers to GET_REPORT and SET_REPORT, as they were written. */
  readonly replies: Uint8Array[] = [];
  readonly programs = new Set<Program>();
  created: Uint8Array | undefined;
  closed = false;
  /** Events that the queue had no room for. */
  lostEvents = 0;
  /** What every write meets from now on. */
  refusal: Error | undefined;
  #startsDevices = true;
  readonly #events: Uint8Array[] = [];

  read(): Uint8Array | undefined {
    return this.#events.shift();
  }

  write(event: Uint8Array): void {
    if (this.refusal !== undefined) throw this.refusal;
    const type = viewOf(event).getUint32(0, LITTLE);
    this.written.push(type);
    if (type === 11) {
      this.created = event.slice();
      if (this.#startsDevices) this.tell(2);
    } else if (type === 1) {
      this.created = undefined;
      this.tell(3);
    } else if (type === 12) this.#input(event);
    else this.replies.push(event.slice());
  }

  close(): void {
    this.closed = true;
  }

  /** Takes devices from now on, and never brings them up. */
  stall(): void {
    this.#startsDevices = false;
  }

  /** Queues an event of `type` whose union has these bytes at these offsets. */
  tell(type: number, ...parts: readonly (readonly [offset: number, bytes: Uint8Array])[]): void {
    const event = new Uint8Array(4380);
    viewOf(event).setUint32(0, type, LITTLE);
    for (const [offset, bytes] of parts) event.set(bytes, 4 + offset);
    if (this.#events.length < EVENTS) this.#events.push(event);
    else this.lostEvents++;
  }

  /** A program opens the node. */
  open(): Program {
    const program = { reports: [], dropped: 0 };
    if (this.programs.size === 0) this.tell(4);
    this.programs.add(program);
    return program;
  }

  leave(program: Program): void {
    this.programs.delete(program);
    if (this.programs.size === 0) this.tell(5);
  }

  /** A program writes an output report, the byte of its id first. */
  output(report: Uint8Array): void {
    this.tell(6, [0, report], [4096, u16(report.length)], [4098, Uint8Array.of(1)]);
  }

  #input(event: Uint8Array): void {
    const length = viewOf(event).getUint16(4, LITTLE);
    for (const program of this.programs) {
      if (program.reports.length < REPORTS) program.reports.push(event.slice(6, 6 + length));
      else program.dropped++;
    }
  }
}

/** A clock of its own, which the test moves. */
export class FakeTime implements RealTime {
  #now = 0;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, milliseconds), run };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((one) => one !== timer));
  }

  /** Lets so many milliseconds pass, timer by timer, with a turn of the real loop between. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await new Promise(setImmediate);
      const [next] = this.#timers.toSorted((a, b) => a.at - b.at);
      if (next === undefined || next.at > end) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      // A turn takes a while: what is to happen at once happens a little later.
      this.#now = Math.max(this.#now + 0.05, next.at);
      next.run();
    }
    this.#now = Math.max(this.#now, end);
  }
}

export function u16(value: number): Uint8Array {
  const bytes = new Uint8Array(2);
  viewOf(bytes).setUint16(0, value, LITTLE);
  return bytes;
}

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, LITTLE);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
