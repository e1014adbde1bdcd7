import type { HidapiDevice } from './hidapi-device.ts';

export interface HidReaderEnd {
  report(bytes: Buffer): void;
  /** The device left, with hidapi's reason. */
  lost(reason: string): void;
  /** It reads no more, whoever ended it. */
  ended(): void;
}

/**
 * What node-hid's reading thread does: takes report after report until it is stopped or the device
 * leaves. Each comes in a microtask of its own, never within a call of somebody else.
 */
export class HidReader {
  readonly #device: HidapiDevice;
  readonly #end: HidReaderEnd;
  readonly #leave: () => void;
  #stopped = false;
  #scheduled = false;

  constructor(device: HidapiDevice, end: HidReaderEnd) {
    this.#device = device;
    this.#end = end;
    this.#leave = device.onChange(() => this.#schedule());
    this.#schedule();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#leave();
    this.#end.ended();
  }

  #schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (!this.#stopped) this.#read();
    });
  }

  #read(): void {
    try {
      const report = this.#device.takeNow();
      if (report === undefined) return;
      this.#schedule();
      this.#end.report(Buffer.from(report));
    } catch (error) {
      this.stop();
      this.#end.lost(error instanceof Error ? error.message : String(error));
    }
  }
}
