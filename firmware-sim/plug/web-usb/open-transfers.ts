import type { Urb, UrbHandle, UrbResult } from '../usb/urb.ts';
import type { UrbTarget } from '../usb/usb-steps.ts';
import { usbException } from './usb-exceptions.ts';

/**
 * Transfers that a page waits for. They can be taken back, all at once or those of some endpoints;
 * the page then gets an `AbortError`.
 */
export class OpenTransfers {
  readonly #target: UrbTarget;
  readonly #open = new Map<object, { readonly endpoint: number; readonly handle: UrbHandle }>();

  constructor(target: UrbTarget) {
    this.#target = target;
  }

  /** Rejects unless it ended well, by a STALL or with too much data. */
  run(urb: Urb): Promise<UrbResult> {
    const { promise, resolve, reject } = Promise.withResolvers<UrbResult>();
    const key = { over: false };
    const handle = this.#target.submit(urb, (result) => {
      key.over = true;
      this.#open.delete(key);
      switch (result.status) {
        case 'ok':
        case 'stall':
        case 'overflow':
          resolve(result);
          return;
        case 'cancelled':
          reject(usbException('cancelled'));
          return;
        // As Chromium has it; the specification leaves it open.
        case 'no-device':
          reject(usbException('disconnected'));
          return;
        default:
          reject(usbException('failed'));
      }
    });
    if (!key.over) this.#open.set(key, { endpoint: urb.endpoint, handle });
    return promise;
  }

  /** @param endpoints Addresses; all transfers if absent, those of endpoint 0 among them. */
  abort(endpoints?: readonly number[]): void {
    for (const { endpoint, handle } of [...this.#open.values()]) {
      if (endpoints?.includes(endpoint) ?? true) handle.cancel();
    }
  }
}
