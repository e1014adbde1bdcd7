import {
  type ActionProof,
  type ConnectOptions,
  delay,
  type Device,
  type HostClock,
  type Reading,
  type ReadingOf,
  RealFobRig,
  type Rig,
  type RigCapability,
  RigError,
  type Secret,
} from '@fobkit/client';
import type { RigAction, RigLcd } from '@fobkit/protocol';
import { doAction } from './bench-action.ts';
import { benchLacks } from './bench-lacking.ts';
import type { PortParts } from './port-parts.ts';
import { readAtPort } from './read-at-port.ts';
import { readLcd } from './read-lcd.ts';

/** What a bench gives a rig to live with. */
export interface BenchRigOptions {
  readonly benchName: string;
  readonly parts: PortParts;
  readonly factoryKey: Secret | undefined;
  /** What was read back when the rig was taken. */
  readonly taken: ActionProof;
  /** Throws RigError when the instruments are not this run's any more. */
  readonly mustHold: () => void;
  /** Brings the port into its safe state, and lets go of it. */
  readonly letGo: () => Promise<ActionProof>;
}

/** A fob in a port of a bench, and the instruments around it. */
export class BenchRig extends RealFobRig implements Rig {
  readonly name: string;
  readonly deviceId: string;
  readonly clock: HostClock;
  readonly port: string;
  readonly taken: ActionProof;
  readonly #options: BenchRigOptions;
  #closing: Promise<ActionProof> | undefined;

  constructor(options: BenchRigOptions) {
    super();
    const { benchName, parts } = options;
    this.#options = options;
    this.name = `bench ${benchName}`;
    this.deviceId = parts.tools.port.deviceId;
    this.clock = parts.tools.clock;
    this.port = parts.tools.port.name;
    this.taken = options.taken;
  }

  /** Its fob type, by the bench file. */
  get profile(): string {
    return this.#options.parts.tools.port.profile;
  }

  /** Whether a person is asked to press, since no relay lies across the button. */
  get pressedByHand(): boolean {
    return this.#options.parts.button === undefined;
  }

  lacks(capability: RigCapability): string | undefined {
    const { factoryKey, parts } = this.#options;
    return benchLacks(capability, {
      port: parts.tools.port,
      hasPerson: parts.person !== undefined,
      hasFactoryKey: factoryKey !== undefined,
    });
  }

  async act(action: RigAction, signal?: AbortSignal): Promise<ActionProof> {
    this.#need(action.action);
    signal?.throwIfAborted();
    return doAction(this.#options.parts, action, signal);
  }

  async wait(seconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await delay(this.clock, Math.max(0, seconds * 1000), signal);
    this.#options.mustHold();
  }

  async read(what: ReadingOf): Promise<Reading> {
    this.#mustBeOpen();
    return readAtPort(this.#options.parts, what);
  }

  async connect(options?: ConnectOptions): Promise<Device> {
    this.#need('wire');
    return this.#options.parts.tools.probe.connect(options);
  }

  factoryKey(): Promise<Secret> {
    const { factoryKey } = this.#options;
    if (factoryKey !== undefined) return Promise.resolve(factoryKey);
    return this.cannot('factory-key');
  }

  async lcd(signal?: AbortSignal): Promise<RigLcd> {
    this.#need('lcd');
    return readLcd(this.#options.parts, signal);
  }

  close(): Promise<ActionProof> {
    this.#closing ??= this.#options.letGo();
    return this.#closing;
  }

  #need(capability: RigCapability): void {
    const lack = this.lacks(capability);
    if (lack !== undefined) throw new RigError('lacking', lack);
    this.#mustBeOpen();
  }

  #mustBeOpen(): void {
    if (this.#closing !== undefined) throw new RigError('contact', `${this.name} was let go of`);
    this.#options.mustHold();
  }
}
