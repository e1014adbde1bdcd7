import { endpointsOf, interfacesOf, UsbRequest, type UsbDescription } from '@fobkit/protocol';
import { resetAndAddress } from '../usb/addressed.ts';
import type { UsbPort } from '../usb/usb-port.ts';
import { controlUrb, DataPackets } from './data-packets.ts';
import type { GuestPacket } from './guest-codec.ts';
import type { GuestEnd } from './guest-end.ts';
import type { HostWriter } from './host-codec.ts';
import { InterruptStreams } from './interrupt-streams.ts';
import { RedirStatus } from './numbers.ts';
import { redirStatus } from './outcome.ts';

/** The address of a fob that is alone on its bus. */
const ADDRESS = 1;
const NONE: Uint8Array = new Uint8Array(0);

/** The fob as a guest has it, from one plugging in to the next unplugging. */
export class GuestDevice {
  readonly #port: UsbPort;
  readonly #description: UsbDescription;
  readonly #writer: HostWriter;
  readonly #end: GuestEnd;
  readonly #data: DataPackets;
  readonly #streams: InterruptStreams;

  /** Resets the fob, so that it is as freshly plugged in, and shows it to the guest. */
  constructor(port: UsbPort, description: UsbDescription, writer: HostWriter, end: GuestEnd) {
    this.#port = port;
    this.#description = description;
    this.#writer = writer;
    this.#end = end;
    const endpoints = endpointsOf(description);
    this.#data = new DataPackets(port, endpoints, writer, end);
    this.#streams = new InterruptStreams(port, endpoints, writer, end);
    resetAndAddress(port, ADDRESS);
    this.#tellLayout(true);
    end.send(writer.deviceConnect(description));
  }

  get pending(): { readonly count: number; readonly bytes: number } {
    const { count, bytes } = this.#data;
    return { count, bytes };
  }

  /** The guest reads again. */
  run(): void {
    this.#streams.run();
  }

  take(packet: GuestPacket): void {
    const { id } = packet;
    switch (packet.kind) {
      case 'reset':
        resetAndAddress(this.#port, ADDRESS);
        return;
      case 'set-configuration':
        this.#setConfiguration(id, packet.configuration);
        return;
      case 'get-configuration':
        this.#data.standardIn(id, UsbRequest.GetConfiguration, 0, (status, configuration) => {
          this.#end.send(this.#writer.configurationStatus(id, status, configuration));
        });
        return;
      case 'set-alternate':
        this.#setAlternate(id, packet.interface, packet.alternate);
        return;
      case 'get-alternate':
        this.#data.standardIn(
          id,
          UsbRequest.GetInterface,
          packet.interface,
          (status, alternate) => {
            const one = { interface: packet.interface, alternate };
            this.#end.send(this.#writer.alternateStatus(id, status, one));
          },
        );
        return;
      case 'start-interrupt':
        this.#streams.start(id, packet.endpoint);
        return;
      case 'stop-interrupt':
        this.#streams.stop(id, packet.endpoint);
        return;
      case 'start-iso':
      case 'stop-iso':
        this.#end.send(this.#writer.isoStatus(id, RedirStatus.invalid, packet.endpoint));
        return;
      case 'cancel':
        this.#data.cancel(id);
        return;
      case 'control':
        this.#data.control(id, packet);
        return;
      case 'bulk':
        this.#data.bulk(id, packet);
        return;
      case 'interrupt':
        this.#data.interrupt(id, packet);
        return;
      case 'disconnect-ack':
      case 'filter':
        return;
    }
  }

  #setConfiguration(id: bigint, value: number): void {
    this.#release(endpointsOf(this.#description).map(({ address }) => address));
    const urb = controlUrb([0x00, UsbRequest.SetConfiguration, value, 0, 0], NONE);
    this.#data.submit(id, 0, urb, ({ status }) => {
      if (status === 'ok') this.#tellLayout(value !== 0);
      this.#end.send(this.#writer.configurationStatus(id, redirStatus(status), value));
    });
  }

  #setAlternate(id: bigint, number: number, alternate: number): void {
    const own = interfacesOf(this.#description).filter((one) => one.number === number);
    this.#release(own.flatMap(({ endpoints }) => endpoints.map(({ address }) => address)));
    const urb = controlUrb([0x01, UsbRequest.SetInterface, alternate, number, 0], NONE);
    this.#data.submit(id, 0, urb, ({ status }) => {
      if (status === 'ok') this.#tellLayout(true);
      const one = { interface: number, alternate };
      this.#end.send(this.#writer.alternateStatus(id, redirStatus(status), one));
    });
  }

  /** Ends what is under way on endpoints that begin anew. */
  #release(endpoints: readonly number[]): void {
    this.#data.cancelOn(endpoints);
    this.#streams.release(endpoints);
  }

  /** The guest is to know endpoints and interfaces before it goes on. */
  #tellLayout(configured: boolean): void {
    this.#end.send(this.#writer.endpointInfo(this.#description, configured));
    this.#end.send(this.#writer.interfaceInfo(this.#description));
  }
}
