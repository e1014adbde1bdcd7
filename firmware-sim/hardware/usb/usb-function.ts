import {
  endpointsOf,
  type EndpointDescriptor,
  interfacesOf,
  type SetupPacket,
  type UsbDescription,
  UsbRequest,
} from '@fobkit/protocol';
import type { ClassFunction, ControlAnswer } from './class-function.ts';
import { ControlPipe } from './control-pipe.ts';
import { InEndpoint, type OutEndpoint } from './endpoint.ts';
import { answerStandard, type DeviceState } from './standard-requests.ts';
import type { UsbBus, UsbHandshake, UsbInAnswer } from './usb-bus.ts';
import { answerVendor } from './vendor-requests.ts';

/** What a host has made of the device: it outlives the fob behind it when a snapshot takes its place. */
export interface UsbBusState {
  readonly address: number;
  readonly configuration: number;
  /** Addresses of halted endpoints. */
  readonly halted: readonly number[];
  readonly suspended: boolean;
  /** What it has set in each function, in their order. */
  readonly settings: readonly Uint8Array[];
}

/**
 * The USB function of a fob: a full-speed composite device with the standard requests, and the
 * classes that are put into it. It talks to the host when it is asked, and to its classes at once.
 */
export class UsbFunction implements UsbBus, DeviceState {
  readonly description: UsbDescription;
  readonly #classes: readonly ClassFunction[];
  readonly #powered: () => boolean;
  readonly #pipe: ControlPipe;
  readonly #in = new Map<number, InEndpoint>();
  readonly #out = new Map<number, OutEndpoint>();
  readonly #owners = new Map<number, ClassFunction>();
  readonly #listeners = new Set<(address: number) => void>();
  #address = 0;
  #configuration = 0;
  #suspended = false;

