import { delay, type FeatureReports, type HostClock, RigError } from '@fobkit/client';
import type { RelayInstrument } from '../../bench-file/bench.ts';
import { OneAtATime } from '../stream/one-at-a-time.ts';
import { within } from '../stream/instrument-stream.ts';

/** Commands in byte 0 of a feature report; the relay is in byte 1 (dcttech, V-USB). */
const ON = 0xff;
const OFF = 0xfd;
const ALL_OFF = 0xfc;
const REPORT_LENGTH = 8;
/** Where the report holds the bits of the relays. */
const STATE = 7;

/** A board that was found and checked to be one, and is not open yet. */
export interface FoundBoard {
  /** Where it is: `/dev/hidraw3`, which is its alone. */
  readonly path: string;
  readonly product: string;
  open(): Promise<FeatureReports>;
}

/** What a board tells of itself. */
export interface BoardState {
  /** Five characters, which boards of one make share. */
  readonly serial: string;
  /** Bit 0 is relay 1. */
  readonly mask: number;
}

/** What a driver of a board needs. */
export interface RelayBoardPorts {
  readonly clock: HostClock;
  find(): Promise<FoundBoard>;
  /** Throws when nothing may be switched any more. */
  permit?(): void;
}

/**
 * A "USBRelay" board on HID feature reports. It is told and then read: the state counts that it
 * tells afterwards, never one from before, and never that of another board.
 *
 * Methods reject with RigError: `contact`, `refused` for a wrong board, `unproven`.
 */
export class RelayBoard {
  readonly #config: RelayInstrument;
  readonly #clock: HostClock;
  readonly #ports: RelayBoardPorts;
  readonly #turns = new OneAtATime();
  #open: { board: FoundBoard; reports: FeatureReports; relays: number } | undefined;
  #lastMs = -Infinity;
  /** Who it was when it was first asked: it is the same one when it comes back at another node. */
  #serial: string | undefined;
  /** As it was told to be; undefined before it was told anything. */
  #mask: number | undefined;

  constructor(config: RelayInstrument, ports: RelayBoardPorts) {
    this.#config = config;
    this.#clock = ports.clock;
    this.#ports = ports;
  }

  get instrument(): string {
    const { name } = this.#config;
    return `relay board ${name} (${this.#open?.board.product ?? '?'} ${this.#serial ?? '?'})`;
  }

  /** Where the board was found; undefined before `identify`. */
  get path(): string | undefined {
    return this.#open?.board.path;
  }

