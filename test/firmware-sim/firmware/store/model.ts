import type { Change, StoreResult } from '../../../../firmware-sim/firmware/store/stored.ts';
import type { Store } from '../../../../firmware-sim/firmware/store/record-store.ts';

/** One call of the store. */
export interface Operation {
  readonly call: 'put' | 'remove' | 'append' | 'transaction' | 'purge';
  readonly changes: readonly Change[];
}

/** The keys that models and stores are compared over. */
export const KEYS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * What the store must be equal to: a map, and the one rule about room: all records, at 9 bytes
 * each beside the payload, fit in a page beside its header of 12 and a damage note of 32 + 9.
 */
export class Model {
  readonly #slots: Map<number, readonly Uint8Array[]>;
  readonly #logs: Set<number>;
  readonly #pageSize: number;

  constructor(pageSize: number, from?: Model) {
    this.#pageSize = pageSize;
    this.#slots = new Map(from === undefined ? [] : from.#slots);
    this.#logs = new Set(from === undefined ? [] : from.#logs);
  }

  clone(): Model {
    return new Model(this.#pageSize, this);
  }

  /** The state after `operation`, and the result that the store must give. */
  after(operation: Operation): { model: Model; result: StoreResult } {
    const next = this.clone();
    for (const change of operation.changes) next.#change(change);
    const tooLong = operation.changes.some((change) => lengthOf(change) > 512);
    if (operation.changes.length > 0 && (tooLong || !next.#fits())) {
      return { model: this, result: 'full' };
    }
    return { model: next, result: 'ok' };
  }

  /** The state as text, to be compared with `describe(store)`. */
  toString(): string {
    return KEYS.map((key) => {
      const payloads = this.#slots.get(key);
      if (payloads === undefined) return '-';
      return this.#logs.has(key) ? `[${payloads.map(hex).join()}]` : hex(payloads[0]);
    }).join(' ');
  }

  #change(change: Change): void {
    const { key } = change;
    if ('entry' in change) {
      const before = this.#logs.has(key) ? (this.#slots.get(key) ?? []) : [];
      this.#slots.set(key, [...before, change.entry].slice(-32));
      this.#logs.add(key);
      return;
    }
    this.#logs.delete(key);
    if (change.value === undefined) this.#slots.delete(key);
    else this.#slots.set(key, [change.value]);
  }

  #fits(): boolean {
    let bytes = 12 + 32 + 9;
    for (const payloads of this.#slots.values()) {
      for (const payload of payloads) bytes += payload.length + 9;
    }
    return bytes <= this.#pageSize;
  }
}

/** The state of a store as text; `?` stands for a damaged key. */
export function describeStore(store: Store): string {
  return KEYS.map((key) => {
    const log = store.entries(key);
    if (log.entries.length > 0) return `[${log.entries.map(hex).join()}]`;
    const stored = store.get(key);
    if (stored.status === 'ok') return hex(stored.value);
    return stored.status === 'absent' ? '-' : '?';
  }).join(' ');
}

export function perform(store: Store, operation: Operation): StoreResult {
  const [first] = operation.changes;
  if (operation.call === 'purge') return store.purge(operation.changes);
  if (operation.call === 'transaction' || first === undefined) {
    return store.transaction(operation.changes);
  }
  if ('entry' in first) return store.append(first.key, first.entry);
  return first.value === undefined ? store.remove(first.key) : store.put(first.key, first.value);
}

function lengthOf(change: Change): number {
  return 'entry' in change ? change.entry.length : (change.value?.length ?? 0);
}

function hex(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : `x${Buffer.from(bytes).toString('hex')}`;
}
