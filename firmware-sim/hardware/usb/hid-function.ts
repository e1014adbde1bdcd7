import { HidReportType, HidRequest, type SetupPacket } from '@fobkit/protocol';
import type { ClassFunction, ControlAnswer, FunctionPort } from './class-function.ts';
import { type DataEndpoints, DataPipe, type FunctionLink } from './data-pipe.ts';

/** What a HID function is made of. Lengths are bytes of a report, without a report id. */
export interface HidLayout {
  readonly interface: number;
  /** Endpoints that carry input and output reports. */
  readonly endpoints: DataEndpoints;
  readonly reportLength: number;
}

/**
 * HID whose reports travel through interrupt endpoints (docs/protocol/01-hid-framing.md); an output
 * report may come by SET_REPORT as well, and GET_REPORT repeats the last input report.
 */
export class HidFunction implements ClassFunction {
  readonly interfaces: readonly number[];
  readonly #layout: HidLayout;
  readonly #pipe: DataPipe;
  #idle = 0;
  #lastInput: Uint8Array;

  constructor(layout: HidLayout, link: FunctionLink) {
    this.#layout = layout;
    this.interfaces = [layout.interface];
    this.#pipe = new DataPipe(layout.endpoints, layout.reportLength, link);
    this.#lastInput = new Uint8Array(layout.reportLength);
  }

  connect(port: FunctionPort): void {
    this.#pipe.connect(port);
  }

  /** Reports from the fob, one after the other. */
  toHost(bytes: Uint8Array): void {
    const { reportLength } = this.#layout;
    this.#pipe.send(bytes, false);
    if (bytes.length >= reportLength) this.#lastInput = bytes.slice(-reportLength);
  }

  control(setup: SetupPacket, data: Uint8Array): ControlAnswer {
    if (setup.type !== 'class') return 'stall';
    const { direction, request, value, length } = setup;
    const way = `${direction} ${String(request)}`;
    switch (way) {
      case `in ${String(HidRequest.GetReport)}`:
        return value === HidReportType.Input << 8 && length > 0 ? this.#lastInput : 'stall';
      case `out ${String(HidRequest.SetReport)}`:
        return value === HidReportType.Output << 8 ? this.#take(data) : 'stall';
      case `in ${String(HidRequest.GetIdle)}`:
        return value === 0 ? Uint8Array.of(this.#idle) : 'stall';
      case `out ${String(HidRequest.SetIdle)}`:
        if (length > 0 || (value & 0xff) !== 0) return 'stall';
        this.#idle = value >>> 8;
        return 'ack';
      default:
        // Boot protocols belong to keyboards and mice.
        return 'stall';
    }
  }

  out(_address: number, packet: Uint8Array): boolean {
    return this.#pipe.out(packet);
  }

  taken(): void {
    this.#pipe.taken();
  }

  get settings(): Uint8Array {
    return Uint8Array.of(this.#idle);
  }

  adopt([idle = 0]: Uint8Array): void {
    this.#idle = idle;
  }

  restart(): void {
    this.#idle = 0;
    this.#lastInput = new Uint8Array(this.#layout.reportLength);
    this.#pipe.drop();
  }

  #take(report: Uint8Array): ControlAnswer {
    if (report.length !== this.#layout.reportLength) return 'stall';
    return this.#pipe.out(report) ? 'ack' : 'wait';
  }
}
