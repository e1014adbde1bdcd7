import {
  DEFAULT_RECONNECT,
  FobDevice,
  type HostEnv,
  type Link,
  provision,
  type ProvisionReport,
  Secret,
  type TranscriptMessage,
  type WireOptions,
} from '@fobkit/client';
import {
  durationTicks,
  type Fob,
  FobLink,
  fobProfile,
  parseFault,
  parseFaultLine,
  readDuration,
  restoreFob,
  takeSnapshot,
  type WorldClock,
} from '@fobkit/emulator';
import { type Purpose, UsageError } from '@fobkit/protocol';
import { Talk } from './talk.ts';
import { TestFault } from './test-fault.ts';
import { TestLcd } from './test-lcd.ts';
import { loadFor, type TestLoad } from './test-load.ts';
import { type CodeKey, type Verification, verifyCode, type VerifyOptions } from './verification.ts';

/** Longer than a press and the bounce after it: the finger is off and the LCD has answered. */
const PRESS_SECONDS = 0.25;
/** Longer than any contact bounces. */
const BOUNCE_SECONDS = 0.05;

export interface TestFobParts {
  readonly fob: Fob;
  readonly clock: WorldClock;
  readonly env: HostEnv;
  readonly client: WireOptions;
  readonly purpose: Purpose;
}

/**
 * An emulated fob in this process, a client connected to it, and world time that stands still
 * until the test moves it or the client waits.
 */
export class TestFob {
  /** What an eye sees. */
  readonly lcd = new TestLcd(() => this.emulated);
  /** Time, randomness and cryptography of the host: for a client of one's own. */
  readonly env: HostEnv;
  readonly #clock: WorldClock;
  readonly #client: WireOptions;
  readonly #purpose: Purpose;
  readonly #link: FobLink;
  readonly #talk: Talk;
  #fob: Fob;
  #device: FobDevice | undefined;
  #key: CodeKey | undefined;

  private constructor({ fob, clock, env, client, purpose }: TestFobParts) {
    this.#fob = fob;
    this.#clock = clock;
    this.#client = client;
    this.#purpose = purpose;
    this.#link = new FobLink(fob);
    this.#talk = new Talk(() => clock.unixMs());
    this.env = env;
  }

  /** For `startTestFob`. */
  static async start(parts: TestFobParts): Promise<TestFob> {
    const testFob = new TestFob(parts);
    await testFob.#connect();
    return testFob;
  }

  /** The emulated fob itself, with its parts: temperature, cell, button, flash. */
  get emulated(): Fob {
    return this.#fob;
  }

  /** The client that is connected to it. */
  get device(): FobDevice {
    if (this.#device === undefined) throw new UsageError('the test fob is disposed of');
    return this.#device;
  }

  /** For a client of one's own, with `env`. One opens it at a time: close `device` first. */
  get link(): Link {
    return this.#link;
  }

  /** Every message between client and fob. Codes of a production fob are masked. */
  get transcript(): readonly TranscriptMessage[] {
    return this.#talk.messages;
  }

  get worldTime(): Date {
    return new Date(this.#clock.unixMs());
  }

  /** Lets world time pass: seconds, or a text as `30d`, `1.5h`, `500ms`. */
  advance(duration: number | string): void {
    this.#clock.advanceTo(this.#fob.worldTicks + ticksOf(duration));
  }

  /**
   * Moves world time on from event to event until the promise settles, and gives what it settles
   * to. Rejects with `StalledError` when nothing happens any more, or after a virtual hour.
   */
  settle<T>(promise: Promise<T>): Promise<T> {
    return this.#clock.settle(promise, () => this.#talk.waiting);
  }

  /** A finger pushes the button and lifts, in a quarter of a second of world time. */
  press(): void {
    this.#fob.press();
    this.advance(PRESS_SECONDS);
  }

  /** A finger stays on the button that long, once the contact has come to rest, and lifts. */
  hold(duration: number | string): void {
    const ticks = ticksOf(duration) + ticksOf(BOUNCE_SECONDS);
    this.#fob.press(ticks);
    this.#clock.advanceTo(this.#fob.worldTicks + ticks);
    this.advance(PRESS_SECONDS);
  }

  /**
   * Arms a fault as `fob sim fault` takes it: `lcd.segment 2d`, `frame.drop to-host --on-nth 1`.
   * Without a trigger it acts at once.
   *
   * @throws UsageError that names the word at fault.
   */
  fault(line: string): TestFault {
    const { words, options } = parseFaultLine(line);
    const { id } = this.#fob.faults.arm(parseFault(words, options));
    return new TestFault(() => this.emulated, id);
  }

  unplug(): void {
    this.#fob.unplug();
  }

  replug(): void {
    this.#link.replug();
  }

  /** Provisions the fob over the sealed channel, by default as its type usually is. */
  async provision(load: TestLoad = {}): Promise<ProvisionReport> {
    const drawSeed = (): Uint8Array => this.env.randomBytes(20);
    const wanted = { purpose: this.#purpose, ...load };
    const { seed, parameters } = loadFor(fobProfile(this.#fob.profile), wanted, drawSeed);
    const transportKey = new Secret(load.transportKey ?? this.#fob.identity.factoryKey);
    const request = { seed, parameters, transportKey };
    const report = await this.settle(provision(this.device, request, { clock: this.#clock }));
    this.#key = { seed, parameters };
    return report;
  }

  /** The code that the fob tells over the wire. */
  async code(request: { readonly challenge?: string } = {}): Promise<string> {
    return (await this.settle(this.device.readCode(request))).code;
  }

  /**
   * Judges a code by otplib as the bank would that has the seed of `provision`: at world time,
   * unless `at` is given.
   *
   * @throws UsageError before `provision`.
   */
  verify(code: string, options: VerifyOptions = {}): Verification {
    if (this.#key === undefined) throw new UsageError('no bank has the seed: provision first');
    return verifyCode(code, this.#key, { at: this.worldTime, ...options });
  }

  /**
   * The whole state of the fob, seed included, as a text.
   *
   * @throws UsageError when the fob holds a production seed, or one that nobody can read.
   */
  snapshot(): string {
    return takeSnapshot(this.#fob);
  }

  /** Goes back to a snapshot: its world time, its flash, its faults. The client connects anew. */
  async restore(snapshot: string): Promise<void> {
    const fob = restoreFob(snapshot, this.env.primitives);
    await this.#device?.close();
    await this.#link.replace(fob);
    this.#fob = fob;
    this.#clock.enter(fob);
    await this.#connect();
  }

  async dispose(): Promise<void> {
    this.#clock.stop();
    await this.#device?.close();
    this.#device = undefined;
    await this.#link.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #connect(): Promise<void> {
    const options = { reconnect: DEFAULT_RECONNECT, ...this.#client };
    this.#device = await this.settle(FobDevice.connect(this.#link, this.env, options));
    this.#device.onMessage((message) => {
      this.#talk.add(message);
    });
  }
}

/** @throws UsageError for what is no duration. */
function ticksOf(duration: number | string): number {
  const seconds = typeof duration === 'number' ? duration : readDuration(duration);
  if (seconds === undefined || !(seconds >= 0)) {
    throw new UsageError(`"${duration}" is no duration: seconds, or a text as 30d, 2h, 500ms`);
  }
  return seconds === 0 ? 0 : durationTicks(seconds);
}
