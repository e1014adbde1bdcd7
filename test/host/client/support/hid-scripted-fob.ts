import {
  HID_BROADCAST,
  HidCommand,
  HidDevice,
  type HidDeviceOutput,
  HidKeepalive,
  parseHidReport,
} from '@fobkit/protocol';
import { type FarEnd, MemoryLink } from './memory-link.ts';
import { ScriptedFob } from './scripted-fob.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** What becomes of a report on its way: none, one or more reports. */
export type Meddler = (report: Uint8Array) => readonly Uint8Array[];

/** A scripted fob behind the device side of the HID framing, with somebody who meddles between. */
export class HidScriptedFob {
  /** What it answers. Its own serial link is not used. */
  readonly script = new ScriptedFob();
  readonly link: MemoryLink;
  /** Reports of the host under test, as it sent them. */
  readonly reports: Uint8Array[] = [];
  toFob: Meddler = (report) => [report];
  toHost: Meddler = (report) => [report];
  /** Works until `finish` when set, instead of answering at once. */
  slow = false;
  cancels = 0;
  end: FarEnd | undefined;
  readonly #clock: SimulatedClock;
  #device: HidDevice;
  #nextFirstCid = 0x1111_0001;
  #transaction = 0;
  #answer: Uint8Array | undefined;

  constructor(clock: SimulatedClock, url = 'hid:/dev/hidraw0') {
    this.#clock = clock;
    this.#device = this.#boot();
    const accept = (end: FarEnd): void => {
      this.end = end;
      end.fromHost.add((report) => {
        this.reports.push(report);
        for (const arriving of this.toFob(report)) this.receive(arriving);
      });
    };
    this.link = new MemoryLink(accept, url, 'hid');
  }

  /** `Init`, `Init@broadcast`, `Message`, `…` for continuations, of what the host sent. */
  sent(): string[] {
    return this.reports.map((report) => {
      const packet = parseHidReport(report);
      if (packet?.type !== 'init') return '…';
      const name = Object.entries(HidCommand).find(([, code]) => code === packet.command)?.[0];
      return packet.cid === HID_BROADCAST ? `${name ?? '?'}@broadcast` : (name ?? '?');
    });
  }

  /** Forgets all channels and what it was at, as at a reset. */
  reset(): void {
    this.#device = this.#boot();
    this.#answer = undefined;
  }

  /** A report from the host under test, or from another one. */
  receive(report: Uint8Array): void {
    this.#do(this.#device.receive(report, this.#ticks()));
  }

  /** Lets 500 ms pass between two packets of one message. */
  elapse(): void {
    this.#do(this.#device.elapse(this.#ticks()));
  }

  keepalive(): void {
    const report = this.#device.keepalive(HidKeepalive.Processing);
    if (report !== undefined) this.#send(report);
  }

  /** Ends the work that `slow` began. */
  finish(): void {
    if (this.#answer === undefined) return;
    for (const report of this.#device.reply(this.#transaction, this.#answer)) this.#send(report);
    this.#answer = undefined;
  }

  /** A report that no rule wants. */
  inject(report: Uint8Array): void {
    this.end?.send(report);
  }

  #boot(): HidDevice {
    const firstCid = this.#nextFirstCid;
    this.#nextFirstCid += 0x100;
    return new HidDevice({ firmware: [1, 0, 0], firstCid });
  }

  #ticks(): number {
    return Math.floor((this.#clock.now() * 32_768) / 1000);
  }

  #do(outputs: readonly HidDeviceOutput[]): void {
    for (const output of outputs) {
      if (output.type === 'report') this.#send(output.report);
      else if (output.type === 'message') this.#work(output.transaction, output.payload);
      else if (output.type === 'cancel') this.#cancel();
      else if (output.type === 'abort') this.#answer = undefined;
    }
  }

  #work(transaction: number, payload: Uint8Array): void {
    this.#transaction = transaction;
    this.#answer = this.script.take(payload);
    if (!this.slow) this.finish();
  }

  #cancel(): void {
    this.cancels++;
    this.finish();
  }

  #send(report: Uint8Array): void {
    for (const arriving of this.toHost(report)) this.end?.send(arriving);
  }
}
