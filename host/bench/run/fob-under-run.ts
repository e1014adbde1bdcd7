import {
  type Device,
  FobDevice,
  LinkLostError,
  type Rig,
  RigError,
  type RunTags,
  type Secret,
  type TranscriptMessage,
} from '@fobkit/client';
import type { FobInfo, FobStatus } from '@fobkit/protocol';
import type { TokenKey } from '../relying-party/relying-party.ts';
import { plainFields } from './plain-fields.ts';
import type { MessageRecord, RunRecord } from './record.ts';

/** What the run believes of a fob; replaced whole when the fob goes back to a snapshot. */
export interface Belief {
  /** What it was loaded with. */
  readonly token?: TokenKey;
  /** Whether the relying party has that. */
  readonly registered: boolean;
  /** The codes that it gave, oldest first, never two of the same moment; the last few. */
  readonly codes: readonly string[];
  /** Transport keys by generation; 0 is the factory's. */
  readonly keys: ReadonlyMap<number, Secret>;
  /** Every counter seen so far, in that order. */
  readonly counters: readonly number[];
  /** It was pulled off its wires, and not put back. */
  readonly unplugged: boolean;
  /** How often it was loaded in this run. */
  readonly loads: number;
}

const KEPT_CODES = 8;
const NOTHING: Belief = {
  registered: false,
  codes: [],
  keys: new Map(),
  counters: [],
  unplugged: false,
  loads: 0,
};

export interface FobUnderRunParts {
  readonly rig: Rig;
  /** Of another fob of the scenario; absent: the fob under test. */
  readonly name?: string | undefined;
  readonly profile: string;
  readonly tags: RunTags;
  readonly onMessage: (message: MessageRecord) => void;
}

/** One fob of a run: its rig, the host's link to it, and what the run knows of it. */
export class FobUnderRun {
  readonly rig: Rig;
  readonly name: string | undefined;
  readonly profile: string;
  belief: Belief = NOTHING;
  /** Number of the step that is being done to it. */
  atStep: number | undefined;
  readonly #parts: FobUnderRunParts;
  #facts: RunRecord['device'];
  #device: Device | undefined;
  /** When something was done to it last, by its rig's monotonic clock, in milliseconds. */
  #restsSince: number;
  /** Counts the requests that went out. */
  #sent = 0;

  constructor(parts: FobUnderRunParts) {
    this.rig = parts.rig;
    this.name = parts.name;
    this.profile = parts.profile;
    this.#parts = parts;
    this.#facts = { deviceId: parts.rig.deviceId };
    this.#restsSince = parts.rig.clock.now();
  }

  /** For messages: `the fob`, or its name. */
  get called(): string {
    return this.name === undefined ? 'the fob' : `the fob ${this.name}`;
  }

  /** For the record: what it is. */
  get facts(): RunRecord['device'] {
    return this.#facts;
  }

  tells(facts: Partial<RunRecord['device']>): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** Something was done to it: what comes next is counted from now. */
  rests(): void {
    this.#restsSince = this.rig.clock.now();
  }

  /**
   * So much of a wait is left, in seconds: on a bench it takes time to look at a fob, which on an
   * emulated rig it does not, and a wait is counted from when something was done last.
   */
  leftOf(seconds: number): number {
    if (this.rig.kind !== 'bench') return seconds;
    return Math.max(0, seconds - (this.rig.clock.now() - this.#restsSince) / 1000);
  }

  know(news: Partial<Belief>): void {
    this.belief = { ...this.belief, ...news };
  }

  gave(code: string): void {
    const { codes } = this.belief;
    if (codes.at(-1) === code) return;
    this.know({ codes: [...codes, code].slice(-KEPT_CODES) });
  }

  counted(counter: number | undefined): void {
    if (counter !== undefined) this.know({ counters: [...this.belief.counters, counter] });
  }

  /**
   * Does something over the link, which is opened when it is not open, and again when it was found
   * lost before anything was sent.
   */
  async use<T>(work: (device: Device) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const wasOpen = this.#device !== undefined;
    const device = await this.#connected(signal);
    const sent = this.#sent;
    try {
      return await work(device);
    } catch (error) {
      if (!(error instanceof LinkLostError)) throw error;
      await this.drop();
      if (!wasOpen || this.#sent > sent) throw error;
      return await work(await this.#connected(signal));
    }
  }

  /** Everything that a fob of fobkit's protocol tells of itself. */
  info(signal?: AbortSignal): Promise<FobInfo> {
    const options = signal === undefined ? {} : { signal };
    return this.use((device) => fobDevice(device).getInfo(options), signal);
  }

  async status(
    options: { readonly events?: number; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<FobStatus> {
    const { events, signal } = options;
    const request = { ...(events === undefined ? {} : { events }), ...(signal && { signal }) };
    const status = await this.use((device) => fobDevice(device).getStatus(request), signal);
    this.counted(status.counter);
    return status;
  }

  /** Closes the link, if it is open. */
  async drop(): Promise<void> {
    const device = this.#device;
    this.#device = undefined;
    await device?.close();
  }

  async #connected(signal: AbortSignal | undefined): Promise<Device> {
    if (this.#device !== undefined) return this.#device;
    const lack = this.rig.lacks('wire');
    if (lack !== undefined) throw new RigError('lacking', `wire: ${lack}`);
    this.#device = await this.rig.connect({
      tags: this.#parts.tags,
      onMessage: (message) => {
        this.#note(message);
      },
      ...(signal === undefined ? {} : { signal }),
    });
    return this.#device;
  }

  #note(message: TranscriptMessage): void {
    if (message.direction === 'request') this.#sent++;
    const { atMs: _, fields, ...rest } = message;
    this.#parts.onMessage({
      unixMs: this.rig.clock.unixMs(),
      ...(this.name === undefined ? {} : { fob: this.name }),
      ...(this.atStep === undefined ? {} : { step: this.atStep }),
      ...rest,
      ...(fields === undefined ? {} : { fields: plainFields(fields) }),
    });
  }
}

/** @throws RigError when it is of another kind. */
export function fobDevice(device: Device): FobDevice {
  if (device instanceof FobDevice) return device;
  throw new RigError('lacking', `${device.url} does not speak the protocol of fobkit`);
}
