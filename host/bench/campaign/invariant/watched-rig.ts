import {
  type ActionProof,
  type Device,
  type FaultData,
  type FaultProof,
  type HostClock,
  type Reading,
  type ReadingOf,
  type Rig,
  type RigCapability,
  RigError,
  type Secret,
  type WireOptions,
} from '@fobkit/client';
import type { RigAction, RigEvent, RigLcd } from '@fobkit/protocol';
import { Dice } from '../dice.ts';
import { bringBack } from './bring-back.ts';
import { CodeBook, type SavedBook } from './code-book.ts';
import type { InvariantFindings } from './invariants.ts';
import { SecretSearch } from './secret-search.ts';
import { tapped } from './tapped.ts';
import { watchedDevice } from './watched-device.ts';

/** What of a scenario decides what can be expected of its fob. */
export interface WatchRules {
  /** The fob's own clock may be turned back, or stand. */
  readonly clockLies: boolean;
  /** What the LCD shows is not what the firmware wants, or codes go by unseen. */
  readonly lcdLies: boolean;
  /** A fault changes replies. */
  readonly repliesLie: boolean;
}

/** After the clock was moved, the LCD may show a code of before for so long, in milliseconds. */
const OLD_CODE_MS = 60_000;

/** The same rig, with eyes on everything that comes out of the fob. */
export class WatchedRig implements Rig {
  readonly kind;
  readonly name;
  readonly deviceId;
  readonly port?: string;
  readonly taken?: ActionProof;
  readonly clock: HostClock;
  readonly book: CodeBook;
  readonly #rig: Rig;
  readonly #findings: InvariantFindings;
  readonly #rules: WatchRules;
  readonly #secrets = new SecretSearch();
  readonly #books = new Map<string, SavedBook>();
  #device: Device | undefined;
  #settled = false;
  #clockMovedMs = -Infinity;

  constructor(rig: Rig, findings: InvariantFindings, rules: WatchRules) {
    this.kind = rig.kind;
    this.name = rig.name;
    this.deviceId = rig.deviceId;
    if (rig.port !== undefined) this.port = rig.port;
    if (rig.taken !== undefined) this.taken = rig.taken;
    this.clock = rig.clock;
    this.#rig = rig;
    this.#findings = findings;
    this.#rules = rules;
    this.book = new CodeBook(findings, { clockMayGoBack: rules.clockLies });
  }

  lacks(capability: RigCapability): string | undefined {
    return this.#rig.lacks(capability);
  }

  async act(action: RigAction, signal?: AbortSignal): Promise<ActionProof> {
    // A code that stands there already is not this press's.
    const before = this.#looks(action) ? await this.#shown() : undefined;
    const proof = await this.#rig.act(action, signal);
    if (this.#looks(action)) await this.#judgeShown(before);
    return proof;
  }

  wait(seconds: number, signal?: AbortSignal): Promise<void> {
    return this.#rig.wait(seconds, signal);
  }

  read(what: ReadingOf): Promise<Reading> {
    return this.#rig.read(what);
  }

  async connect(options: WireOptions = {}): Promise<Device> {
    const dice = new Dice(1);
    const env = {
      clock: this.clock,
      randomBytes: (length: number) => Uint8Array.from({ length }, () => dice.below(256)),
    };
    const device = await this.#rig.connect(
      tapped(options, env, (bytes) => {
        this.#see(this.#secrets.inBytes(bytes), 'passed over the wire in the clear');
      }),
    );
    this.#device = watchedDevice(device, {
      findings: this.#findings,
      book: this.book,
      secrets: this.#secrets,
      repliesLie: this.#rules.repliesLie,
      onClosed: () => {
        this.#device = undefined;
      },
      onClockMoved: () => {
        this.#clockMovedMs = this.clock.now();
      },
    });
    return this.#device;
  }

  async factoryKey(): Promise<Secret> {
    const key = await this.#rig.factoryKey();
    this.#secrets.add(key.reveal(), 'a transport key');
    return key;
  }

  async lcd(signal?: AbortSignal): Promise<RigLcd> {
    const lcd = await this.#rig.lcd(signal);
    this.#see(this.#secrets.inText(lcd.rows.join(' ')), 'is on the LCD');
    return lcd;
  }

  picture(): Promise<string> {
    return this.#rig.picture();
  }

  armFault(fault: FaultData): Promise<FaultProof> {
    return this.#rig.armFault(fault);
  }

  clearFault(id: string): Promise<FaultProof> {
    return this.#rig.clearFault(id);
  }

  faults(): Promise<readonly FaultProof[]> {
    return this.#rig.faults();
  }

  async snapshot(): Promise<string> {
    const snapshot = await this.#rig.snapshot();
    this.#books.set(snapshot, this.book.save());
    return snapshot;
  }

  async restore(snapshot: string): Promise<void> {
    await this.#rig.restore(snapshot);
    const saved = this.#books.get(snapshot);
    if (saved !== undefined) this.book.restore(saved);
  }

  onEvent(listener: (event: RigEvent) => void): () => void {
    return this.#rig.onEvent(listener);
  }

  /** A bench goes into its safe state at once: its fob is asked by the step alone. */
  async close(): Promise<ActionProof> {
    const failure = this.kind === 'emulated' ? await failureOf(() => this.settle()) : undefined;
    const proof = await this.#rig.close();
    if (failure !== undefined) throw failure;
    return proof;
  }

  /**
   * Lifts the faults, gives power, and asks the fob once more; only the first time. Rejects with
   * `RigError` where the rig could not: what the fob does then says nothing of it.
   */
  async settle(): Promise<void> {
    if (this.#settled) return;
    this.#settled = true;
    if (this.#rig.lacks('wire') !== undefined) return;
    const told = await bringBack(this.#rig, this.#device, (options) => this.connect(options));
    this.#findings.check('answers-or-dead', told === undefined, () => told ?? '');
    if (this.kind === 'emulated') await this.lcd();
  }

  /** Looks for the secrets of this fob in what was written about the run. */
  search(text: string): void {
    this.#see(this.#secrets.inText(text), 'stands in the record of the run');
  }

  #see(secret: string | undefined, where: string): void {
    this.#findings.check('no-secret-leaves', secret === undefined, () => {
      return `6 bytes or more of ${String(secret)} ${where}`;
    });
  }

  /** Only a program looks at each press; a person would have to type. */
  #looks({ action }: RigAction): boolean {
    return action === 'press' && this.kind === 'emulated' && !this.#rules.lcdLies;
  }

  /** The code on the LCD; undefined where there is none that can be read. */
  async #shown(): Promise<string | undefined> {
    const { rows, masked } = await this.lcd();
    const code = rows.join('').trim();
    return masked || !/^\d+$/.test(code) ? undefined : code;
  }

  async #judgeShown(before: string | undefined): Promise<void> {
    const code = await this.#shown();
    if (code === undefined || code === before) return;
    if (this.clock.now() - this.#clockMovedMs < OLD_CODE_MS) return;
    const fobUnix = this.#rules.clockLies ? undefined : await this.#fobUnix();
    this.book.show({ code, ...(fobUnix === undefined ? {} : { fobUnix }) });
  }

  async #fobUnix(): Promise<number | undefined> {
    try {
      return this.clock.unixMs() / 1000 + (await this.#rig.read('drift')).value;
    } catch {
      // A lost clock has no drift; the code is then not judged by time.
      return undefined;
    }
  }
}

/** What a rig itself could not do proves nothing; everything else is told. */
async function failureOf(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof RigError) return undefined;
    return error instanceof Error ? error : new Error(String(error));
  }
}
