import {
  openPtyPlug,
  openTcpPlug,
  openUhidPlug,
  openUsbipServer,
  openUsbredirPlug,
  type Plug,
  type Pluggable,
  type UsbipServer,
} from '@fobkit/firmware-sim/plug';
import type { LiveFob } from './live-fob.ts';
import type { PlugOrder } from './sim-orders.ts';
import { terminalLink } from './sim-record.ts';
import type { StateFolder } from './state-folder.ts';

/** Opens the plugs of all fobs of a process. One USB/IP server exports them all. */
export class PlugBoard {
  readonly #state: StateFolder;
  #usbip: UsbipServer | undefined;

  constructor(state: StateFolder) {
    this.#state = state;
  }

  /**
   * Puts a fob on a plug. Rejects when the place is taken, or the machine has no such plug.
   * `wired`: the same fob, its wires watched, for plugs of bytes.
   */
  async open(live: LiveFob, order: PlugOrder, wired: Pluggable = live): Promise<Plug> {
    switch (order.kind) {
      case 'pty':
        return openPtyPlug(wired, { symlink: terminalLink(this.#state, live.deviceId) });
      case 'tcp':
        return openTcpPlug(wired, order);
      case 'usbredir':
        return openUsbredirPlug(live, order);
      case 'uhid':
        return openUhidPlug(live);
      case 'usbip':
        this.#usbip ??= await openUsbipServer(order);
        return this.#usbip.export(live);
    }
  }

  /** Takes down what the fobs shared. Their own plugs they close themselves. */
  async close(): Promise<void> {
    await this.#usbip?.close();
  }
}
