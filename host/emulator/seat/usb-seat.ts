import {
  type CloseReason,
  type Connection,
  type Link,
  LinkLostError,
  LinkNotFoundError,
  Listeners,
} from '@fobkit/client';
import {
  enumerate,
  stepsDone,
  type UrbResult,
  type UsbPluggable,
  UsbPort,
} from '@fobkit/firmware-sim/plug';
import { copyBytes, FOB_USB } from '@fobkit/protocol';
import { endpointLoop } from './endpoint-loop.ts';

/** A control transfer: bmRequestType, bRequest, wValue, wIndex, and wLength or the data stage. */
export interface SeatRequest {
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length?: number;
  readonly data?: Uint8Array;
}

export type SeatAnswer = { readonly stalled: true } | { readonly data: Uint8Array };

const NONE = new Uint8Array(0);
/** SET_CONTROL_LINE_STATE of the serial port (USB CDC PSTN 1.2 §6.3.12). */
const LINE_STATE = { type: 0x21, request: 0x22, index: FOB_USB.cdc.control } as const;
const ROOM = 512;

/** An emulated fob on a USB port in this process, with a link on each of its functions. */
export class UsbSeat {
  readonly #port: UsbPort;
  readonly #lost = new Listeners<undefined>();
  #wanted = true;

  constructor(fob: UsbPluggable) {
    this.#port = new UsbPort(fob, {
      unplugged: () => {
        this.#lost.emit(undefined);
      },
    });
  }

  get plugged(): boolean {
    return this.#port.plugged;
  }

  /** Puts the fob on the port and makes it known, as a host does. */
  async plugIn(): Promise<void> {
    this.#wanted = true;
    if (this.#port.plugged) return;
    this.#port.plugIn();
    this.#port.reset();
    if (this.plugged) await stepsDone(this.#port, enumerate());
  }

  /** To be told when a hand has pulled the fob off: it does not come back by itself. */
  pulled(): void {
    this.#wanted = false;
  }

  link(kind: 'serial' | 'hid' | 'webusb', url: string): Link {
    return {
      url,
      open: async () => {
        // A fob that was reset left the bus and comes again.
        if (this.#wanted) await this.plugIn();
        if (!this.#port.plugged) throw new LinkNotFoundError(url, 'the emulated fob is unplugged.');
        if (kind !== 'serial') return this.#connection(kind, url);
        await this.control({ ...LINE_STATE, value: 1, data: NONE });
        return this.#connection(kind, url);
      },
    };
  }

  control(request: SeatRequest): Promise<SeatAnswer> {
    const { type, request: number, value, index, length = 0, data = NONE } = request;
    const setup = new Uint8Array(8);
    const view = new DataView(setup.buffer);
    setup.set([type, number]);
    view.setUint16(2, value, true);
    view.setUint16(4, index, true);
    view.setUint16(6, (type & 0x80) === 0 ? data.length : length, true);
    const { promise, resolve, reject } = Promise.withResolvers<SeatAnswer>();
    this.#port.submit({ endpoint: 0, setup, data, length }, (result) => {
      if (result.status === 'ok') resolve({ data: copyBytes(result.data) });
      else if (result.status === 'stall') resolve({ stalled: true });
      else reject(new LinkLostError('usb:emulated', `a control transfer (${result.status})`));
    });
    return promise;
  }

  close(): void {
    this.#wanted = false;
    this.#port.pull();
  }

  #connection(kind: 'serial' | 'hid' | 'webusb', url: string): Connection {
    const { in: input, out: output } = FOB_USB[kind === 'serial' ? 'cdc' : kind];
    const { promise: closed, resolve } = Promise.withResolvers<CloseReason>();
    const bytes = new Listeners<Uint8Array>();
    const state = { open: true };
    const end = (reason: CloseReason): void => {
      if (!state.open) return;
      state.open = false;
      stop();
      leave();
      resolve(reason);
    };
    const stop = endpointLoop(
      this.#port,
      { endpoint: input, length: kind === 'hid' ? 64 : ROOM },
      (got) => {
        // No answer reaches the host inside the call that asks, as over any other link.
        queueMicrotask(() => {
          if (state.open) bytes.emit(got);
        });
      },
    );
    const leave = this.#lost.add(() => {
      end({ kind: 'lost' });
    });
    return {
      ...(kind === 'hid' ? { framing: 'hid' as const } : {}),
      closed,
      onBytes: (listener) => bytes.add(listener),
      write: async (sent) => {
        await Promise.resolve();
        if (!state.open) throw new LinkLostError(url);
        const { status } = await this.#out(output, copyBytes(sent));
        if (status !== 'ok') throw new LinkLostError(url, `a write (${status})`);
      },
      close: async () => {
        const mine = state.open;
        end({ kind: 'closed' });
        if (mine && kind === 'serial' && this.#port.plugged) {
          await this.control({ ...LINE_STATE, value: 0, data: NONE });
        }
      },
    };
  }

  #out(endpoint: number, data: Uint8Array): Promise<UrbResult> {
    const { promise, resolve } = Promise.withResolvers<UrbResult>();
    this.#port.submit({ endpoint, data, length: 0 }, resolve);
    return promise;
  }
}
