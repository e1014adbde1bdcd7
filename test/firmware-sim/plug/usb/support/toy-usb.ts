import type { UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import {
  answerDescriptor,
  decodeSetup,
  describeFob,
  endpointsOf,
  type SetupPacket,
  type UsbDescription,
  UsbRequest,
} from '@fobkit/protocol';
import { DEVICE_ID } from '../../../../support/raw-host.ts';

export type ToyAnswer = Uint8Array | 'ack' | 'stall' | 'none';

const NONE = new Uint8Array(0);

/** A USB device without a fob in it: it answers what its description says and what a test sets. */
export class ToyUsb implements UsbPluggable {
  readonly description: UsbDescription;
  /** Requests in the order in which they came, with the bytes that came along. */
  readonly requests: { readonly setup: SetupPacket; readonly data: Uint8Array }[] = [];
  /** Packets that came on OUT endpoints. */
  readonly packets: { readonly endpoint: number; readonly bytes: Uint8Array }[] = [];
  resets = 0;
  /** Asked before the description; undefined leaves the answer to it. */
  answer: (setup: SetupPacket, data: Uint8Array) => ToyAnswer | undefined = () => undefined;
  /** What an OUT endpoint says to a packet. */
  accept: (endpoint: number, bytes: Uint8Array) => 'ack' | 'nak' | 'stall' | 'none' = () => 'ack';
  readonly #waiting = new Map<number, (Uint8Array | 'stall' | 'none')[]>();
  #control: { setup: SetupPacket; data: Uint8Array; answer: ToyAnswer; at: number } | undefined;
  #ready: ((address: number) => void)[] = [];
  #unplugged: (() => void)[] = [];

  constructor(description: UsbDescription = describeFob(TOY)) {
    this.description = description;
  }

  /** Puts something on an IN endpoint, by its address. */
  say(address: number, ...packets: readonly (Uint8Array | 'stall' | 'none')[]): void {
    const queue = this.#waiting.get(address) ?? [];
    this.#waiting.set(address, queue);
    queue.push(...packets);
    for (const ready of [...this.#ready]) ready(address);
  }

  /** Packets that nobody fetched yet. */
  unread(address: number): number {
    return this.#waiting.get(address)?.length ?? 0;
  }

  leave(): void {
    const told = this.#unplugged;
    this.#unplugged = [];
    this.#ready = [];
    for (const listener of told) listener();
  }

  plugInUsb(): UsbEnd {
    let plugged = true;
    this.#unplugged.push(() => (plugged = false));
    return {
      id: 1,
      description: this.description,
      get plugged() {
        return plugged;
      },
      busState: { address: 0, configuration: 0, halted: [], suspended: false, settings: [] },
      adopt: () => undefined,
      packetSize: (address) => {
        return endpointsOf(this.description).find((one) => one.address === address)?.maxPacketSize;
      },
      reset: () => {
        this.resets++;
      },
      suspend: () => undefined,
      resume: () => undefined,
      setup: (packet) => this.#setup(decodeSetup(packet)),
      in: (endpoint) => (endpoint === 0 ? this.#controlIn() : this.#next(endpoint | 0x80)),
      out: (endpoint, packet) => {
        if (endpoint === 0) return this.#controlOut(packet);
        const said = this.accept(endpoint, packet);
        if (said === 'ack') this.packets.push({ endpoint, bytes: packet.slice() });
        return said;
      },
      onReady: (listener) => {
        this.#ready.push(listener);
        return () => (this.#ready = this.#ready.filter((one) => one !== listener));
      },
      onUnplugged: (listener) => {
        this.#unplugged.push(listener);
        return () => (this.#unplugged = this.#unplugged.filter((one) => one !== listener));
      },
      unplug: () => {
        this.leave();
      },
    };
  }

  #next(address: number): Uint8Array | 'stall' | 'nak' | 'none' {
    return this.#waiting.get(address)?.shift() ?? 'nak';
  }

  #setup(setup: SetupPacket): 'ack' | 'none' {
    const wants = setup.direction === 'out' && setup.length > 0;
    const answer = wants ? 'ack' : this.#decide(setup, NONE);
    this.#control = { setup, data: NONE, answer, at: 0 };
    return answer === 'none' ? 'none' : 'ack';
  }

  #controlIn(): Uint8Array | 'stall' | 'none' {
    const control = this.#control;
    if (control === undefined) return 'stall';
    if (control.setup.direction === 'out' && control.setup.length > 0) {
      control.answer = this.#decide(control.setup, control.data);
    }
    const { answer, at } = control;
    if (typeof answer !== 'string') {
      control.at += this.description.device.maxPacketSize0;
      return answer.subarray(0, control.setup.length).subarray(at, control.at);
    }
    return answer === 'ack' ? NONE : answer;
  }

  #controlOut(packet: Uint8Array): 'ack' | 'stall' {
    if (this.#control === undefined) return 'stall';
    this.#control.data = Uint8Array.of(...this.#control.data, ...packet);
    return 'ack';
  }

  #decide(setup: SetupPacket, data: Uint8Array): ToyAnswer {
    this.requests.push({ setup, data });
    const answer = this.answer(setup, data);
    if (answer !== undefined) return answer;
    if (setup.direction === 'out') return 'ack';
    if (setup.request !== UsbRequest.GetDescriptor || setup.type !== 'standard') return 'stall';
    const { value, index } = setup;
    return answerDescriptor(this.description, value >> 8, value & 0xff, index) ?? 'stall';
  }
}

export const TOY = { deviceId: DEVICE_ID, firmwareVersion: '1.2.3' };
