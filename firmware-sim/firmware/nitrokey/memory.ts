import { ByteReader, ByteWriter } from '@fobkit/protocol';
import type { FlashPort } from '../env.ts';
import { mount, type Store } from '../store/record-store.ts';
import type { Change, StoreResult } from '../store/stored.ts';
import { decodeSlot, encodeSlot, type SlotRecord } from './slot-record.ts';

/**
 * Keys of the records in flash. A slot stands under its number on the wire, 0x10 to 0x2F, and the
 * counter of a HOTP slot 0x30 higher.
 */
const Key = {
  config: 1,
  minutes: 2,
  userPin: 3,
  adminPin: 4,
  userTries: 5,
  adminTries: 6,
} as const;
const COUNTERS = 0x30;

/** As it is delivered (assumed): no double press types a code, and no PIN is wanted for one. */
const NO_CONFIG = Uint8Array.of(0xff, 0xff, 0xff, 0, 0);

/** What the time of erased flash reads as. */
export const TIME_UNSET = 0xffff_ffff;
/** What a time whose check fails reads as. */
const TIME_LOST = 0;

/** What the token remembers without power. Each method that writes is one atomic change. */
export class NitrokeyMemory {
  readonly #store: Store;

  constructor(flash: FlashPort) {
    this.#store = mount(flash);
  }

  slot(number: number): SlotRecord | undefined {
    const stored = this.#store.get(number);
    return stored.status === 'ok' ? decodeSlot(stored.value) : undefined;
  }

  /** The counter of the next code of a HOTP slot. */
  counter(number: number): number {
    return this.#number(COUNTERS + number) ?? 0;
  }

  putSlot(number: number, slot: SlotRecord, counter?: number): StoreResult {
    const changes: Change[] = [{ key: number, value: encodeSlot(slot) }];
    if (counter !== undefined) changes.push({ key: COUNTERS + number, value: numberOf(counter) });
    // The secret before is erased with it, as the page is that holds the slots of a real one.
    return this.#store.purge(changes);
  }

  putCounter(number: number, counter: number): StoreResult {
    return this.#store.put(COUNTERS + number, numberOf(counter));
  }

  eraseSlots(numbers: readonly number[]): StoreResult {
    return this.#store.purge(
      numbers.flatMap((number) => [
        { key: number, value: undefined },
        { key: COUNTERS + number, value: undefined },
      ]),
    );
  }

  /** Five bytes, as WriteConfig brought them. */
  get config(): Uint8Array {
    const stored = this.#store.get(Key.config);
    return stored.status === 'ok' ? stored.value : NO_CONFIG;
  }

  putConfig(config: Uint8Array): StoreResult {
    return this.#store.put(Key.config, config);
  }

  /** The last time that was set, in minutes since 2014: `TIME_UNSET`, or 0 when it has rotted. */
  get minutes(): number {
    const { status } = this.#store.get(Key.minutes);
    if (status === 'absent') return TIME_UNSET;
    return this.#number(Key.minutes) ?? TIME_LOST;
  }

  putMinutes(minutes: number): StoreResult {
    return this.#store.put(Key.minutes, numberOf(minutes));
  }

  /** Undefined while it is the one from the factory. */
  pin(whose: 'user' | 'admin'): Uint8Array | undefined {
    const stored = this.#store.get(whose === 'user' ? Key.userPin : Key.adminPin);
    return stored.status === 'ok' ? stored.value : undefined;
  }

  putPin(whose: 'user' | 'admin', pin: Uint8Array | undefined): StoreResult {
    const key = whose === 'user' ? Key.userPin : Key.adminPin;
    return this.#store.purge([{ key, value: pin }]);
  }

  /** Wrong PINs that are still allowed in a row; undefined while none was given yet. */
  tries(whose: 'user' | 'admin'): number | undefined {
    return this.#number(whose === 'user' ? Key.userTries : Key.adminTries);
  }

  putTries(whose: 'user' | 'admin', tries: number): StoreResult {
    return this.#store.put(whose === 'user' ? Key.userTries : Key.adminTries, numberOf(tries));
  }

  #number(key: number): number | undefined {
    const stored = this.#store.get(key);
    if (stored.status !== 'ok' || stored.value.length !== 8) return undefined;
    return new ByteReader(stored.value).u64le();
  }
}

function numberOf(value: number): Uint8Array {
  return new ByteWriter(8).u64le(value).finish();
}