  /** @param powered Whether the chip has power: without it the bus hears nothing. */
  constructor(
    description: UsbDescription,
    classes: readonly ClassFunction[],
    powered: () => boolean,
  ) {
    this.description = description;
    this.#classes = classes;
    this.#powered = powered;
    this.#pipe = new ControlPipe(description.device.maxPacketSize0, {
      answer: (setup, data) => this.#answer(setup, data),
      finished: (setup) => {
        this.#finished(setup);
      },
    });
    for (const endpoint of endpointsOf(description)) this.#populate(endpoint);
    for (const one of classes) this.#connect(one);
  }

  /** 0 until the host has given one. */
  get address(): number {
    return this.#address;
  }

  get configuration(): number {
    return this.#configuration;
  }

  get suspended(): boolean {
    return this.#suspended;
  }

  get busState(): UsbBusState {
    return {
      address: this.#address,
      configuration: this.#configuration,
      halted: [...this.#in.values(), ...this.#out.values()]
        .filter(({ halted }) => halted)
        .map(({ address }) => address),
      suspended: this.#suspended,
      settings: this.#classes.map(({ settings }) => settings),
    };
  }

  /** Goes on where the host has left another function of this description. */
  adopt(state: UsbBusState): void {
    this.#address = state.address;
    this.#configuration = state.configuration;
    this.#suspended = state.suspended;
    for (const address of state.halted) this.setHalt(address, true);
    this.#classes.forEach((one, at) => {
      const settings = state.settings[at];
      if (settings !== undefined) one.adopt(settings);
    });
  }

  packetSize(address: number): number | undefined {
    return (this.#in.get(address) ?? this.#out.get(address))?.packetSize;
  }

  reset(): void {
    this.#address = 0;
    this.#suspended = false;
    this.#pipe.reset();
    this.configure(0);
  }

  suspend(): void {
    this.#suspended = true;
  }

  resume(): void {
    this.#suspended = false;
  }

  setup(packet: Uint8Array): UsbHandshake {
    return this.#hears ? this.#pipe.setup(packet) : 'none';
  }

  in(number: number): UsbInAnswer {
    if (!this.#hears) return 'none';
    if (number === 0) return this.#pipe.in();
    const endpoint = this.#configuration === 0 ? undefined : this.#in.get(number | 0x80);
    if (endpoint === undefined) return 'none';
    if (endpoint.halted) return 'stall';
    const packet = endpoint.take();
    if (packet === undefined) return 'nak';
    this.#owners.get(endpoint.address)?.taken(endpoint.address);
    return packet;
  }

  out(number: number, packet: Uint8Array): UsbHandshake {
    if (!this.#hears) return 'none';
    if (number === 0) return this.#pipe.out(packet);
    const endpoint = this.#configuration === 0 ? undefined : this.#out.get(number);
    const owner = this.#owners.get(number);
    if (endpoint === undefined || owner === undefined) return 'none';
    if (endpoint.halted) return 'stall';
    // Babble: the packet is longer than the endpoint's, and no chip takes it in.
    if (packet.length > endpoint.packetSize) return 'none';
    return owner.out(endpoint.address, packet) ? 'ack' : 'nak';
  }

  onReady(listener: (address: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  configure(value: number): void {
    this.#configuration = value;
    for (const endpoint of [...this.#in.values(), ...this.#out.values()]) endpoint.halted = false;
    for (const endpoint of this.#in.values()) endpoint.clear();
    for (const one of this.#classes) one.restart();
  }

  halted(address: number): boolean | undefined {
    if ((address & 0x7f) === 0) return false;
    if (this.#configuration === 0) return undefined;
    return (this.#in.get(address) ?? this.#out.get(address))?.halted;
  }

  setHalt(address: number, on: boolean): void {
    const endpoint = this.#in.get(address) ?? this.#out.get(address);
    if (endpoint === undefined) return;
    endpoint.halted = on;
    this.#ready(address);
  }

  hasInterface(number: number): boolean {
    return interfacesOf(this.description).some((one) => one.number === number);
  }

  chooseInterface(number: number): void {
    for (const { number: own, endpoints } of interfacesOf(this.description)) {
      if (own !== number) continue;
      for (const { address } of endpoints) {
        this.setHalt(address, false);
        this.#in.get(address)?.clear();
      }
    }
    this.#classes.find(({ interfaces }) => interfaces.includes(number))?.restart();
  }

  /** A function without power hears no host, and one that is suspended should not be asked. */
  get #hears(): boolean {
    return this.#powered() && !this.#suspended;
  }

  #answer(setup: SetupPacket, data: Uint8Array): ControlAnswer {
    if (setup.type === 'standard') return answerStandard(this, setup);
    if (setup.recipient === 'device') return answerVendor(this.description, setup);
    if (this.#configuration === 0 || setup.recipient !== 'interface') return 'stall';
    const number = setup.index & 0xff;
    if (number !== setup.index) return 'stall';
    const owner = this.#classes.find(({ interfaces }) => interfaces.includes(number));
    return owner?.control(setup, data) ?? 'stall';
  }

  #finished(setup: SetupPacket): void {
    const { type, recipient, request, value } = setup;
    if (type === 'standard' && recipient === 'device' && request === UsbRequest.SetAddress) {
      this.#address = value;
    }
  }

  #populate({ address, maxPacketSize }: EndpointDescriptor): void {
    if ((address & 0x80) === 0) {
      this.#out.set(address, { address, packetSize: maxPacketSize, halted: false });
    } else this.#in.set(address, new InEndpoint(address, maxPacketSize));
  }

  #connect(one: ClassFunction): void {
    for (const { number, endpoints } of interfacesOf(this.description)) {
      if (!one.interfaces.includes(number)) continue;
      for (const { address } of endpoints) this.#owners.set(address, one);
    }
    one.connect({
      send: (address, packet) => {
        const endpoint = this.#in.get(address);
        if (endpoint === undefined || this.#configuration === 0) return;
        endpoint.push(packet);
        this.#ready(address);
      },
      full: (address) => this.#in.get(address)?.full ?? false,
      clear: (address) => this.#in.get(address)?.clear(),
      ready: (address) => {
        this.#ready(address);
        this.#ready(0);
      },
    });
  }

  #ready(address: number): void {
    for (const listener of [...this.#listeners]) listener(address);
  }
}
