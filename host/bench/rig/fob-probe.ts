import {
  type ConnectOptions,
  delay,
  type Device,
  FobDevice,
  RequestTimeoutError,
  RigError,
} from '@fobkit/client';
import { type DisplayReading, type FobInfo, type FobStatus, toHex } from '@fobkit/protocol';
import type { BenchPort, Tolerances } from '../bench-file/bench.ts';
import type { BenchEnv } from '../instrument/bench-env.ts';
import { faultLine } from '@fobkit/store/yaml';

/** How long a fob that may be dead is waited for, and how often it is asked. */
const ASK_MS = 400;
const ASK: ConnectOptions = { timeoutMs: ASK_MS, resends: 1 };
const AGAIN_MS = 100;

/**
 * Asks the fob of a port what it knows of itself: over the link that the run has open, or else over
 * one that is opened for the question. A fob that does not answer is nobody's fault here.
 */
export class FobProbe {
  readonly #env: BenchEnv;
  readonly #port: BenchPort;
  readonly #bootMs: number;
  /** What the run was given, open or closed by it. */
  #given: FobDevice | undefined;

  constructor(env: BenchEnv, port: BenchPort, tolerances: Tolerances) {
    this.#env = env;
    this.#port = port;
    this.#bootMs = tolerances.bootMs;
  }

  /** For the run, which closes it. */
  async connect(options: ConnectOptions = {}): Promise<Device> {
    const device = await this.#open(options);
    this.#given = device instanceof FobDevice ? device : undefined;
    return device;
  }

  /**
   * Waits until the fob answers, and looks whether it is the one that the bench file names. Rejects
   * with RigError `contact` when it does not answer, or another one does.
   */
  async identify(signal?: AbortSignal): Promise<FobInfo> {
    const { clock } = this.#env.host;
    const until = clock.now() + this.#bootMs;
    for (;;) {
      try {
        return await this.#with((fob) => fob.getInfo());
      } catch (error) {
        if (error instanceof RigError) throw error;
        if (clock.now() >= until) throw this.#silent(error);
        await delay(clock, AGAIN_MS, signal);
      }
    }
  }

  /** Undefined when the fob has no wire, or does not answer. */
  status(): Promise<FobStatus | undefined> {
    return this.#answer((fob) => fob.getStatus({ timeoutMs: ASK_MS }));
  }

  /** The same of a fob that has just got power: it has the time of a boot to answer. */
  async statusWhenUp(): Promise<FobStatus | undefined> {
    if (this.#port.link === undefined) return undefined;
    const { clock } = this.#env.host;
    const until = clock.now() + this.#bootMs;
    for (;;) {
      const status = await this.status();
      if (status !== undefined || clock.now() >= until) return status;
      await delay(clock, AGAIN_MS);
    }
  }

  /** What its firmware has the LCD show; undefined when it does not answer. */
  display(): Promise<DisplayReading | undefined> {
    return this.#answer((fob) => fob.readDisplay({ timeoutMs: ASK_MS }));
  }

  /** Undefined when it does not answer. */
  info(): Promise<FobInfo | undefined> {
    return this.#answer((fob) => fob.getInfo({ timeoutMs: ASK_MS }));
  }

  async #answer<T>(ask: (fob: FobDevice) => Promise<T>): Promise<T | undefined> {
    if (this.#port.link === undefined) return undefined;
    try {
      return await this.#with(ask);
    } catch (error) {
      // Another fob in its place is no silence.
      if (error instanceof RigError) throw error;
      return undefined;
    }
  }

  async #with<T>(ask: (fob: FobDevice) => Promise<T>): Promise<T> {
    if (this.#given !== undefined) {
      try {
        return await ask(this.#given);
      } catch (error) {
        // On an open link the fob is silent; one that is closed or lost can be opened anew.
        if (error instanceof RequestTimeoutError) throw error;
      }
    }
    const device = await this.#open(ASK);
    try {
      if (!(device instanceof FobDevice)) {
        throw new RigError('lacking', `${device.url} does not speak the protocol of fobkit`);
      }
      return await ask(device);
    } finally {
      await device.close();
    }
  }

  async #open(options: ConnectOptions): Promise<Device> {
    const { link, name, deviceId, place } = this.#port;
    if (link === undefined) throw new RigError('lacking', `the fob of port ${name} has no wire`);
    const device = await this.#env.connect(link, options);
    if (!(device instanceof FobDevice)) return device;
    const found = toHex(device.deviceId);
    if (found === deviceId) return device;
    await device.close();
    const message = `port ${name} is for the fob ${deviceId}; at ${link} is ${found}`;
    throw new RigError('contact', faultLine({ place, message }));
  }

  #silent(cause: unknown): RigError {
    const { link = '', name, deviceId, place } = this.#port;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `the fob ${deviceId} of port ${name} does not answer at ${link}: ${why}`;
    return new RigError('contact', faultLine({ place, message }), { cause });
  }
}