  /** Finds it, opens it, and reads who it is. Switches nothing. */
  identify(): Promise<string> {
    return this.#turns.run(async () => {
      const { serial } = await this.#state();
      return `${this.#open?.board.product ?? ''} ${serial}`;
    });
  }

  /** Whether a relay is closed, that is drawn. */
  read(relay: number): Promise<boolean> {
    return this.#turns.run(async () => isSet((await this.#steadyState()).mask, relay));
  }

  /** Draws a relay or lets it drop, and reads that back; the others must stay as they were. */
  set(relay: number, on: boolean): Promise<void> {
    return this.#turns.run(async () => {
      const before = await this.#steadyState();
      const { relays } = this.#opened();
      if (relay > relays) {
        throw new RigError('refused', `${this.#what}: it has ${relays} relays, and no ${relay}`);
      }
      await this.#command([on ? ON : OFF, relay]);
      const { mask } = await this.#state();
      this.#mask = mask;
      const bit = 1 << (relay - 1);
      const wanted = on ? before.mask | bit : before.mask & ~bit;
      if (mask === wanted) return;
      throw new RigError(
        'unproven',
        `${this.#what}: relay ${relay} was switched ${on ? 'on' : 'off'}; the board tells ` +
          `${bits(mask, relays)} instead of ${bits(wanted, relays)}`,
      );
    });
  }

  /** Lets all relays drop, and reads that back. */
  allOff(): Promise<void> {
    return this.#turns.run(async () => {
      await this.#state();
      await this.#command([ALL_OFF, 0]);
      const { mask } = await this.#state();
      this.#mask = mask;
      if (mask === 0) return;
      const told = bits(mask, this.#opened().relays);
      throw new RigError(
        'unproven',
        `${this.#what}: all relays were switched off; it tells ${told}`,
      );
    });
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const { timeoutMs: ms } = this.#config;
    const otherwise = `it does not let go of its node in ${ms} ms`;
    await within(this.#clock, open.reports.close(), { ms, otherwise });
  }

  get #what(): string {
    const path = this.#open === undefined ? '' : ` (${this.#open.board.path})`;
    return `relay board ${this.#config.name}${path}`;
  }

  /** The state, which must be what it was told to be: a board that lost its power has dropped all. */
  async #steadyState(): Promise<BoardState> {
    const state = await this.#state();
    const due = this.#mask;
    this.#mask = state.mask;
    if (due === undefined || due === state.mask) return state;
    const { relays } = this.#opened();
    throw new RigError(
      'unproven',
      `${this.#what}: its relays are ${bits(state.mask, relays)}, and ${bits(due, relays)} was ` +
        'switched: it lost its power, was plugged anew, or somebody else switches it',
    );
  }

  async #state(): Promise<BoardState> {
    const { reports } = this.#open ?? (await this.#connect());
    const state = parseBoardState(await this.#timed(reports.get(REPORT_LENGTH)));
    if (typeof state === 'string') throw await this.#lost(new Error(state));
    await this.#mustBeTheSame(state.serial);
    const relays = this.#opened().relays;
    if (state.mask >> relays !== 0) {
      throw await this.#lost(new Error(`it has ${relays} relays and tells ${bits(state.mask, 8)}`));
    }
    return state;
  }

  async #connect(): Promise<{ reports: FeatureReports }> {
    const board = await this.#timed(this.#ports.find());
    const reports = await this.#timed(board.open());
    const relays = this.#config.relays ?? relaysOf(board.product);
    this.#open = { board, reports, relays };
    return { reports };
  }

  /** The board of the bench file, and the one that was asked before. */
  async #mustBeTheSame(serial: string): Promise<void> {
    const { serial: wanted = serial } = this.#config;
    if (serial !== wanted) {
      const what = this.#what;
      await this.close();
      throw new RigError('refused', `${what} is ${serial}; the bench file says ${wanted}`);
    }
    this.#serial ??= serial;
    if (serial === this.#serial) return;
    throw await this.#lost(new Error(`it was ${this.#serial} and is ${serial} now`));
  }

  async #command(bytes: readonly number[]): Promise<void> {
    this.#ports.permit?.();
    const { reports } = this.#opened();
    const report = new Uint8Array(REPORT_LENGTH);
    report.set(bytes);
    const since = this.#clock.now() - this.#lastMs;
    if (since < this.#config.gapMs) await delay(this.#clock, this.#config.gapMs - since);
    await this.#timed(reports.send(report));
    this.#lastMs = this.#clock.now();
  }

  #opened(): { reports: FeatureReports; relays: number } {
    if (this.#open === undefined) throw new RigError('contact', `${this.#what} is not open`);
    return this.#open;
  }

  async #timed<T>(work: Promise<T>): Promise<T> {
    const ms = this.#config.timeoutMs;
    try {
      return await within(this.#clock, work, { ms, otherwise: `no answer in ${ms} ms` });
    } catch (error) {
      throw error instanceof RigError ? error : await this.#lost(error);
    }
  }

  async #lost(cause: unknown): Promise<RigError> {
    const what = this.#what;
    await this.close().catch(() => undefined);
    const why = cause instanceof Error ? cause.message : String(cause);
    return new RigError('contact', `${what}: ${why}`, { cause });
  }
}

/** The report of a board, or what is wrong with it. */
export function parseBoardState(report: Uint8Array): BoardState | string {
  if (report.length !== REPORT_LENGTH) return `its report has ${report.length} bytes instead of 8`;
  if (report[5] !== 0) return 'its report is not that of a USBRelay board (byte 5 is not 0)';
  let serial = '';
  for (const byte of report.subarray(0, 5)) {
    // Boards without a serial number fill it with 0xFF; a damaged one is told as what it is.
    serial += byte >= 0x21 && byte <= 0x7e ? String.fromCharCode(byte) : `\\x${hex(byte)}`;
  }
  return { serial, mask: report[STATE] ?? 0 };
}

/** `USBRelay4` has four. */
function relaysOf(product: string): number {
  const count = Number(/^USBRelay(\d)$/.exec(product)?.[1] ?? 8);
  return count >= 1 && count <= 8 ? count : 8;
}

function isSet(mask: number, relay: number): boolean {
  return ((mask >> (relay - 1)) & 1) === 1;
}

/** The relays from the first on, as 1 and 0. */
function bits(mask: number, relays: number): string {
  return Array.from({ length: relays }, (_, i) => String((mask >> i) & 1)).join('');
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
