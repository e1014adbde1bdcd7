import {
  type ActionProof,
  type Device,
  type FaultData,
  type FaultProof,
  FobDevice,
  type HostClock,
  type HostEnv,
  type Link,
  Listeners,
  type Reading,
  type ReadingOf,
  type Rig,
  type RigCapability,
  RigError,
  Secret,
  type ConnectOptions,
} from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import {
  checkFault,
  type Fob,
  lcdOf,
  pictureOf,
  restoreFob,
  takeSnapshot,
  visibleNoted,
} from '@fobkit/firmware-sim';
import { type RigAction, type RigEvent, type RigLcd, toHex, UsageError } from '@fobkit/protocol';
import { FobLink } from '../fob-link.ts';
import { turn } from '../turn.ts';
import { doAction, ticksOfSeconds } from './do-action.ts';
import type { SharedTime } from './fob-world.ts';
import { lackOf } from './lacking.ts';
import { proofOf, proofOfFault } from './proof.ts';
import { readingOf, seenOf } from './seen.ts';

/** World time between two looks at the signal of one who waits: a month, in ticks. */
const SPAN_TICKS = ticksOfSeconds(30 * 86_400);

/** What such a rig is called in records: its runs can be had once more to the byte. */
export const IN_PROCESS = 'emulated in process';

export interface InProcessRigParts {
  readonly fob: Fob;
  readonly time: SharedTime;
  /** Among the fobs of that time. */
  readonly name: string;
  readonly randomBytes: HostEnv['randomBytes'];
  readonly tap?: InProcessTap | undefined;
}

/** Sees what passes over a link, with the world's clock beside it. */
export type InProcessTap = (link: Link, clock: HostClock) => Link;

/** An emulated fob in this process. World time stands still until somebody waits. */
export class InProcessRig implements Rig {
  readonly kind = 'emulated';
  readonly name = IN_PROCESS;
  readonly deviceId: string;
  readonly clock: HostClock;
  readonly #time: SharedTime;
  readonly #name: string;
  readonly #env: HostEnv;
  readonly #link: FobLink;
  readonly #tapped: Link;
  readonly #events = new Listeners<RigEvent>();
  readonly #listening = new Set<() => void>();
  #fob: Fob;
  #leave: (() => void) | undefined;

  constructor({ fob, time, name, randomBytes, tap }: InProcessRigParts) {
    this.deviceId = toHex(fob.identity.deviceId);
    this.clock = time.clock;
    this.#time = time;
    this.#name = name;
    this.#env = { clock: time.clock, randomBytes, primitives: nodePrimitives };
    this.#link = new FobLink(fob);
    this.#tapped = tap === undefined ? this.#link : tap(this.#link, time.clock);
    this.#fob = fob;
    time.add(name, fob);
  }

  /** The fob itself; another one after `restore`. */
  get fob(): Fob {
    return this.#fob;
  }

  lacks(capability: RigCapability): string | undefined {
    return lackOf(this.#fob.profile, capability);
  }

  async act(action: RigAction): Promise<ActionProof> {
    await Promise.resolve();
    this.#need(action.action);
    let closings = 0;
    const leave = this.#fob.observe((noted) => {
      if (noted.kind === 'button' && noted.down) closings++;
    });
    const hand = {
      fob: this.#fob,
      pass: (ticks: number): void => {
        this.#time.pass(ticks);
      },
      replug: (): void => {
        this.#link.replug();
      },
    };
    try {
      doAction(action, hand);
    } finally {
      leave();
    }
    return proofOf(action, seenOf(this.#fob, this.#link.plugged), { closings });
  }

  async wait(seconds: number, signal?: AbortSignal): Promise<void> {
    let left = ticksOfSeconds(seconds);
    while (left > 0) {
      signal?.throwIfAborted();
      const span = Math.min(left, SPAN_TICKS);
      this.#time.pass(span);
      left -= span;
      if (left > 0) await turn();
    }
  }

  async read(what: ReadingOf): Promise<Reading> {
    await Promise.resolve();
    const reading = readingOf(what, seenOf(this.#fob, this.#link.plugged));
    return { ...reading, unixMs: this.clock.unixMs() };
  }

  async connect(options: ConnectOptions = {}): Promise<Device> {
    this.#need('wire');
    return FobDevice.connect(this.#tapped, this.#env, options);
  }

  async factoryKey(): Promise<Secret> {
    await Promise.resolve();
    this.#need('factory-key');
    return new Secret(this.#fob.identity.factoryKey);
  }

  async lcd(): Promise<RigLcd> {
    await Promise.resolve();
    return lcdOf(this.#fob);
  }

  async picture(): Promise<string> {
    await Promise.resolve();
    return pictureOf(this.#fob, 'front');
  }

  async armFault(fault: FaultData): Promise<FaultProof> {
    await Promise.resolve();
    return refusing(() => proofOfFault(this.#fob.faults.arm(checkFault(fault))));
  }

  async clearFault(id: string): Promise<FaultProof> {
    await Promise.resolve();
    return refusing(() => proofOfFault(this.#fob.faults.clear(id)));
  }

  async faults(): Promise<readonly FaultProof[]> {
    await Promise.resolve();
    return this.#fob.faults.report().map(proofOfFault);
  }

  async snapshot(): Promise<string> {
    await Promise.resolve();
    return refusing(() => takeSnapshot(this.#fob));
  }

  /** The fob of the snapshot is on its wires, wherever it was. World time is the snapshot's. */
  async restore(snapshot: string): Promise<void> {
    const fob = refusing(() => restoreFob(snapshot, nodePrimitives, this.#fob.makeProgram));
    const deviceId = toHex(fob.identity.deviceId);
    if (deviceId !== this.deviceId) {
      throw new RigError('refused', `snapshot of the fob ${deviceId}, not of ${this.deviceId}`);
    }
    await this.#link.replace(fob);
    this.#fob = fob;
    this.#time.replace(this.#name, fob);
    if (this.#leave !== undefined) this.#watch();
  }

  onEvent(listener: (event: RigEvent) => void): () => void {
    if (this.#leave === undefined) this.#watch();
    const leave = this.#events.add(listener);
    this.#listening.add(leave);
    return () => {
      leave();
      this.#listening.delete(leave);
      if (this.#listening.size === 0) this.#ignore();
    };
  }

  async close(): Promise<ActionProof> {
    this.#ignore();
    await this.#link.close();
    this.#time.leave(this.#name);
    return { evidence: 'the emulated fob is gone', readings: [] };
  }

  /** Nobody pays for events that nobody hears. */
  #watch(): void {
    const { deviceId } = this;
    const fob = this.#fob;
    this.#leave = fob.observe((noted) => {
      this.#events.emit({ deviceId, ...visibleNoted(fob, noted) });
    });
  }

  #ignore(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  #need(capability: RigCapability): void {
    const lack = this.lacks(capability);
    if (lack !== undefined) throw new RigError('lacking', lack);
  }
}

/** What the emulator refuses, the rig does. */
function refusing<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RigError('refused', error.message, { cause: error });
  }
}
