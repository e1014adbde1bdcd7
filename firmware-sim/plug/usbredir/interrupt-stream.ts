import type { UrbHandle, UrbResult, UrbStatus } from '../usb/urb.ts';
import type { UsbPort } from '../usb/usb-port.ts';

const NONE: Uint8Array = new Uint8Array(0);

export interface InterruptStreamEnd {
  /** A packet of the fob, the first of which has number 0. */
  packet(number: bigint, data: Uint8Array): void;
  /** Whether the guest has to read first. */
  readonly behind: boolean;
  /** It has ended by itself. */
  stopped(status: UrbStatus): void;
}

/** Keeps one transfer waiting on an interrupt IN endpoint and passes on what comes. */
export class InterruptStream {
  readonly endpoint: number;
  readonly #port: UsbPort;
  readonly #length: number;
  readonly #end: InterruptStreamEnd;
  #handle: UrbHandle | undefined;
  #running = true;
  #submitting = false;
  #waiting = false;
  #next = 0n;

  /** @param packetSize Of the endpoint, in bytes. */
  constructor(port: UsbPort, endpoint: number, packetSize: number, end: InterruptStreamEnd) {
    this.#port = port;
    this.endpoint = endpoint;
    this.#length = packetSize;
    this.#end = end;
  }

  /** Asks the fob, unless it is asked already or the guest is behind. To be called once it is not. */
  run(): void {
    if (this.#submitting) return;
    this.#submitting = true;
    while (this.#running && !this.#waiting && !this.#end.behind) this.#ask();
    this.#submitting = false;
  }

  stop(): void {
    this.#running = false;
    this.#handle?.cancel();
  }

  #ask(): void {
    this.#waiting = true;
    const urb = { endpoint: this.endpoint, data: NONE, length: this.#length };
    // That of a transfer which is over cancels nothing.
    this.#handle = this.#port.submit(urb, (result) => {
      this.#waiting = false;
      this.#complete(result);
    });
  }

  #complete({ status, data }: UrbResult): void {
    if (!this.#running) return;
    if (status !== 'ok') {
      this.#running = false;
      this.#end.stopped(status);
      return;
    }
    this.#end.packet(this.#next++, data);
    this.run();
  }
}
