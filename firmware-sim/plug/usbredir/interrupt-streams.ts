import type { EndpointDescriptor } from '@fobkit/protocol';
import type { UsbPort } from '../usb/usb-port.ts';
import type { GuestEnd } from './guest-end.ts';
import type { HostWriter } from './host-codec.ts';
import { InterruptStream } from './interrupt-stream.ts';
import { RedirStatus } from './numbers.ts';

/** The interrupt IN endpoints that a guest has this side read for it. */
export class InterruptStreams {
  readonly #port: UsbPort;
  readonly #endpoints: readonly EndpointDescriptor[];
  readonly #writer: HostWriter;
  readonly #end: GuestEnd;
  readonly #streams = new Map<number, InterruptStream>();

  constructor(
    port: UsbPort,
    endpoints: readonly EndpointDescriptor[],
    writer: HostWriter,
    end: GuestEnd,
  ) {
    this.#port = port;
    this.#endpoints = endpoints;
    this.#writer = writer;
    this.#end = end;
  }

  start(id: bigint, endpoint: number): void {
    const found = this.#endpoints.find(({ address }) => address === endpoint);
    const right = found?.transfer === 'interrupt' && (endpoint & 0x80) !== 0;
    if (!right || this.#streams.has(endpoint)) {
      this.#tell(id, RedirStatus.invalid, endpoint);
      return;
    }
    const stream = this.#make(found);
    this.#streams.set(endpoint, stream);
    this.#tell(id, RedirStatus.success, endpoint);
    stream.run();
  }

  stop(id: bigint, endpoint: number): void {
    this.#stop(endpoint);
    this.#tell(id, RedirStatus.success, endpoint);
  }

  /** Stops those of endpoints that begin anew, and tells the guest, who did not ask for it. */
  release(endpoints: readonly number[]): void {
    for (const endpoint of endpoints) {
      if (this.#stop(endpoint)) this.#tell(0n, RedirStatus.stall, endpoint);
    }
  }

  /** The guest reads again. */
  run(): void {
    for (const stream of [...this.#streams.values()]) stream.run();
  }

  #make({ address, maxPacketSize }: EndpointDescriptor): InterruptStream {
    const end = this.#end;
    return new InterruptStream(this.#port, address, maxPacketSize, {
      packet: (number, data) => {
        const outcome = { status: RedirStatus.success, length: data.length, data };
        end.send(this.#writer.interrupt(number, address, outcome));
      },
      get behind() {
        return end.behind;
      },
      stopped: (status) => {
        this.#streams.delete(address);
        // A guest whose device leaves is told that instead.
        if (status !== 'no-device') this.#tell(0n, RedirStatus.stall, address);
      },
    });
  }

  #stop(endpoint: number): boolean {
    const stream = this.#streams.get(endpoint);
    this.#streams.delete(endpoint);
    stream?.stop();
    return stream !== undefined;
  }

  #tell(id: bigint, status: number, endpoint: number): void {
    this.#end.send(this.#writer.interruptStatus(id, status, endpoint));
  }
}
