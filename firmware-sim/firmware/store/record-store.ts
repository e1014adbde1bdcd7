/**
 * The fob's memory: up to 256 keys, each with a value of at most 512 bytes or, for logs, the last
 * 32 entries. A change is in flash when the call returns; when power fails in the middle of it, it
 * is there in whole or not at all. Decisions: docs/decisions/0002-flash-store.md.
 *
 * Endurance. A change appends its length and 9 bytes more: 17 for a counter of 8 bytes. With pages
 * of 2 KB and 1 KB of live values, (2048 - 12 - 1024) / 17 = 59 presses fit before the log moves,
 * which costs one erase. Two pages of 10,000 erases so bear 59 × 20,000 = 1.18 million presses; the
 * batteries of real fobs give 8,000 to 30,000.
 */
import { UsageError } from '@fobkit/protocol';
import type { FlashPort } from '../env.ts';
import { decodeDamageNote, encodeDamageNote, NOTE_BYTES } from './damage-note.ts';
import { Journal, sizeOf, type OpenedJournal } from './journal.ts';
import { LiveIndex, type Place } from './live.ts';
import { HEADER_BYTES, MAX_PAYLOAD, payloadOf, RECORD_OVERHEAD, RecordKind } from './record.ts';
import type { Draft } from './record.ts';
import type { Change, MountReport, Stored, StoredLog, StoreResult } from './stored.ts';

const NO_BYTES = new Uint8Array(0);

/**
 * Opens the store. Total: any content of the flash mounts, at worst with every key damaged. Writes
 * only to finish what a cut or rot left behind: moves the log away from a torn or rotten record,
 * erases removed values and old pages. Flash without a log stays as it is until the first change.
 */
export function mount(flash: FlashPort): Store {
  return new Store(Journal.open(flash));
}

export class Store {
  readonly report: MountReport;
  readonly #journal: Journal;
  #index = new LiveIndex();

