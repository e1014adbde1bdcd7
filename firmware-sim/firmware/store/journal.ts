/**
 * An append-only log in one page of flash, which moves to another page when it is full.
 *
 * At any time one page holds the log. To move, the records that still count are written to another
 * page, then that page's header, which is the commit, then the old page is erased. Power may fail
 * between any two bits of this:
 *
 * - before the new header is whole, the old page still holds and the new one is erased later;
 * - after it, the new page holds, having the later epoch, and the old one is erased at the next
 *   mount at the latest.
 *
 * Pages take turns, so wear spreads evenly. A page that no longer erases is filled with zeros, so
 * that nothing can be read from it, and left alone from then on ("retired").
 *
 * Not modelled, and to be minded on silicon: after a cut erase, cells may read as ones and yet be
 * weak. There, erase a page again at mount unless it is known that its erase ended.
 */
import type { FlashPort } from '../env.ts';
import { encodePageHeader, isLater, PAGE_HEADER_BYTES, readPage } from './page.ts';
import {
  COMMITTED,
  encodeBody,
  HEADER_BYTES,
  MARKER_BYTES,
  RECORD_OVERHEAD,
  readRecord,
  type Draft,
} from './record.ts';
import { scanLog, type Scan } from './scan.ts';

/** Blank pages are the best targets of a move, retired ones the last resort. */
const PREFERENCE = ['blank', 'unborn', 'unknown', 'retired'] as const;
type PageUse = (typeof PREFERENCE)[number] | 'log';

export interface OpenedJournal {
  readonly journal: Journal;
  /** The log as found; undefined where no page holds one. */
  readonly scan: Scan | undefined;
  /** The image of the page that holds the log. */
  readonly page: Uint8Array;
  /** No page holds a log, and yet the flash is not blank. */
  readonly unreadable: boolean;
}

export class Journal {
  readonly #flash: FlashPort;
  readonly #uses: PageUse[];
  #active: number | undefined;
  #epoch: number;
  /** Index in the active page at which the next record goes. */
  #end: number;
  /** False once something stands behind the last record: nothing is appended any more. */
  #open: boolean;

  private constructor(
    flash: FlashPort,
    uses: PageUse[],
    active: { page: number; epoch: number; scan: Scan; tidy: boolean } | undefined,
  ) {
    this.#flash = flash;
    this.#uses = uses;
    this.#active = active?.page;
    this.#epoch = active?.epoch ?? 0;
    this.#end = active?.scan.end ?? PAGE_HEADER_BYTES;
    this.#open = active?.tidy ?? false;
  }

  /** Reads all of the flash and writes nothing. Total: any content opens. */
  static open(flash: FlashPort): OpenedJournal {
    const uses: PageUse[] = [];
    let newest: { number: number; epoch: number; mended: boolean; image: Uint8Array } | undefined;
    for (let number = 0; number < flash.pageCount; number++) {
      const image = flash.read(number * flash.pageSize, flash.pageSize);
      const content = readPage(image);
      uses.push(content.kind === 'store' ? 'unknown' : content.kind);
      if (content.kind !== 'store') continue;
      if (newest === undefined || isLater(content.epoch, newest.epoch)) {
        newest = { number, epoch: content.epoch, mended: content.mended, image };
      }
    }
    if (newest === undefined) {
      const unreadable = uses.some((use) => use === 'unknown' || use === 'retired');
      const journal = new Journal(flash, uses, undefined);
      return { journal, scan: undefined, page: new Uint8Array(0), unreadable };
    }
    const found = scanLog(newest.image);
    const scan = newest.mended ? { ...found, tidy: false } : found;
    uses[newest.number] = 'log';
    const active = { page: newest.number, epoch: newest.epoch, scan, tidy: scan.tidy };
    const journal = new Journal(flash, uses, active);
    return { journal, scan, page: newest.image, unreadable: false };
  }

  /** Bytes that all records of a page may take together, overhead included. */
  get capacity(): number {
    return this.#flash.pageSize - PAGE_HEADER_BYTES;
  }

  /** Bytes that can still be appended without a move. */
  get room(): number {
    return this.#open ? this.#flash.pageSize - this.#end : 0;
  }

  /** Bytes of records in the log, those that no longer count included. */
  get used(): number {
    return this.#end - PAGE_HEADER_BYTES;
  }

  /** Whether nothing stands in flash but the log. */
  get alone(): boolean {
    return this.#uses.every((use) => use === 'log' || use === 'blank' || use === 'retired');
  }

