import { HidDriver } from '../usb/hid-driver.ts';
import type { HidBinding } from '../usb/hid-binding.ts';
import type { UrbTarget } from '../usb/usb-steps.ts';
import type { RealTime } from './real-time.ts';
import { PacedTarget } from './report-pace.ts';
import type { UhidCodec, UhidEvent } from './uhid-event.ts';

type Asked<T extends UhidEvent['type']> = UhidEvent & { readonly type: T };

/** Between one HID device of the kernel and the fob that it stands for, until the fob leaves. */
export class UhidSession {
  readonly #driver: HidDriver;
  readonly #pace: PacedTarget;
  readonly #codec: UhidCodec;
  readonly #tell: (event: Uint8Array) => void;
  #leave: (() => void) | undefined;
  #ended = false;

  /** @param tell Writes an event to the kernel. */
  constructor(
    fob: { readonly target: UrbTarget; readonly binding: HidBinding; readonly time: RealTime },
    codec: UhidCodec,
    tell: (event: Uint8Array) => void,
  ) {
    const { target, binding, time } = fob;
    this.#pace = new PacedTarget(target, binding.input, time);
    this.#driver = new HidDriver(this.#pace, binding);
    this.#codec = codec;
    this.#tell = tell;
  }

  heard(event: UhidEvent): void {
    if (this.#ended) return;
    switch (event.type) {
      case 'open':
        this.#open();
        return;
      case 'close':
        this.#close();
        return;
      case 'output':
        this.#output(event);
        return;
      case 'get-report':
        void this.#getReport(event);
        return;
      case 'set-report':
        void this.#setReport(event);
        return;
      default:
    }
  }

  end(): void {
    this.#close();
    this.#ended = true;
  }

  /** As Linux' driver of USB HID: a device is polled while some program has it open. */
  #open(): void {
    this.#leave ??= this.#driver.listen({
      report: (bytes) => {
        this.#answer(this.#codec.input(bytes));
      },
      failed: () => {
        this.#leave = undefined;
      },
    });
  }

  #close(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  /** The program was told that it is written: a refusal comes too late for it. */
  #output({ kind, report }: Asked<'output'>): void {
    this.#pace.answered();
    const sent =
      kind === 'output' ? this.#driver.sendOutput(report) : this.#driver.setReport(kind, report);
    sent.catch(() => undefined);
  }

  async #getReport({ id, kind, number }: Asked<'get-report'>): Promise<void> {
    const declared = this.#driver.binding.reports[kind].find((one) => one.id === number);
    // The kernel does not say how much room the program has.
    const length = 1 + (declared?.length ?? UNDECLARED);
    const report = await this.#driver.getReport(kind, number, length).catch(() => undefined);
    this.#answer(this.#codec.getReportReply(id, report));
  }

  async #setReport({ id, kind, report }: Asked<'set-report'>): Promise<void> {
    const done = await this.#driver.setReport(kind, report).then(
      () => true,
      () => false,
    );
    this.#answer(this.#codec.setReportReply(id, done));
  }

  #answer(event: Uint8Array): void {
    if (!this.#ended) this.#tell(event);
  }
}

/** Bytes asked for of a report that the descriptor does not declare. */
const UNDECLARED = 255;