  constructor({ journal, scan, page, unreadable }: OpenedJournal) {
    this.#journal = journal;
    let removals = 0;
    for (const { header, at, intact } of scan?.records ?? []) {
      const { key, kind, length } = header;
      if (kind === RecordKind.Removed) removals++;
      if (kind === RecordKind.Damage) {
        if (!intact) this.#index.damageAll();
        else this.#index.markDamaged(decodeDamageNote(payloadOf(page, at, header)));
      } else if (intact) this.#index.apply(key, kind, { at, length });
      else this.#index.damage(key, kind);
    }
    const lost = unreadable || scan?.lost === true;
    if (lost) this.#index.damageAll();
    const tidy = scan === undefined || (scan.tidy && journal.alone);
    const whole = scan === undefined ? 'blank' : 'clean';
    this.report = {
      found: lost ? 'lost' : tidy ? whole : 'recovered',
      damaged: [...this.#index.damaged].sort((a, b) => a - b),
    };
    if (scan !== undefined && (!scan.tidy || removals > 0)) this.#moveWith([]);
    else journal.sweep();
  }

  /** Whether flash holds no byte of a value that is no longer current. */
  get secretsErased(): boolean {
    const note = this.#index.damaged.size > 0 ? NOTE_BYTES + RECORD_OVERHEAD : 0;
    return this.#journal.alone && this.#journal.used <= this.#index.bytes + note;
  }

  /** The value of `key`. Its CRC is checked at each read. */
  get(key: number): Stored {
    const place = this.#index.value(key);
    if (place === undefined) {
      return { status: this.#index.damaged.has(key) ? 'damaged' : 'absent' };
    }
    const value = this.#read(place);
    return value === undefined ? { status: 'damaged' } : { status: 'ok', value };
  }

  /** The last entries of the log `key`. */
  entries(key: number): StoredLog {
    const places = this.#index.entries(key);
    const entries = places.map((place) => this.#read(place)).filter((entry) => entry !== undefined);
    const complete = entries.length === places.length && !this.#index.damaged.has(key);
    return { entries, complete };
  }

  /** Sets the value of `key`; a log under this key goes. */
  put(key: number, value: Uint8Array): StoreResult {
    return this.transaction([{ key, value }]);
  }

  /** Removes the value or log of `key`. Its bytes are erased at the next purge, move or mount. */
  remove(key: number): StoreResult {
    return this.transaction([{ key, value: undefined }]);
  }

  /** Adds an entry to the log `key`, which keeps the last 32; a value under this key goes. */
  append(key: number, entry: Uint8Array): StoreResult {
    return this.transaction([{ key, entry }]);
  }

  /** Makes all changes in this order or, when refused or cut, none. */
  transaction(changes: readonly Change[]): StoreResult {
    const drafts = this.#drafts(changes);
    if (drafts.length === 0) return 'ok';
    if (!this.#fits(drafts)) return 'full';
    this.#journal.format();
    const places = this.#journal.append(drafts);
    if (places === undefined) return this.#moveWith(drafts);
    applyAll(this.#index, drafts, places);
    return 'ok';
  }

  /**
   * As `transaction`, and leaves nothing but current values in flash: those removed or replaced,
   * by these changes or before, are erased everywhere. The changes hold, and a cut can no longer
   * save the old values, from one instant on: the next mount ends the erasing. After `worn`, `get`
   * tells whether the changes were made; something old may then be left in flash.
   */
  purge(changes: readonly Change[] = []): StoreResult {
    const drafts = this.#drafts(changes);
    if (drafts.length > 0 || !this.secretsErased) {
      if (!this.#fits(drafts)) return 'full';
      this.#journal.format();
      const result = this.#moveWith(drafts);
      if (result !== 'ok') return result;
    }
    return this.secretsErased ? 'ok' : 'worn';
  }

  #read({ at, length }: Place): Uint8Array | undefined {
    return this.#journal.read(at, length)?.subarray(HEADER_BYTES, HEADER_BYTES + length);
  }

  #drafts(changes: readonly Change[]): Draft[] {
    const drafts: Draft[] = [];
    for (const change of changes) {
      const { key } = change;
      if (!Number.isInteger(key) || key < 0 || key > 255) {
        throw new UsageError('a store key is an integer from 0 to 255');
      }
      if ('entry' in change) drafts.push({ key, kind: RecordKind.Entry, payload: change.entry });
      else if (change.value !== undefined) {
        drafts.push({ key, kind: RecordKind.Value, payload: change.value });
      } else if (this.#index.knows(key) || drafts.some((draft) => draft.key === key)) {
        drafts.push({ key, kind: RecordKind.Removed, payload: NO_BYTES });
      }
    }
    return drafts;
  }

  /** Whether one page holds what is live after `drafts`, with room left for a damage note. */
  #fits(drafts: readonly Draft[]): boolean {
    if (drafts.some(({ payload }) => payload.length > MAX_PAYLOAD)) return false;
    const limit = this.#journal.capacity - NOTE_BYTES - RECORD_OVERHEAD;
    if (this.#index.bytes + sizeOf(drafts) <= limit) return true;
    const after = new LiveIndex(this.#index);
    applyAll(after, drafts, []);
    return after.bytes <= limit;
  }

  /** Writes what is live after `drafts` to another page. Rot is never copied under a new CRC. */
  #moveWith(drafts: readonly Draft[]): StoreResult {
    const plan = new LiveIndex();
    plan.markDamaged(this.#index.damaged);
    const pool: Draft[] = [];
    const take = (draft: Draft): void => {
      plan.apply(draft.key, draft.kind, { at: pool.length, length: draft.payload.length });
      pool.push(draft);
    };
    for (const [key, { isLog, places }] of this.#index.slots) {
      const kind = isLog ? RecordKind.Entry : RecordKind.Value;
      for (const place of places) {
        const payload = this.#read(place);
        if (payload === undefined) plan.damage(key, kind);
        else take({ key, kind, payload });
      }
    }
    drafts.forEach(take);

    const note = plan.damaged.size > 0 ? [encodeDamageNote(plan.damaged)] : [];
    const kept = [...note, ...plan.places().flatMap(({ at }) => pool[at] ?? [])];
    if (sizeOf(kept) > this.#journal.capacity) return 'full';
    const places = this.#journal.move(kept);
    if (places === undefined) return 'worn';
    this.#index = new LiveIndex();
    this.#index.markDamaged(plan.damaged);
    applyAll(this.#index, kept, places);
    return 'ok';
  }
}

function applyAll(index: LiveIndex, drafts: readonly Draft[], places: readonly number[]): void {
  for (const [i, { key, kind, payload }] of drafts.entries()) {
    index.apply(key, kind, { at: places[i] ?? 0, length: payload.length });
  }
}
