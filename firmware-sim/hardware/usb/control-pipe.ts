import { decodeSetup, SETUP_LENGTH, type SetupPacket } from '@fobkit/protocol';
import type { ControlAnswer } from './class-function.ts';
import type { UsbHandshake, UsbInAnswer } from './usb-bus.ts';

/** The largest data stage from a host that the chip has memory for. */
const ROOM = 512;

const NOTHING: Uint8Array = new Uint8Array(0);

type Stage =
  | { readonly name: 'idle' }
  | { readonly name: 'stalled' }
  | {
      readonly name: 'send';
      readonly bytes: Uint8Array;
      at: number;
      readonly wanted: number;
      ended: boolean;
    }
  | {
      readonly name: 'receive';
      readonly setup: SetupPacket;
      readonly bytes: Uint8Array;
      at: number;
    }
  | { readonly name: 'status-in'; readonly setup: SetupPacket }
  | { readonly name: 'status-out' };

export interface ControlHooks {
  /** What the device makes of a request, `data` being what came with it. */
  answer(setup: SetupPacket, data: Uint8Array): ControlAnswer;
  /** The status stage of a request is through: an address holds from here on. */
  finished(setup: SetupPacket): void;
}

/**
 * Endpoint 0: SETUP, data and status stages (USB 2.0 §8.5.3). A SETUP always begins anew; what the
 * device refuses stalls until the next one.
 */
export class ControlPipe {
  readonly #packetSize: number;
  readonly #hooks: ControlHooks;
  #stage: Stage = { name: 'idle' };

  constructor(packetSize: number, hooks: ControlHooks) {
    this.#packetSize = packetSize;
    this.#hooks = hooks;
  }

  reset(): void {
    this.#stage = { name: 'idle' };
  }

  setup(packet: Uint8Array): UsbHandshake {
    // A damaged SETUP is not answered at all.
    if (packet.length !== SETUP_LENGTH) return 'none';
    const setup = decodeSetup(packet);
    if (setup.direction === 'out' && setup.length > 0) this.#await(setup);
    else this.#decide(setup, NOTHING);
    return 'ack';
  }

  in(): UsbInAnswer {
    const stage = this.#stage;
    switch (stage.name) {
      case 'send':
        return this.#nextPacket(stage);
      case 'status-in':
        this.#stage = { name: 'idle' };
        this.#hooks.finished(stage.setup);
        return NOTHING;
      case 'receive':
        // The host has said all, or less than it announced, and asks how it went.
        this.#decide(stage.setup, stage.bytes.subarray(0, stage.at));
        return this.#stage === stage ? 'nak' : this.in();
      case 'idle':
      case 'stalled':
      case 'status-out':
        return 'stall';
    }
  }

  out(packet: Uint8Array): UsbHandshake {
    const stage = this.#stage;
    switch (stage.name) {
      case 'receive':
        return this.#receive(stage, packet);
      // The host may take fewer bytes than there are and close with its status at once.
      case 'send':
      case 'status-out':
        if (packet.length > 0) return this.#stall();
        this.#stage = { name: 'idle' };
        return 'ack';
      case 'idle':
      case 'stalled':
      case 'status-in':
        return 'stall';
    }
  }

  #await(setup: SetupPacket): void {
    this.#stage =
      setup.length > ROOM
        ? { name: 'stalled' }
        : { name: 'receive', setup, bytes: new Uint8Array(setup.length), at: 0 };
  }

  #decide(setup: SetupPacket, data: Uint8Array): void {
    const answer = this.#hooks.answer(setup, data);
    if (answer === 'wait') return;
    if (answer === 'stall') this.#stage = { name: 'stalled' };
    else if (setup.direction === 'in' && setup.length > 0) {
      const bytes = answer === 'ack' ? NOTHING : answer.subarray(0, setup.length);
      this.#stage = { name: 'send', bytes, at: 0, wanted: setup.length, ended: false };
    } else this.#stage = { name: 'status-in', setup };
  }

  /** Fewer bytes than were asked for end with a short packet, an empty one if need be (§5.5.3). */
  #nextPacket(stage: Stage & { name: 'send' }): UsbInAnswer {
    if (stage.ended) return 'stall';
    const packet = stage.bytes.subarray(stage.at, stage.at + this.#packetSize);
    stage.at += packet.length;
    stage.ended = packet.length < this.#packetSize || stage.at >= stage.wanted;
    if (stage.ended) this.#stage = { name: 'status-out' };
    return packet;
  }

  #receive(stage: Stage & { name: 'receive' }, packet: Uint8Array): UsbHandshake {
    if (packet.length > this.#packetSize || packet.length > stage.bytes.length - stage.at) {
      return this.#stall();
    }
    stage.bytes.set(packet, stage.at);
    stage.at += packet.length;
    const whole = stage.at === stage.bytes.length || packet.length < this.#packetSize;
    if (whole) this.#decide(stage.setup, stage.bytes.subarray(0, stage.at));
    return 'ack';
  }

  #stall(): UsbHandshake {
    this.#stage = { name: 'stalled' };
    return 'stall';
  }
}
