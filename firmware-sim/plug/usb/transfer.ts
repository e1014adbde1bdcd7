import type { UsbBus, UsbHandshake } from '../../hardware/usb/usb-bus.ts';
import type { Urb, UrbResult, UrbStatus } from './urb.ts';

/** A transfer as a host controller carries it out, packet by packet. */
export interface Transfer {
  /** Goes on until the function says NAK (undefined) or the transfer has ended. */
  run(bus: UsbBus): UrbResult | undefined;
  /** How it stands when it is ended from outside. */
  ended(status: UrbStatus): UrbResult;
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** @param packetSize Of the endpoint, in bytes. */
export function transferOf(urb: Urb, packetSize: number): Transfer {
  if (urb.setup !== undefined) return new ControlTransfer(urb, urb.setup, packetSize);
  const number = urb.endpoint & 0x0f;
  return (urb.endpoint & 0x80) === 0
    ? new OutTransfer(number, urb, packetSize)
    : new InTransfer(number, urb, packetSize);
}

function failed(answer: Exclude<UsbHandshake, 'ack' | 'nak'>): UrbStatus {
  return answer === 'stall' ? 'stall' : 'no-answer';
}

/** Packets from the function until one is short or the room is full (USB 2.0 §5.8.3). */
class InTransfer implements Transfer {
  readonly #number: number;
  readonly #packetSize: number;
  readonly #room: number;
  readonly #shortNotOk: boolean;
  readonly #chunks: Uint8Array[] = [];
  #received = 0;

  constructor(number: number, { length, shortNotOk = false }: Urb, packetSize: number) {
    this.#number = number;
    this.#packetSize = packetSize;
    this.#room = length;
    this.#shortNotOk = shortNotOk;
  }

  run(bus: UsbBus): UrbResult | undefined {
    for (;;) {
      const answer = bus.in(this.#number);
      if (answer === 'nak') return undefined;
      if (typeof answer === 'string') return this.ended(failed(answer));
      const left = this.#room - this.#received;
      this.#chunks.push(answer.subarray(0, left));
      this.#received += Math.min(answer.length, left);
      if (answer.length > left) return this.ended('overflow');
      if (this.#received === this.#room) return this.ended('ok');
      if (answer.length < this.#packetSize) return this.ended(this.#shortNotOk ? 'short' : 'ok');
    }
  }

  ended(status: UrbStatus): UrbResult {
    return { status, data: joined(this.#chunks), actualLength: this.#received };
  }
}

/** The host's bytes in packets, of which only the last may be short. */
class OutTransfer implements Transfer {
  readonly #number: number;
  readonly #packetSize: number;
  readonly #data: Uint8Array;
  readonly #zeroPacket: boolean;
  #sent = 0;
  #ending: boolean;

  constructor(number: number, { data, zeroPacket = false }: Urb, packetSize: number) {
    this.#number = number;
    this.#packetSize = packetSize;
    this.#data = data;
    this.#zeroPacket = zeroPacket && data.length > 0 && data.length % packetSize === 0;
    // A transfer without bytes is one empty packet.
    this.#ending = data.length === 0;
  }

  run(bus: UsbBus): UrbResult | undefined {
    while (this.#sent < this.#data.length || this.#ending || this.#zeroPacket) {
      const packet = this.#data.subarray(this.#sent, this.#sent + this.#packetSize);
      const answer = bus.out(this.#number, packet);
      if (answer === 'nak') return undefined;
      if (answer !== 'ack') return this.ended(failed(answer));
      this.#sent += packet.length;
      if (packet.length === 0) return this.ended('ok');
      if (this.#sent === this.#data.length && !this.#zeroPacket) return this.ended('ok');
    }
    return this.ended('ok');
  }

  ended(status: UrbStatus): UrbResult {
    return { status, data: NOTHING, actualLength: this.#sent };
  }
}

/** SETUP, data and status stage (USB 2.0 §8.5.3). */
class ControlTransfer implements Transfer {
  readonly #setup: Uint8Array;
  readonly #data: InTransfer | OutTransfer | undefined;
  readonly #statusIn: boolean;
  #stage: 'setup' | 'data' | 'status' = 'setup';
  #result: UrbResult = { status: 'ok', data: NOTHING, actualLength: 0 };

  constructor(urb: Urb, setup: Uint8Array, packetSize: number) {
    this.#setup = setup;
    const wanted = (setup[6] ?? 0) | ((setup[7] ?? 0) << 8);
    const fromFob = ((setup[0] ?? 0) & 0x80) !== 0;
    this.#statusIn = !fromFob || wanted === 0;
    if (wanted > 0 && fromFob) {
      this.#data = new InTransfer(0, { ...urb, length: Math.min(wanted, urb.length) }, packetSize);
    } else if (wanted > 0 && urb.data.length > 0) {
      const data = urb.data.subarray(0, wanted);
      this.#data = new OutTransfer(0, { ...urb, data, zeroPacket: false }, packetSize);
    }
  }

  run(bus: UsbBus): UrbResult | undefined {
    if (this.#stage === 'setup') {
      const answer = bus.setup(this.#setup);
      if (answer === 'nak') return undefined;
      if (answer !== 'ack') return this.ended(failed(answer));
      this.#stage = 'data';
    }
    if (this.#stage === 'data' && this.#data !== undefined) {
      const result = this.#data.run(bus);
      if (result === undefined) return undefined;
      this.#result = result;
      if (result.status !== 'ok') return result;
    }
    this.#stage = 'status';
    const answer = this.#statusIn ? bus.in(0) : bus.out(0, NOTHING);
    if (answer === 'nak') return undefined;
    if (typeof answer === 'string' && answer !== 'ack') return this.ended(failed(answer));
    return this.#result;
  }

  ended(status: UrbStatus): UrbResult {
    const { data, actualLength } = this.#data?.ended(status) ?? this.#result;
    return { status, data, actualLength };
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first === undefined) return NOTHING;
  if (chunks.length === 1) return first;
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
