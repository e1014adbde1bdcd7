import {
  type EventKind,
  fobEvent,
  type FobEvent,
  int,
  loadSeed,
  message,
  type MessageType,
  required,
  type SeedLoad,
  tryDecode,
  uint,
  bytes,
  bool,
} from '@fobkit/protocol';
import type { FlashPort } from './env.ts';
import { mount, type Store } from './store/record-store.ts';
import type { Change, StoreResult } from './store/stored.ts';

/** Keys of the records in flash. Numbers are never used twice for another meaning. */
const Key = {
  transportKey: 1,
  token: 2,
  counter: 3,
  presses: 4,
  clock: 5,
  trim: 6,
  attempts: 7,
  resets: 8,
  events: 9,
  wrongKeys: 10,
} as const;

const numberRecord = message('number-record', { value: required(1, uint()) });
const trimRecord = message('trim-record', { ppb: required(1, int(-10_000_000, 10_000_000)) });
const keyRecord = message('key-record', {
  generation: required(1, uint(0xffff_ffff)),
  key: required(2, bytes(32)),
});
const clockRecord = message('clock-record', {
  /** Whether the clock was set since the seed was loaded. */
  set: required(1, bool),
  /** How far SetClock moved it since then, in ticks. */
  moved: required(2, uint()),
});

export interface TransportKey {
  readonly generation: number;
  readonly key: Uint8Array;
}

export interface ClockUse {
  readonly set: boolean;
  readonly moved: number;
}

const NEVER_SET: ClockUse = { set: false, moved: 0 };

/** What stands in for limits whose use cannot be read: rot must not give any of it back. */
const USED_UP: ClockUse = { set: true, moved: Number.MAX_SAFE_INTEGER };
const DAMAGED_ATTEMPTS = 15;

/**
 * What the fob remembers without power, by meaning. Each method that writes is one atomic change:
 * after a power cut the old or the new state holds. Values are kept in RAM once read.
 */
export class Memory {
  readonly #store: Store;
  readonly #numbers = new Map<number, number>();
  #tokenDamaged = false;
  #keyDamaged = false;
  #token: SeedLoad | undefined;
  #transportKey: TransportKey | undefined;
  #clock: ClockUse = NEVER_SET;
  #trimPpb = 0;
  #lastEvent = 0;

  constructor(flash: FlashPort) {
    this.#store = mount(flash);
    this.#recall();
  }

