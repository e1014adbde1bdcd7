import type { UsbPort } from '../usb/usb-port.ts';
import type { GuestPacket } from './guest-codec.ts';
import { GuestDevice } from './guest-device.ts';
import type { GuestEnd } from './guest-end.ts';
import { HostWriter } from './host-codec.ts';
import { Capability, OWN_CAPABILITIES } from './numbers.ts';

/** What one guest does with the fob on a port, from its hello to the end of its connection. */
export class GuestSession {
  /** Those of both sides. */
  readonly capabilities: number;
  readonly #port: UsbPort;
  readonly #end: GuestEnd;
  readonly #writer: HostWriter;
  #device: GuestDevice | undefined;
  /** The guest may still send packets for a fob that left. */
  #leaving = false;
  #over = false;

  /** @param capabilities The guest's. */
  constructor(port: UsbPort, end: GuestEnd, capabilities: number) {
    this.#port = port;
    this.#end = end;
    this.capabilities = capabilities & OWN_CAPABILITIES;
    this.#writer = new HostWriter(this.capabilities);
    this.plugged();
  }

  /** Transfers under way, and the bytes that they may move. */
  get pending(): { readonly count: number; readonly bytes: number } {
    return this.#device?.pending ?? { count: 0, bytes: 0 };
  }

  /** The fob is on the port: the guest gets a device, once it has forgotten the one before. */
  plugged(): void {
    const { description } = this.#port;
    if (description === undefined || this.#device !== undefined || this.#leaving) return;
    const end = this.#end;
    this.#device = new GuestDevice(this.#port, description, this.#writer, {
      send: (bytes) => {
        if (!this.#over) end.send(bytes);
      },
      get behind() {
        return end.behind;
      },
    });
  }

  /** The fob has left the port. */
  unplugged(): void {
    if (this.#device === undefined) return;
    this.#device = undefined;
    this.#leaving = (this.capabilities & Capability.disconnectAck) !== 0;
    this.#end.send(this.#writer.deviceDisconnect());
  }

  /** The guest is gone: nothing of it stays behind, neither here nor in the fob. */
  end(): void {
    this.#over = true;
    this.#port.reset();
  }

  /** The guest reads again. */
  run(): void {
    this.#device?.run();
  }

  take(packet: GuestPacket): void {
    if (packet.kind !== 'disconnect-ack') {
      this.#device?.take(packet);
    } else if (this.#leaving) {
      this.#leaving = false;
      this.plugged();
    }
  }
}
