import type { ClassFunction, ControlAnswer, FunctionPort } from './class-function.ts';
import { type DataEndpoints, DataPipe, type FunctionLink } from './data-pipe.ts';

/** A vendor interface with a pair of bulk endpoints that carry a byte stream, as for WebUSB. */
export class VendorFunction implements ClassFunction {
  readonly interfaces: readonly number[];
  readonly #pipe: DataPipe;

  constructor(
    layout: {
      readonly interface: number;
      readonly endpoints: DataEndpoints;
      readonly packetSize: number;
    },
    link: FunctionLink,
  ) {
    this.interfaces = [layout.interface];
    this.#pipe = new DataPipe(layout.endpoints, layout.packetSize, link);
  }

  connect(port: FunctionPort): void {
    this.#pipe.connect(port);
  }

  toHost(bytes: Uint8Array): void {
    this.#pipe.send(bytes, true);
  }

  control(): ControlAnswer {
    return 'stall';
  }

  out(_address: number, packet: Uint8Array): boolean {
    return this.#pipe.out(packet);
  }

  taken(): void {
    this.#pipe.taken();
  }

  get settings(): Uint8Array {
    return new Uint8Array(0);
  }

  adopt(): void {
    // A host sets nothing here.
  }

  restart(): void {
    this.#pipe.drop();
  }
}
