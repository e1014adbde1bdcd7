import type { RealTime } from './real-time.ts';
import type { Urb, UrbHandle, UrbResult } from '../usb/urb.ts';
import type { UrbTarget } from '../usb/usb-steps.ts';

/**
 * Input reports that may go to the kernel at once. It queues 63 for each program that has the node
 * open and drops the next ones without a word; the longest message takes 18.
 */
export const REPORTS_AHEAD = 30;

interface Waiting {
  readonly urb: Urb;
  readonly done: (result: UrbResult) => void;
  handle?: UrbHandle;
}

/**
 * Between a HID driver and a port: lets the transfers of one interrupt IN endpoint through at the
 * pace of a bus, so that nothing is lost in the kernel's queues.
 *
 * There is no acknowledgement to wait for. A report may go when fewer than 30 are ahead of it; one
 * of them counts as read after each interval of the endpoint, which is when a bus would have carried
 * the next one, and at each report that a program writes. The fob meanwhile holds back what it has
 * to say, as on a bus whose host does not ask.
 */
export class PacedTarget implements UrbTarget {
  readonly #target: UrbTarget;
  readonly #endpoint: number;
  readonly #interval: number;
  readonly #time: RealTime;
  readonly #waiting: Waiting[] = [];
  #ahead = 0;
  /** When the oldest report ahead counts as read. */
  #next = 0;
  #cancel: (() => void) | undefined;

  /** @param endpoint Its address, and its interval in milliseconds. */
  constructor(
    target: UrbTarget,
    endpoint: { readonly address: number; readonly interval: number },
    time: RealTime,
  ) {
    this.#target = target;
    this.#endpoint = endpoint.address;
    this.#interval = Math.max(1, endpoint.interval);
    this.#time = time;
  }

  /** A program wrote a report: it has read one, most likely. */
  answered(): void {
    if (this.#ahead > 0) this.#ahead--;
    this.#letThrough();
  }

  submit(urb: Urb, done: (result: UrbResult) => void): UrbHandle {
    if (urb.setup !== undefined || urb.endpoint !== this.#endpoint) {
      return this.#target.submit(urb, done);
    }
    const waiting: Waiting = { urb, done };
    this.#waiting.push(waiting);
    this.#letThrough();
    return { cancel: () => this.#take(waiting) };
  }

  #letThrough(): void {
    this.#catchUp();
    while (this.#ahead < REPORTS_AHEAD) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return;
      this.#pass(waiting);
    }
    const pause = this.#next - this.#time.now();
    if (this.#waiting.length > 0) this.#cancel ??= this.#time.after(pause, () => this.#onTime());
  }

  #onTime(): void {
    this.#cancel = undefined;
    this.#letThrough();
  }

  #pass(waiting: Waiting): void {
    waiting.handle = this.#target.submit(waiting.urb, (result) => {
      if (result.status === 'ok') this.#count();
      waiting.done(result);
    });
  }

  #take(waiting: Waiting): boolean {
    const at = this.#waiting.indexOf(waiting);
    if (at < 0) return waiting.handle?.cancel() ?? false;
    this.#waiting.splice(at, 1);
    waiting.done({ status: 'cancelled', data: new Uint8Array(0), actualLength: 0 });
    return true;
  }

  #count(): void {
    if (this.#ahead === 0) this.#next = this.#time.now() + this.#interval;
    this.#ahead++;
  }

  #catchUp(): void {
    const late = this.#time.now() - this.#next;
    if (late < 0 || this.#ahead === 0) return;
    const read = Math.floor(late / this.#interval) + 1;
    this.#ahead = Math.max(0, this.#ahead - read);
    this.#next += read * this.#interval;
  }
}
