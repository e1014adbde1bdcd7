import { RECORD_OVERHEAD, RecordKind } from './record.ts';

/** A log-like key keeps this many of its last entries. */
export const LOG_KEEP = 32;

/** Where a record stands in the page, and the length of its payload. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

/** What the log says of one key: a value (one place) or the entries of a log, oldest first. */
export interface Slot {
  readonly isLog: boolean;
  readonly places: readonly Place[];
}

/**
 * The RAM index: for each key the places of the records that still count, and the keys whose
 * newest record is unreadable. Built by applying records in the order of writing.
 */
export class LiveIndex {
  readonly #slots: Map<number, Slot>;
  readonly #damaged: Set<number>;
  #bytes: number;

  constructor(from?: LiveIndex) {
    this.#slots = new Map(from?.slots);
    this.#damaged = new Set(from?.damaged);
    this.#bytes = from?.bytes ?? 0;
  }

  /** Bytes of flash that the records that count take. */
  get bytes(): number {
    return this.#bytes;
  }

  get slots(): ReadonlyMap<number, Slot> {
    return this.#slots;
  }

  /** Keys without a readable value, and logs that lack entries. */
  get damaged(): ReadonlySet<number> {
    return this.#damaged;
  }

  /** Whether anything, be it damage, is recorded under `key`. */
  knows(key: number): boolean {
    return this.#slots.has(key) || this.#damaged.has(key);
  }

  /** The places of all records that count; those of one key in the order of writing. */
  places(): Place[] {
    return [...this.#slots.values()].flatMap((slot) => slot.places);
  }

  value(key: number): Place | undefined {
    const slot = this.#slots.get(key);
    return slot?.isLog === false ? slot.places[0] : undefined;
  }

  entries(key: number): readonly Place[] {
    const slot = this.#slots.get(key);
    return slot?.isLog === true ? slot.places : [];
  }

  apply(key: number, kind: RecordKind, place: Place): void {
    switch (kind) {
      case RecordKind.Value:
        this.#damaged.delete(key);
        this.#set(key, { isLog: false, places: [place] });
        break;
      case RecordKind.Entry: {
        const places = [...this.entries(key), place].slice(-LOG_KEEP);
        this.#set(key, { isLog: true, places });
        break;
      }
      case RecordKind.Removed:
        this.#damaged.delete(key);
        this.#set(key, undefined);
        break;
      case RecordKind.Damage:
        break;
    }
  }

  /** The newest record of `key` is unreadable. A lost entry of a log spares the others. */
  damage(key: number, kind: RecordKind): void {
    this.#damaged.add(key);
    if (kind !== RecordKind.Entry || this.#slots.get(key)?.isLog === false) {
      this.#set(key, undefined);
    }
  }

  /** Records that lie behind cannot be found, and each may have replaced any key. */
  damageAll(): void {
    this.#slots.clear();
    this.#bytes = 0;
    for (let key = 0; key < 256; key++) this.#damaged.add(key);
  }

  /** Damage known from an earlier page; what is readable of these keys stays. */
  markDamaged(keys: Iterable<number>): void {
    for (const key of keys) this.#damaged.add(key);
  }

  #set(key: number, slot: Slot | undefined): void {
    this.#bytes -= bytesOf(this.#slots.get(key));
    this.#bytes += bytesOf(slot);
    if (slot === undefined) this.#slots.delete(key);
    else this.#slots.set(key, slot);
  }
}

function bytesOf(slot: Slot | undefined): number {
  return (slot?.places ?? []).reduce((sum, { length }) => sum + length + RECORD_OVERHEAD, 0);
}
