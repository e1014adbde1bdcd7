import { UsbFeature, UsbRequest } from '@fobkit/protocol';
import { standardOut } from './control-requests.ts';
import type { UrbFailure } from './transfer-error.ts';
import type { Urb, UrbHandle, UrbResult } from './urb.ts';
import type { UrbTarget } from './usb-steps.ts';

/** What an interrupt IN endpoint is read for. */
export interface PollListener {
  data(bytes: Uint8Array): void;
  /** It cannot be read any more. */
  failed(status: UrbFailure): void;
}

/** Pauses after an error on the bus, in milliseconds, as Linux makes them; then it is given up. */
const PAUSES_MS: readonly number[] = [13, 26, 52, 100, 100, 100, 100, 100, 100, 100, 100, 100];
/** Halts in a row after which an endpoint is given up. */
const MOST_HALTS = 8;
/** Packets after which others get a turn: a fob may have the next one always ready. */
const BURST = 64;

const NONE: Uint8Array = new Uint8Array(0);

/** Keeps one transfer waiting on an interrupt IN endpoint, from `start` until `stop`. */
export class InterruptPoll {
  readonly #target: UrbTarget;
  readonly #urb: Urb;
  readonly #listener: PollListener;
  #handle: UrbHandle | undefined;
  #pause: NodeJS.Timeout | undefined;
  #asked = 0;
  #stopped = false;
  #errors = 0;
  #halts = 0;
  #burst = 0;

  /** @param length Most bytes of a transfer. */
  constructor(
    target: UrbTarget,
    endpoint: { readonly address: number; readonly length: number },
    listener: PollListener,
  ) {
    this.#target = target;
    this.#urb = { endpoint: endpoint.address, data: NONE, length: endpoint.length };
    this.#listener = listener;
  }

  start(): void {
    this.#ask();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#pause);
    this.#handle?.cancel();
  }

  #ask(): void {
    if (this.#stopped) return;
    const asked = ++this.#asked;
    const handle = this.#target.submit(this.#urb, (result) => {
      this.#ended(result);
    });
    // It may be over already, and the next one under way.
    if (asked === this.#asked) this.#handle = handle;
  }

  #ended({ status, data }: UrbResult): void {
    if (this.#stopped || status === 'cancelled') return;
    switch (status) {
      case 'ok':
        this.#errors = 0;
        this.#halts = 0;
        this.#listener.data(data);
        this.#next();
        return;
      case 'stall':
        this.#halts++;
        if (this.#halts > MOST_HALTS) this.#fail(status);
        else this.#clearHalt();
        return;
      case 'no-device':
        this.#fail(status);
        return;
      default:
        this.#askLater(status);
    }
  }

  #next(): void {
    this.#burst++;
    if (this.#burst % BURST !== 0) this.#ask();
    else setImmediate(() => this.#ask());
  }

  #clearHalt(): void {
    const { ClearFeature } = UsbRequest;
    const urb = standardOut('endpoint', ClearFeature, UsbFeature.EndpointHalt, this.#urb.endpoint);
    this.#target.submit(urb, ({ status }) => {
      if (status === 'ok') this.#ask();
      else if (!this.#stopped) this.#fail(status);
    });
  }

  #askLater(status: UrbFailure): void {
    const pause = PAUSES_MS[this.#errors++];
    if (pause === undefined) this.#fail(status);
    else this.#pause = setTimeout(() => this.#ask(), pause);
  }

  #fail(status: UrbFailure): void {
    this.#stopped = true;
    this.#listener.failed(status);
  }
}
