import { setImmediate } from 'node:timers/promises';
import { FobDevice, type Link, ticksOfUnixMs } from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import { Fob, FobLink, profileOf, seededBytes, type World, WorldClock } from '@fobkit/emulator';
import { batchKeyId, equalBytes, Secret, toHex } from '@fobkit/protocol';
import type { PortEvent, PortSource, StationPort } from '../../../../host/station/run/port.ts';
import type { BatchKeys } from '../../../../host/station/unit/transport-keys.ts';

const TURNS = 4;

const START = '2027-01-01T00:00:00Z';

/** Emulated fobs on one world time, and the station's ports that they are plugged into. */
export class Yard implements World {
  readonly fobs: YardFob[] = [];
  readonly clock: WorldClock;
  readonly env;
  readonly batchKey: Uint8Array;
  readonly ports = new ManualPorts();
  /** Before that of its first fob's chip. */
  number = 0;
  #worldTicks = ticksOfUnixMs(Date.parse(START));

  constructor(seed = 1) {
    const randomBytes = seededBytes(nodePrimitives, seed);
    this.clock = new WorldClock(this, { autoAdvance: true, idle: severalTurns });
    this.env = { clock: this.clock, randomBytes, primitives: nodePrimitives };
    this.batchKey = randomBytes(32);
  }

  get worldTicks(): number {
    return this.#worldTicks;
  }

  get nextEventTicks(): number {
    const next = Math.min(Infinity, ...this.fobs.map(({ fob }) => fob.nextEventTicks));
    return Math.max(next, this.#worldTicks + 1);
  }

  get keys(): BatchKeys {
    const id = batchKeyId(nodePrimitives, this.batchKey);
    return {
      find: (asked) =>
        Promise.resolve(equalBytes(asked, id) ? new Secret(this.batchKey) : undefined),
    };
  }

  advanceTo(worldTicks: number): void {
    this.#worldTicks = Math.max(this.#worldTicks, worldTicks);
    for (const { fob } of this.fobs) fob.advanceTo(worldTicks);
  }

  pass(seconds: number): void {
    this.clock.advanceTo(this.#worldTicks + Math.round(seconds * 32_768));
  }

  /** A new blank fob, at a port of its own. */
  fob(options: FobOptions = {}): YardFob {
    const made = new YardFob(this, this.fobs.length + 1, options);
    this.fobs.push(made);
    return made;
  }
}

export interface FobOptions {
  readonly profile?: string;
  readonly deviceId?: Uint8Array;
  readonly batchKey?: Uint8Array;
}

export class YardFob {
  readonly fob: Fob;
  readonly deviceId: string;
  readonly #link: FobLink;
  readonly #yard: Yard;
  /** Between the client and the fob: what a test breaks. */
  around: (link: Link) => Link = (link) => link;
  readonly port: StationPort;

  constructor(yard: Yard, number: number, options: FobOptions) {
    const { profile = 'generic', deviceId, batchKey = yard.batchKey } = options;
    this.#yard = yard;
    this.fob = new Fob({
      profile: profileOf(profile),
      deviceId: deviceId ?? chipOf(yard.number + number),
      batchKey,
      worldTicks: yard.worldTicks,
      seed: number,
      crypto: nodePrimitives,
    });
    this.deviceId = toHex(this.fob.identity.deviceId);
    this.#link = new FobLink(this.fob);
    this.port = {
      name: `port-${String(number)}`,
      connect: (signal) => FobDevice.connect(this.link, yard.env, { signal }),
    };
  }

  /** Its way for a client of one's own. */
  get link(): Link {
    return this.around(this.#link);
  }

  /** The hand plugs it in, and the station hears of it. */
  plugIn(): void {
    this.#link.replug();
    this.#yard.ports.tell({ kind: 'arrived', port: this.port });
  }

  pull(): void {
    this.fob.unplug();
    this.#yard.ports.tell({ kind: 'left', port: this.port.name });
  }

  /** Without power it forgets the time. */
  cutPower(): void {
    this.fob.unplug();
    this.fob.removeCell();
    this.fob.insertCell();
  }

  replug(): void {
    this.#link.replug();
  }
}

function chipOf(number: number): Uint8Array {
  return Uint8Array.of(0xf0, 0xb1, 0, 0, 0, 0, number >> 8, number & 0xff);
}

/** Ports that a test speaks for. */
export class ManualPorts implements PortSource {
  readonly #past: PortEvent[] = [];
  #wake = Promise.withResolvers<undefined>();
  #from = 0;

  tell(event: PortEvent): void {
    this.#past.push(event);
    this.#wake.resolve(undefined);
  }

  /** A new run sees only what happens from now on. */
  forget(): void {
    this.#from = this.#past.length;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<PortEvent> {
    const ended = Promise.withResolvers<undefined>();
    signal.addEventListener('abort', () => {
      ended.resolve(undefined);
    });
    for (let at = this.#from; ; at++) {
      while (this.#past[at] === undefined) {
        this.#wake = Promise.withResolvers();
        await Promise.race([this.#wake.promise, ended.promise]);
        if (signal.aborted) return;
      }
      const event = this.#past[at];
      if (event !== undefined) yield event;
    }
  }
}

/** A transaction of a database takes more than one turn. */
async function severalTurns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await setImmediate();
}
