/**
 * NOR flash as on a fob's microcontroller: a program operation clears bits of one byte, an erase
 * sets a whole page to ones, and each erase wears the page.
 *
 * The defaults: pages of 2 KB as on the STM32F07x (RM0091 §3.2.1), and 10,000 erases, the guarantee
 * that is usual for such parts (an assumption, not the figure of one datasheet).
 */
import { type FlashPort, PowerLoss } from '../firmware/env.ts';
import { integerOf, PartStateError, type PartState, WORDS } from './part-state.ts';
import { wornMask } from './wear.ts';

export interface FlashParameters {
  /** Bytes of an erase page. */
  readonly pageSize: number;
  readonly pageCount: number;
  /** Erases that a page takes before its cells begin to stick. */
  readonly wearLimit: number;
}

export const DEFAULT_FLASH: FlashParameters = { pageSize: 2048, pageCount: 2, wearLimit: 10_000 };

/** Erases beyond the limit after which no more cells begin to stick: hardly any is left. */
const WORN_THROUGH = 20_000;

/**
 * When the power is to fail. The cut counts steps: one byte programmed is one step, one page
 * erased is one step, whatever the page size.
 */
export interface PowerCut {
  /** Steps that still complete; the one after them is torn. */
  readonly afterBytes: number;
  /**
   * Random bytes, 0 to 255: the bits of the torn byte that keep their old state. A torn program
   * takes one, a torn erase one for each byte of the page. 0xFF: the step did nothing; 0: it
   * was just done when the power failed.
   */
  readonly torn: () => number;
}

export class Flash implements FlashPort {
  readonly pageSize: number;
  readonly pageCount: number;
  readonly wearLimit: number;

  readonly #cells: Uint8Array;
  readonly #wear: number[];
  /** Per page, the bits that stick; undefined while the page is sound. */
  readonly #stuck: (Uint8Array | undefined)[];
  #cut: PowerCut | undefined;
  #stepsLeft = 0;
  #programmedBytes = 0;
  #erases = 0;
  #cuts = 0;

  constructor(parameters: FlashParameters = DEFAULT_FLASH) {
    this.pageSize = parameters.pageSize;
    this.pageCount = parameters.pageCount;
    this.wearLimit = parameters.wearLimit;
    this.#cells = new Uint8Array(this.pageSize * this.pageCount).fill(0xff);
    this.#wear = new Array<number>(this.pageCount).fill(0);
    this.#stuck = new Array<Uint8Array | undefined>(this.pageCount).fill(undefined);
  }

  /** Bytes programmed since this object was made. */
  get programmedBytes(): number {
    return this.#programmedBytes;
  }

  /** Pages erased since this object was made. */
  get erases(): number {
    return this.#erases;
  }

  /** Power cuts that have fired: the evidence that an armed one did. */
  get cuts(): number {
    return this.#cuts;
  }

  /** Erases that `page` has seen in its life. */
  wear(page: number): number {
    return this.#wear[page] ?? 0;
  }

  read(offset: number, length: number): Uint8Array {
    this.#checkRange(offset, length);
    return this.#cells.slice(offset, offset + length);
  }

  write(offset: number, bytes: Uint8Array): boolean {
    this.#checkRange(offset, bytes.length);
    let taken = true;
    for (let i = 0; i < bytes.length; i++) {
      const address = offset + i;
      const old = this.#cells[address] ?? 0xff;
      const target = old & (bytes[i] ?? 0xff);
      if (this.#cutNow()) this.#tearByte(address, old, target);
      const stuck = this.#stuckBits(address);
      const now = (target & ~stuck) | (old & stuck);
      this.#cells[address] = now;
      this.#programmedBytes++;
      if (now !== target) taken = false;
    }
    return taken;
  }

  erase(page: number): boolean {
    this.#checkRange(page * this.pageSize, this.pageSize);
    const start = page * this.pageSize;
    const wear = this.wear(page) + 1;
    this.#wear[page] = wear;
    if (wear > this.wearLimit && wear <= this.wearLimit + WORN_THROUGH) {
      this.#stuck[page] = wornMask(page, wear - this.wearLimit, this.pageSize, this.#stuck[page]);
    }
    if (this.#cutNow()) this.#tearErase(start);
    this.#erases++;
    const stuck = this.#stuck[page];
    if (stuck === undefined) {
      this.#cells.fill(0xff, start, start + this.pageSize);
      return true;
    }
    let blank = true;
    for (let i = 0; i < this.pageSize; i++) {
      const now = (~(stuck[i] ?? 0) & 0xff) | (this.#cells[start + i] ?? 0);
      this.#cells[start + i] = now;
      if (now !== 0xff) blank = false;
    }
    return blank;
  }

  /** Arms one power cut; a second call replaces the first. Throws `PowerLoss` when it fires. */
  armCut(cut: PowerCut): void {
    this.#cut = cut;
    this.#stepsLeft = cut.afterBytes;
  }

  disarmCut(): void {
    this.#cut = undefined;
  }

  /** Bit rot: one cell changes by itself. `bit` is 0 to 7, least significant first. */
  rot(address: number, bit: number): void {
    this.#checkRange(address, 1);
    this.#cells[address] = (this.#cells[address] ?? 0) ^ (1 << bit);
  }

  /** Cells and wear: `cells`, and `wear0`, `wear1`, … for the pages. */
  save(): PartState {
    const wear = this.#wear.map((erases, page) => [`wear${String(page)}`, erases] as const);
    return { cells: this.#cells.slice(), ...Object.fromEntries(wear) };
  }

  /** Replaces cells and wear, as when the chip is swapped; an armed cut is dropped. */
  load(state: PartState): void {
    const cells = state['cells'];
    if (!(cells instanceof Uint8Array) || cells.length !== this.#cells.length) {
      throw new PartStateError('cells', `${String(this.#cells.length)} bytes`);
    }
    const wear = this.#wear.map((_, page) => integerOf(state, `wear${String(page)}`, WORDS));
    this.#cells.set(cells);
    for (const [page, erases] of wear.entries()) {
      this.#wear[page] = erases;
      // Which cells stick follows from the wear alone.
      this.#stuck[page] = undefined;
      const over = Math.min(erases - this.wearLimit, WORN_THROUGH);
      for (let n = 1; n <= over; n++) {
        this.#stuck[page] = wornMask(page, n, this.pageSize, this.#stuck[page]);
      }
    }
    this.#cut = undefined;
  }

  #cutNow(): boolean {
    return this.#cut !== undefined && this.#stepsLeft-- === 0;
  }

  #tearByte(address: number, old: number, target: number): never {
    const kept = (this.#cut?.torn() ?? 0) | this.#stuckBits(address);
    this.#cells[address] = old & (target | kept);
    this.#losePower();
  }

  #tearErase(start: number): never {
    for (let i = start; i < start + this.pageSize; i++) {
      const kept = (this.#cut?.torn() ?? 0) | this.#stuckBits(i);
      this.#cells[i] = (this.#cells[i] ?? 0) | (~kept & 0xff);
    }
    this.#losePower();
  }

  #losePower(): never {
    this.#cut = undefined;
    this.#cuts++;
    throw new PowerLoss();
  }

  #stuckBits(address: number): number {
    const stuck = this.#stuck[Math.floor(address / this.pageSize)];
    return stuck?.[address % this.pageSize] ?? 0;
  }

  /** An address outside the chip is a bus fault: a bug of the firmware, not an event of its life. */
  #checkRange(offset: number, length: number): void {
    if (!(offset >= 0 && offset + length <= this.#cells.length)) {
      throw new RangeError('flash address out of range');
    }
  }
}
