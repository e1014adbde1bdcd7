import { HidReportType, HidRequest, type SetupPacket } from '@fobkit/protocol';
import type { ClassFunction, ControlAnswer } from './class-function.ts';
import type { FunctionLink } from './data-pipe.ts';

/** The lamps of a boot keyboard, in an output report (HID 1.11, appendix B.1). */
const LAMPS_LENGTH = 1;

/**
 * HID that talks in feature reports alone, on the control pipe: SET_REPORT brings a request,
 * GET_REPORT fetches what the firmware has put there last. Its interrupt endpoint has nothing to say.
 * It is a keyboard to its host, which sets its lamps.
 */
export class FeatureFunction implements ClassFunction {
  readonly interfaces: readonly number[];
  readonly #reportLength: number;
  readonly #link: FunctionLink;
  #idle = 0;
  #protocol = 1;
  #report: Uint8Array;

  /** @param reportLength Bytes of a feature report, without a report id. */
  constructor(number: number, reportLength: number, link: FunctionLink) {
    this.interfaces = [number];
    this.#reportLength = reportLength;
    this.#link = link;
    this.#report = new Uint8Array(reportLength);
  }

  connect(): void {
    // It sends nothing by itself.
  }

  /** What GET_REPORT fetches from now on. */
  toHost(bytes: Uint8Array): void {
    if (bytes.length === this.#reportLength) this.#report = bytes.slice();
  }

  control(setup: SetupPacket, data: Uint8Array): ControlAnswer {
    if (setup.type !== 'class') return 'stall';
    const { direction, request, value } = setup;
    if (direction === 'in') return this.#read(request, value);
    switch (request) {
      case HidRequest.SetReport:
        return this.#setReport(value, data);
      case HidRequest.SetIdle:
        this.#idle = value >>> 8;
        return 'ack';
      case HidRequest.SetProtocol:
        if (value > 1) return 'stall';
        this.#protocol = value;
        return 'ack';
      default:
        return 'stall';
    }
  }

  out(): boolean {
    return true;
  }

  taken(): void {
    // Nothing waits.
  }

  get settings(): Uint8Array {
    return Uint8Array.of(this.#idle, this.#protocol);
  }

  adopt([idle = 0, protocol = 1]: Uint8Array): void {
    this.#idle = idle;
    this.#protocol = protocol;
  }

  restart(): void {
    this.#idle = 0;
    this.#protocol = 1;
    this.#link.hangUp();
  }

  #setReport(value: number, data: Uint8Array): ControlAnswer {
    if (value === HidReportType.Output << 8 && data.length === LAMPS_LENGTH) return 'ack';
    if (value !== HidReportType.Feature << 8 || data.length !== this.#reportLength) return 'stall';
    this.#link.toFob(data.slice());
    return 'ack';
  }

  #read(request: number, value: number): ControlAnswer {
    switch (request) {
      case HidRequest.GetReport:
        return value === HidReportType.Feature << 8 ? this.#report : 'stall';
      case HidRequest.GetIdle:
        return Uint8Array.of(this.#idle);
      case HidRequest.GetProtocol:
        return Uint8Array.of(this.#protocol);
      default:
        return 'stall';
    }
  }
}
