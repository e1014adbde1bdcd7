import {
  type ActionProof,
  type ConnectOptions,
  delay,
  type Device,
  type HostEnv,
  type Link,
  type Reading,
  type ReadingOf,
  readingOfStatus,
  RealFobRig,
  type Rig,
  type RigCapability,
  RigError,
  type Secret,
  TransportError,
} from '@fobkit/client';
import { OneLink } from '@fobkit/emulator';
import { type FobInfo, type RigAction, type RigLcd, toHex } from '@fobkit/protocol';
import type { Hand } from './hand.ts';

export interface DeviceRigOptions {
  readonly link: Link;
  readonly env: HostEnv;
  readonly hand?: Hand | undefined;
  /** The transport key, by what the fob tells; absent when none was given. */
  readonly factoryKey?: ((info: FobInfo) => Promise<Secret>) | undefined;
}

/** What a person can be asked for. */
const BY_HAND: ReadonlySet<RigCapability> = new Set(['press', 'hold', 'lcd', 'unplug', 'replug']);

/** A real fob on its link alone: no instruments, and a person where one sits at the terminal. */
export class DeviceRig extends RealFobRig implements Rig {
  readonly name: string;
  readonly deviceId: string;
  readonly clock: HostEnv['clock'];
  readonly #options: DeviceRigOptions;
  readonly #link: OneLink;

  private constructor(options: DeviceRigOptions, link: OneLink, deviceId: string) {
    super();
    this.name = `fob at ${link.url}`;
    this.deviceId = deviceId;
    this.clock = options.env.clock;
    this.#options = options;
    this.#link = link;
  }

  /** Asks who is there. Rejects with `RigError`: `contact` when nobody answers. */
  static async take(options: DeviceRigOptions): Promise<DeviceRig> {
    const link = new OneLink(options.link, options.env);
    const deviceId = await contacted(() => link.ask((fob) => Promise.resolve(fob.deviceId)));
    return new DeviceRig(options, link, toHex(deviceId));
  }

  lacks(capability: RigCapability): string | undefined {
    if (capability === 'wire') return undefined;
    if (capability === 'factory-key') {
      return this.#options.factoryKey === undefined
        ? 'no transport key of the fob was given: --batch-key-file'
        : undefined;
    }
    if (!BY_HAND.has(capability)) return 'a bare fob has no instrument for that';
    return this.#options.hand === undefined ? 'nobody sits at the terminal to do it' : undefined;
  }

  async act(action: RigAction): Promise<ActionProof> {
    const hand = this.#handFor(action.action);
    switch (action.action) {
      case 'press':
        return this.#pressed(() => hand.asked('Press the button once'));
      case 'hold': {
        const seconds = String(action.seconds ?? 0);
        return this.#pressed(() => hand.asked(`Hold the button for ${seconds} s, and let go`));
      }
      case 'unplug':
        await hand.asked('Pull the fob off');
        return { evidence: 'a person says that the fob is off', readings: [] };
      default:
        await hand.asked('Plug the fob in again');
        return { evidence: 'a person says that the fob is on', readings: [] };
    }
  }

  async wait(seconds: number, signal?: AbortSignal): Promise<void> {
    await delay(this.clock, seconds * 1000, signal);
  }

  read(what: ReadingOf): Promise<Reading> {
    return contacted(async () => {
      const status = await this.#link.ask((fob) => fob.getStatus());
      return readingOfStatus(what, status, this.clock.unixMs());
    });
  }

  async connect(options?: ConnectOptions): Promise<Device> {
    const device = await this.#link.connect(options);
    if (toHex(device.deviceId) === this.deviceId) return device;
    await device.close();
    throw new RigError('contact', `another fob is at ${this.#link.url}: ${toHex(device.deviceId)}`);
  }

  factoryKey(): Promise<Secret> {
    const { factoryKey } = this.#options;
    if (factoryKey === undefined) return this.cannot('factory-key');
    return contacted(async () => factoryKey(await this.#link.ask((fob) => fob.getInfo())));
  }

  async lcd(): Promise<RigLcd> {
    const text = await this.#handFor('lcd').typed();
    const rows = text === undefined ? [] : [text];
    return { deviceId: this.deviceId, on: text !== undefined, rows, masked: false };
  }

  close(): Promise<ActionProof> {
    return Promise.resolve({ evidence: 'there are no instruments to switch off', readings: [] });
  }

  /** A push counts when the fob counts it: what a person says is no measurement. */
  async #pressed(push: () => Promise<void>): Promise<ActionProof> {
    const before = await this.#presses();
    await push();
    const after = await this.#presses();
    if (before === undefined || after === undefined) {
      return { evidence: 'a person says that the button was pushed', readings: [] };
    }
    const evidence = `the fob counted ${String(after.value - before.value)} more`;
    if (after.value > before.value) return { evidence, readings: [after] };
    throw new RigError('unproven', evidence);
  }

  async #presses(): Promise<Reading | undefined> {
    try {
      return await this.read('presses');
    } catch (error) {
      if (error instanceof RigError && error.code === 'contact') return undefined;
      throw error;
    }
  }

  #handFor(capability: RigCapability): Hand {
    const lack = this.lacks(capability);
    const { hand } = this.#options;
    if (lack === undefined && hand !== undefined) return hand;
    throw new RigError('lacking', lack ?? `nobody is here for ${capability}`);
  }
}

/** That the fob does not answer an instrument's question is lost contact, not its verdict. */
async function contacted<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new RigError('contact', error.message, { cause: error });
  }
}
