import { CdcRequest, type SetupPacket } from '@fobkit/protocol';
import type { ClassFunction, ControlAnswer, FunctionPort } from './class-function.ts';
import { type DataEndpoints, DataPipe, type FunctionLink } from './data-pipe.ts';

/** What a CDC-ACM function is made of. */
export interface CdcLayout {
  readonly control: number;
  readonly data: number;
  readonly endpoints: DataEndpoints;
  readonly packetSize: number;
}

/** 115,200 baud, one stop bit, no parity, eight data bits (PSTN 1.2 table 17). */
const USUAL_CODING = Uint8Array.of(0x00, 0xc2, 0x01, 0x00, 0, 0, 8);
const MOST_STOP_BITS = 2;
const MOST_PARITY = 4;
const DATA_BITS: readonly number[] = [5, 6, 7, 8, 16];
const DTR = 1;

/**
 * A serial port over USB. Its speed is that of the bus, whatever coding the host sets; DTR going
 * down ends what the host had to do with the fob (docs/protocol/02-serial-framing.md [SER-16]).
 */
export class CdcFunction implements ClassFunction {
  readonly interfaces: readonly number[];
  readonly #layout: CdcLayout;
  readonly #pipe: DataPipe;
  #coding = USUAL_CODING;
  #dtr = false;

  constructor(layout: CdcLayout, link: FunctionLink) {
    this.#layout = layout;
    this.interfaces = [layout.control, layout.data];
    this.#pipe = new DataPipe(layout.endpoints, layout.packetSize, link);
  }

  /** Whether a host holds the port open. */
  get dtr(): boolean {
    return this.#dtr;
  }

  connect(port: FunctionPort): void {
    this.#pipe.connect(port);
  }

  toHost(bytes: Uint8Array): void {
    this.#pipe.send(bytes, true);
  }

  control(setup: SetupPacket, data: Uint8Array): ControlAnswer {
    const { direction, index, length, request, type, value } = setup;
    if (type !== 'class' || index !== this.#layout.control) return 'stall';
    if (direction === 'in') {
      return request === CdcRequest.GetLineCoding && value === 0 ? this.#coding : 'stall';
    }
    switch (request) {
      case CdcRequest.SetLineCoding:
        return value === 0 && this.#setCoding(data) ? 'ack' : 'stall';
      case CdcRequest.SetControlLineState:
        if (length > 0) return 'stall';
        this.#setLines(value);
        return 'ack';
      case CdcRequest.SendBreak:
        return length > 0 ? 'stall' : 'ack';
      default:
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
    return Uint8Array.of(this.#dtr ? DTR : 0, ...this.#coding);
  }

  adopt(settings: Uint8Array): void {
    this.#dtr = settings[0] === DTR;
    this.#coding = settings.slice(1);
  }

  restart(): void {
    this.#coding = USUAL_CODING;
    this.#dtr = false;
    this.#pipe.drop();
  }

  #setCoding(data: Uint8Array): boolean {
    const [, , , , stopBits = 0, parity = 0, dataBits = 0] = data;
    if (data.length !== USUAL_CODING.length || stopBits > MOST_STOP_BITS) return false;
    if (parity > MOST_PARITY || !DATA_BITS.includes(dataBits)) return false;
    this.#coding = data.slice();
    return true;
  }

  #setLines(lines: number): void {
    const before = this.#dtr;
    this.#dtr = (lines & DTR) !== 0;
    if (before && !this.#dtr) this.#pipe.drop();
  }
}
