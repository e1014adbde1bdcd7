const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;

/** A WebAssembly memory: it grows by pages of 64 KiB, and then has a new buffer. */
export interface GrowingMemory {
  readonly buffer: ArrayBuffer;
  /** RangeError when there is no more. */
  readonly grow: (pages: number) => number;
}

interface Block {
  readonly at: number;
  readonly bytes: number;
}

/** Hands out a memory from `heap` on, in multiples of 16 bytes; what is given back is used again. */
export class MemoryBlocks {
  readonly #memory: GrowingMemory;
  /** By address; no two of them touch. */
  #free: Block[];

  constructor(memory: GrowingMemory, heap: number) {
    this.#memory = memory;
    const at = rounded(heap);
    this.#free = [{ at, bytes: memory.buffer.byteLength - at }];
  }

  /** Address of `bytes` bytes, their content as it was left. The memory may grow for them. */
  take(bytes: number): number {
    const wanted = rounded(bytes);
    let place = this.#free.findIndex((block) => block.bytes >= wanted);
    if (place < 0) {
      const end = this.#memory.buffer.byteLength;
      const pages = Math.ceil(wanted / PAGE_BYTES);
      this.#memory.grow(pages);
      this.give(end, pages * PAGE_BYTES);
      place = this.#free.length - 1;
    }
    const { at, bytes: had } = this.#free[place] ?? { at: 0, bytes: 0 };
    const rest = { at: at + wanted, bytes: had - wanted };
    this.#free.splice(place, 1, ...(rest.bytes > 0 ? [rest] : []));
    return at;
  }

  /** Takes back what `take` gave for as many bytes. */
  give(at: number, bytes: number): void {
    const blocks = [...this.#free, { at, bytes: rounded(bytes) }].sort((a, b) => a.at - b.at);
    this.#free = [];
    for (const block of blocks) {
      const before = this.#free.at(-1);
      if (before === undefined || before.at + before.bytes < block.at) this.#free.push(block);
      else this.#free.splice(-1, 1, { at: before.at, bytes: before.bytes + block.bytes });
    }
  }
}

function rounded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