  /** How many records cannot be read, by bit rot or wear, as they stand in flash now. */
  countDamaged(): number {
    const unreadable = Object.values(Key).filter((key) => this.#isDamaged(key));
    return new Set([...this.#store.report.damaged, ...unreadable]).size;
  }

  /** Whether seed or counter were there and cannot be read: no code may be given. */
  get tokenDamaged(): boolean {
    return this.#tokenDamaged;
  }

  /** Whether the transport key was there and cannot be read: no channel may be opened. */
  get keyDamaged(): boolean {
    return this.#keyDamaged;
  }

  get token(): SeedLoad | undefined {
    return this.#token;
  }

  /** Undefined while the factory key holds. */
  get transportKey(): TransportKey | undefined {
    return this.#transportKey;
  }

  get clock(): ClockUse {
    return this.#clock;
  }

  get counter(): number {
    return this.#number(Key.counter);
  }
  get presses(): number {
    return this.#number(Key.presses);
  }
  get attempts(): number {
    return this.#number(Key.attempts);
  }
  get resets(): number {
    return this.#number(Key.resets);
  }
  get wrongKeys(): number {
    return this.#number(Key.wrongKeys);
  }

  get trimPpb(): number {
    return this.#trimPpb;
  }

  /** The last events, oldest first. */
  get events(): readonly FobEvent[] {
    return this.#store
      .entries(Key.events)
      .entries.map((entry) => tryDecode(fobEvent, entry))
      .filter((event) => event !== undefined);
  }

  loadToken(token: SeedLoad, clockIsSet: boolean): StoreResult {
    const clock = { set: clockIsSet, moved: 0 };
    const counter = token.counter ?? 0;
    const written = this.#change([
      { key: Key.token, value: loadSeed.request.encode(token) },
      { key: Key.counter, value: numberRecord.encode({ value: counter }) },
      { key: Key.clock, value: clockRecord.encode(clock) },
    ]);
    if (written !== 'ok') return written;
    this.#token = token;
    this.#clock = clock;
    this.#numbers.set(Key.counter, counter);
    return written;
  }

  /** A press and, where it uses one up, a counter: one change, so that neither goes back. */
  countPress(usesCounter: boolean): StoreResult {
    const presses = this.presses + 1;
    const changes: Change[] = [
      { key: Key.presses, value: numberRecord.encode({ value: presses }) },
    ];
    if (usesCounter) {
      changes.push({ key: Key.counter, value: numberRecord.encode({ value: this.counter + 1 }) });
    }
    const written = this.#change(changes);
    if (written !== 'ok') return written;
    this.#numbers.set(Key.presses, presses);
    if (usesCounter) this.#numbers.set(Key.counter, this.counter + 1);
    return written;
  }

  useCounter(): StoreResult {
    return this.#putNumber(Key.counter, this.counter + 1);
  }

  putClock(clock: ClockUse): StoreResult {
    const written = this.#change([{ key: Key.clock, value: clockRecord.encode(clock) }]);
    if (written === 'ok') this.#clock = clock;
    return written;
  }

  putTrim(ppb: number): StoreResult {
    const written = this.#change([{ key: Key.trim, value: trimRecord.encode({ ppb }) }]);
    if (written === 'ok') this.#trimPpb = ppb;
    return written;
  }

  putAttempts(attempts: number): StoreResult {
    return this.#putNumber(Key.attempts, attempts);
  }

  putResets(resets: number): StoreResult {
    return this.#putNumber(Key.resets, resets);
  }

  putWrongKeys(count: number): StoreResult {
    return this.#putNumber(Key.wrongKeys, count);
  }

  /** Replaces the key and erases every copy of the one before it. */
  putTransportKey(key: TransportKey): StoreResult {
    const written = this.#store.purge([{ key: Key.transportKey, value: keyRecord.encode(key) }]);
    if (written === 'ok') this.#transportKey = key;
    return written;
  }

  /** Forgets seed, counter, clock use and transport key, then erases every old copy of them. */
  wipe(): StoreResult {
    const written = this.#store.purge([
      { key: Key.token, value: undefined },
      { key: Key.counter, value: undefined },
      { key: Key.clock, value: undefined },
      { key: Key.transportKey, value: undefined },
    ]);
    // Worn cells may have taken the change and yet keep an old copy.
    this.#recall();
    return written;
  }

  log(kind: EventKind, clock: number | undefined, value: number | undefined): StoreResult {
    const sequence = this.#lastEvent + 1;
    const event = fobEvent.encode({ sequence, kind, clock, value });
    const written = this.#store.append(Key.events, event);
    if (written === 'ok') this.#lastEvent = sequence;
    return written;
  }

  #recall(): void {
    this.#tokenDamaged = this.#isDamaged(Key.token) || this.#isDamaged(Key.counter);
    this.#keyDamaged = this.#isDamaged(Key.transportKey);
    this.#token = this.#read(Key.token, loadSeed.request);
    this.#transportKey = this.#read(Key.transportKey, keyRecord);
    const clock = this.#isDamaged(Key.clock) ? USED_UP : NEVER_SET;
    this.#clock = this.#read(Key.clock, clockRecord) ?? clock;
    this.#trimPpb = this.#read(Key.trim, trimRecord)?.ppb ?? 0;
    this.#lastEvent = this.events.at(-1)?.sequence ?? 0;
    for (const key of [Key.counter, Key.presses, Key.attempts, Key.resets, Key.wrongKeys]) {
      this.#numbers.set(key, this.#read(key, numberRecord)?.value ?? 0);
    }
    if (this.#isDamaged(Key.attempts)) this.#numbers.set(Key.attempts, DAMAGED_ATTEMPTS);
  }

  #number(key: number): number {
    return this.#numbers.get(key) ?? 0;
  }

  #putNumber(key: number, value: number): StoreResult {
    const written = this.#change([{ key, value: numberRecord.encode({ value }) }]);
    if (written === 'ok') this.#numbers.set(key, value);
    return written;
  }

  #change(changes: readonly Change[]): StoreResult {
    return this.#store.transaction(changes);
  }

  #isDamaged(key: number): boolean {
    return this.#store.get(key).status === 'damaged';
  }

  #read<T>(key: number, type: MessageType<T>): T | undefined {
    const record = this.#store.get(key);
    return record.status === 'ok' ? tryDecode(type, record.value) : undefined;
  }
}