  /**
   * Gives blank flash its first log, an empty one. Before there is a header nothing else may be
   * written, for records without one are the mark of flash that cannot be read.
   */
  format(): void {
    const blank = this.#uses.every((use) => use === 'blank' || use === 'unborn');
    if (this.#active === undefined && blank) this.move([]);
  }

  /**
   * Appends all of `drafts` or, as seen by the next mount, none. Returns the index of each record,
   * or undefined when they do not fit or the cells do not take them; only a move helps then.
   */
  append(drafts: readonly Draft[]): number[] | undefined {
    if (this.#active === undefined || sizeOf(drafts) > this.room) return undefined;
    const base = this.#active * this.#flash.pageSize;
    const places: number[] = [];
    for (const [i, draft] of drafts.entries()) {
      const body = encodeBody(draft, i < drafts.length - 1);
      // A worn cell in the header must leave nothing behind it, or the next mount would take it
      // for a rotten header that hides later records.
      const header = body.subarray(0, HEADER_BYTES);
      const rest = body.subarray(HEADER_BYTES);
      if (
        !this.#flash.write(base + this.#end, header) ||
        !this.#flash.write(base + this.#end + HEADER_BYTES, rest)
      ) {
        this.#open = false;
        return undefined;
      }
      // The record counts already, for its CRC holds; a marker that the cells do not take only
      // means that this page is at its end.
      const marker = Uint8Array.of(COMMITTED);
      if (!this.#flash.write(base + this.#end + body.length, marker)) this.#open = false;
      places.push(this.#end);
      this.#end += body.length + MARKER_BYTES;
    }
    return places;
  }

  /**
   * Moves: `drafts`, and nothing else, become the log, in another page. Returns the index of each
   * record, or undefined when no page takes them; the old log then stays as it is.
   */
  move(drafts: readonly Draft[]): number[] | undefined {
    if (sizeOf(drafts) > this.capacity) return undefined;
    const image = new Uint8Array(sizeOf(drafts)).fill(COMMITTED);
    const places: number[] = [];
    let at = 0;
    for (const draft of drafts) {
      image.set(encodeBody(draft, false), at);
      places.push(PAGE_HEADER_BYTES + at);
      at += draft.payload.length + RECORD_OVERHEAD;
    }
    for (const page of this.#targets()) {
      if (!this.#fill(page, image)) continue;
      if (this.#active !== undefined) this.#uses[this.#active] = 'unknown';
      this.#uses[page] = 'log';
      this.#active = page;
      this.#end = PAGE_HEADER_BYTES + image.length;
      this.#open = true;
      this.sweep();
      return places;
    }
    return undefined;
  }

  /** Erases every page that does not hold the log; needs one that does. */
  sweep(): void {
    if (this.#active === undefined) return;
    for (const [page, use] of this.#uses.entries()) {
      if (use !== 'unknown' && use !== 'unborn') continue;
      this.#uses[page] = this.#flash.erase(page) ? 'blank' : this.#retire(page);
    }
  }

  /** The bytes of the record at `at` with a payload of `length`; undefined if no longer intact. */
  read(at: number, length: number): Uint8Array | undefined {
    if (this.#active === undefined) return undefined;
    const start = this.#active * this.#flash.pageSize + at;
    const bytes = this.#flash.read(start, length + RECORD_OVERHEAD);
    const record = readRecord(bytes, 0);
    return record?.intact === true && record.header.length === length ? bytes : undefined;
  }

  #fill(page: number, image: Uint8Array): boolean {
    const base = page * this.#flash.pageSize;
    const wasBlank = this.#uses[page] === 'blank';
    this.#uses[page] = 'unknown';
    if (!wasBlank && !this.#flash.erase(page)) return false;
    if (!this.#flash.write(base + PAGE_HEADER_BYTES, image)) return false;
    this.#epoch = (this.#epoch + 1) >>> 0;
    if (this.#flash.write(base, encodePageHeader(this.#epoch))) return true;
    // A header that lacks one bit is accepted at mount, so it must be accepted here.
    const content = readPage(this.#flash.read(base, this.#flash.pageSize));
    return content.kind === 'store' && content.epoch === this.#epoch;
  }

  /** Pages that the log may move to, the next in turn first among equals. */
  #targets(): number[] {
    const count = this.#flash.pageCount;
    const start = this.#active ?? count - 1;
    const inTurn = Array.from({ length: count }, (_, i) => (start + 1 + i) % count);
    return PREFERENCE.flatMap((use) => inTurn.filter((page) => this.#uses[page] === use));
  }

  #retire(page: number): PageUse {
    const base = page * this.#flash.pageSize;
    this.#flash.write(base, new Uint8Array(this.#flash.pageSize));
    const { kind } = readPage(this.#flash.read(base, this.#flash.pageSize));
    return kind === 'store' ? 'unknown' : kind;
  }
}

export function sizeOf(drafts: readonly Draft[]): number {
  return drafts.reduce((sum, draft) => sum + draft.payload.length + RECORD_OVERHEAD, 0);
}
