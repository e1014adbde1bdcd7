import type {
  UsbBus,
  UsbEnd,
  UsbHandshake,
  UsbInAnswer,
  UsbPluggable,
} from '@fobkit/firmware-sim/plug';
import { answerDescriptor, decodeSetup, describeFob, UsbRequest } from '@fobkit/protocol';

/** What the double does when it is asked. */
export interface FakeBehaviour {
  /** Packets for the host, by endpoint address. */
  readonly inbox: Map<number, Uint8Array[]>;
  /** Makes packets for the host, by endpoint address, once those of the inbox are gone. */
  readonly source: Map<number, () => Uint8Array | undefined>;
  /** Endpoint addresses that stall. */
  readonly halted: Set<number>;
  /** Endpoint addresses without an answer. */
  readonly silent: Set<number>;
  /** OUT endpoints that say NAK. */
  readonly busy: Set<number>;
}

const NONE = new Uint8Array(0);

/** A USB function by hand: what is sent to endpoint n comes back on its IN endpoint by `echo`. */
export class FakeUsb implements UsbPluggable {
  readonly description;
  /** What happened on the bus, a word each: `reset`, `address 2`, `configure 1`, `out 3: 0102`. */
  readonly log: string[] = [];
  readonly behaviour: FakeBehaviour = {
    inbox: new Map(),
    source: new Map(),
    halted: new Set(),
    silent: new Set(),
    busy: new Set(),
  };
  /** OUT endpoints, by number, and the IN address on which their packets come back. */
  readonly echo = new Map([
    [0x01, 0x81],
    [0x03, 0x83],
    [0x04, 0x84],
  ]);
  #unplug: (() => void) | undefined;
  #ready: (address: number) => void = () => undefined;

  constructor(deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)) {
    this.description = describeFob({ deviceId, firmwareVersion: '1.2.3' });
  }

  get plugged(): boolean {
    return this.#unplug !== undefined;
  }

  /** Pulls it off its cable. */
  unplug(): void {
    this.#unplug?.();
  }

  /** A packet for the host. */
  say(address: number, packet: Uint8Array): void {
    const queue = this.behaviour.inbox.get(address) ?? [];
    this.behaviour.inbox.set(address, queue);
    queue.push(packet);
    this.#ready(address);
  }

  /** Something about an endpoint has changed. */
  ready(address: number): void {
    this.#ready(address);
  }

  plugInUsb(): UsbEnd {
    const listeners = new Set<() => void>();
    let plugged = true;
    const off = (): void => {
      if (!plugged) return;
      plugged = false;
      this.#unplug = undefined;
      for (const listener of listeners) listener();
    };
    this.#unplug = off;
    this.#ready = () => undefined;
    const setReady = (listener: (address: number) => void): void => {
      this.#ready = listener;
    };
    return {
      ...bus(this, setReady),
      description: this.description,
      id: 1,
      get plugged() {
        return plugged;
      },
      busState: { address: 0, configuration: 0, halted: [], suspended: false, settings: [] },
      adopt: () => undefined,
      onUnplugged: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      unplug: () => {
        listeners.clear();
        off();
      },
    };
  }
}

function bus(
  fake: FakeUsb,
  setReady: (listener: (address: number) => void) => void,
): Omit<UsbBus, 'description'> {
  const { log, behaviour } = fake;
  const pipe = new FakeControl(fake);
  return {
    packetSize: (address) => (address === 0x82 ? 16 : 64),
    reset: () => {
      log.push('reset');
      behaviour.halted.clear();
      behaviour.inbox.clear();
      pipe.reset();
    },
    suspend: () => undefined,
    resume: () => undefined,
    setup: (packet) => pipe.setup(packet),
    in: (endpoint): UsbInAnswer => {
      if (endpoint === 0) return pipe.in();
      const address = endpoint | 0x80;
      if (behaviour.silent.has(address) || endpoint > 4) return 'none';
      if (behaviour.halted.has(address)) return 'stall';
      const packet = behaviour.inbox.get(address)?.shift() ?? behaviour.source.get(address)?.();
      return packet ?? 'nak';
    },
    out: (endpoint, packet): UsbHandshake => {
      if (endpoint === 0) return pipe.out(packet);
      if (behaviour.silent.has(endpoint) || !fake.echo.has(endpoint)) return 'none';
      if (behaviour.halted.has(endpoint)) return 'stall';
      if (behaviour.busy.has(endpoint)) return 'nak';
      log.push(`out ${endpoint}: ${Buffer.from(packet).toString('hex')}`);
      const back = fake.echo.get(endpoint) ?? 0;
      if (back !== 0) fake.say(back, packet.slice());
      return 'ack';
    },
    onReady: (listener) => {
      setReady(listener);
      return () => {
        setReady(() => undefined);
      };
    },
  };
}

/** Descriptors, SET_ADDRESS, SET_CONFIGURATION and whatever class request goes to the fob. */
class FakeControl {
  readonly #fake: FakeUsb;
  readonly #descriptors = new Map<string, Uint8Array | undefined>();
  #configuration = 0;
  #answer: Uint8Array | 'stall' = 'stall';
  #setup = decodeSetup(new Uint8Array(8));

  constructor(fake: FakeUsb) {
    this.#fake = fake;
  }

  reset(): void {
    this.#configuration = 0;
    this.#answer = 'stall';
  }

  setup(packet: Uint8Array): UsbHandshake {
    if (this.#fake.behaviour.silent.has(0)) return 'none';
    this.#setup = decodeSetup(packet);
    this.#answer = this.#decide();
    return 'ack';
  }

  in(): UsbInAnswer {
    if (this.#answer === 'stall') return 'stall';
    const packet = this.#answer.slice(0, 64);
    this.#answer = this.#answer.slice(64);
    return packet;
  }

  out(packet: Uint8Array): UsbHandshake {
    if (this.#answer === 'stall') return 'stall';
    if (packet.length > 0) this.#fake.log.push(`data ${Buffer.from(packet).toString('hex')}`);
    return 'ack';
  }

  #descriptor(value: number, index: number): Uint8Array | undefined {
    const key = `${value} ${index}`;
    if (!this.#descriptors.has(key)) {
      const { description } = this.#fake;
      this.#descriptors.set(key, answerDescriptor(description, value >>> 8, value & 0xff, index));
    }
    return this.#descriptors.get(key);
  }

  #decide(): Uint8Array | 'stall' {
    const { direction, type, request, value, index, length } = this.#setup;
    if (type === 'class' && direction === 'out') {
      this.#fake.log.push(`class ${request} ${value}`);
      return NONE;
    }
    if (type !== 'standard') return 'stall';
    switch (request) {
      case UsbRequest.GetDescriptor: {
        return this.#descriptor(value, index)?.slice(0, length) ?? 'stall';
      }
      case UsbRequest.SetAddress:
        this.#fake.log.push(`address ${value}`);
        return NONE;
      case UsbRequest.SetConfiguration:
        if (value > 1) return 'stall';
        this.#configuration = value;
        this.#fake.log.push(`configure ${value}`);
        return NONE;
      case UsbRequest.GetConfiguration:
        return Uint8Array.of(this.#configuration);
      case UsbRequest.GetInterface:
        return Uint8Array.of(0);
      case UsbRequest.SetInterface:
        return value === 0 ? NONE : 'stall';
      default:
        return 'stall';
    }
  }
}
