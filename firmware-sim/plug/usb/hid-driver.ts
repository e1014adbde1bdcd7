import { HidReportType, HidRequest } from '@fobkit/protocol';
import { controlIn, controlOut, type ControlRequest } from './control-requests.ts';
import type { HidBinding } from './hid-binding.ts';
import { InterruptPoll } from './interrupt-poll.ts';
import { type UrbFailure, UsbTransferError } from './transfer-error.ts';
import type { Urb, UrbResult } from './urb.ts';
import type { UrbTarget } from './usb-steps.ts';

export type HidReportKind = 'input' | 'output' | 'feature';

export interface HidListener {
  /** An input report as it came: its id is the first byte where the interface uses ids. */
  report(bytes: Uint8Array): void;
  /** The endpoint cannot be read any more; nothing else is told after this. */
  failed(status: UrbFailure): void;
}

const TYPES: Readonly<Record<HidReportKind, number>> = {
  input: HidReportType.Input,
  output: HidReportType.Output,
  feature: HidReportType.Feature,
};

/** How long a transfer may wait, in milliseconds; then it is cancelled. As in Linux. */
const TIMEOUT_MS = 5_000;

/**
 * A host's driver for one HID interface, with the habits of Linux' usbhid: reports in its calls
 * begin with the byte of their id, 0 where there are no ids, which then does not travel.
 */
export class HidDriver {
  readonly binding: HidBinding;
  readonly #target: UrbTarget;
  readonly #listeners = new Set<{ readonly listener: HidListener }>();
  #poll: InterruptPoll | undefined;

  constructor(target: UrbTarget, binding: HidBinding) {
    this.#target = target;
    this.binding = binding;
  }

  /** Hears input reports; the endpoint is polled while somebody listens. */
  listen(listener: HidListener): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    if (this.#poll === undefined) this.#startPoll();
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size === 0) this.#stopPoll();
    };
  }

  /**
   * An output report, by the interrupt OUT endpoint if there is one. Resolves to the bytes taken,
   * that of the id counted; rejects with `UsbTransferError`.
   */
  async sendOutput(report: Uint8Array): Promise<number> {
    const { output } = this.binding;
    if (output === undefined) return await this.setReport('output', report);
    const data = withoutNoId(report);
    const urb = { endpoint: output.address, data, length: 0 };
    const { actualLength } = await this.#transfer('an output report', urb);
    return actualLength + report.length - data.length;
  }

  /** SET_REPORT. Resolves and rejects as `sendOutput`. */
  async setReport(kind: HidReportKind, report: Uint8Array): Promise<number> {
    const data = withoutNoId(report);
    const request = this.#request(HidRequest.SetReport, kind, report[0] ?? 0);
    const { actualLength } = await this.#transfer('SET_REPORT', controlOut(request, data));
    return actualLength + report.length - data.length;
  }

  /**
   * GET_REPORT. Resolves to the report behind the byte of its id.
   * @param length Most bytes of the report, that of the id counted.
   */
  async getReport(kind: HidReportKind, id: number, length: number): Promise<Uint8Array> {
    const request = this.#request(HidRequest.GetReport, kind, id);
    const wanted = id === 0 ? length - 1 : length;
    const { data } = await this.#transfer('GET_REPORT', controlIn(request, wanted));
    return id === 0 && data.length > 0 ? Uint8Array.of(0, ...data) : data;
  }

  #request(request: number, kind: HidReportKind, id: number): ControlRequest {
    const value = (TYPES[kind] << 8) | id;
    return {
      type: 'class',
      recipient: 'interface',
      request,
      value,
      index: this.binding.interface,
    };
  }

  #transfer(what: string, urb: Urb): Promise<UrbResult> {
    const { promise, resolve, reject } = Promise.withResolvers<UrbResult>();
    const waits: { over: boolean; timer?: NodeJS.Timeout } = { over: false };
    const handle = this.#target.submit(urb, (result) => {
      waits.over = true;
      clearTimeout(waits.timer);
      if (result.status === 'ok') resolve(result);
      else reject(new UsbTransferError(what, result.status));
    });
    if (!waits.over) waits.timer = setTimeout(() => handle.cancel(), TIMEOUT_MS).unref();
    return promise;
  }

  #startPoll(): void {
    const { input, reports } = this.binding;
    const longest = Math.max(0, ...reports.input.map(({ length }) => length));
    const length = longest === 0 ? input.maxPacketSize : longest + (reports.usesReportIds ? 1 : 0);
    const endpoint = { address: input.address, length };
    this.#poll = new InterruptPoll(this.#target, endpoint, {
      data: (bytes) => {
        if (this.#isReport(bytes)) this.#tell((listener) => listener.report(bytes));
      },
      failed: (status) => {
        this.#poll = undefined;
        const told = [...this.#listeners];
        // Whoever listens again is another listener: no report goes to the same one twice.
        this.#listeners.clear();
        for (const { listener } of told) listener.failed(status);
      },
    });
    this.#poll.start();
  }

  #stopPoll(): void {
    this.#poll?.stop();
    this.#poll = undefined;
  }

  /** What no descriptor declares is dropped, as by a kernel. */
  #isReport(bytes: Uint8Array): boolean {
    const { usesReportIds, input } = this.binding.reports;
    return bytes.length > 0 && (!usesReportIds || input.some(({ id }) => id === bytes[0]));
  }

  #tell(call: (listener: HidListener) => void): void {
    for (const { listener } of [...this.#listeners]) call(listener);
  }
}

/** The byte of the id is for the driver alone where the interface uses no ids (HID 1.11 §5.6). */
function withoutNoId(report: Uint8Array): Uint8Array {
  return report[0] === 0 ? report.subarray(1) : report;
}
