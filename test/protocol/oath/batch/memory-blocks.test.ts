import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrowingMemory, MemoryBlocks } from '../../../../protocol/oath/batch/memory-blocks.ts';

const PAGE = 65_536;

/** Pages as WebAssembly has them: it grows by whole ones, and then has another buffer. */
function pages(first: number): GrowingMemory {
  let buffer = new ArrayBuffer(first * PAGE);
  return {
    get buffer() {
      return buffer;
    },
    grow: (more) => {
      buffer = new ArrayBuffer(buffer.byteLength + more * PAGE);
      return 0;
    },
  };
}

describe('blocks of a memory', () => {
  it('never overlap, begin at multiples of 16, lie behind the heap and inside the memory', () => {
    // An empty block may stand anywhere.
    const bytes = fc.integer({ min: 1, max: 3 * PAGE });
    const step = fc.record({ bytes, giveBack: fc.option(fc.nat()) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const memory = pages(1);
        const blocks = new MemoryBlocks(memory, 1000);
        const taken: { at: number; bytes: number }[] = [];
        for (const { bytes, giveBack } of steps) {
          const at = blocks.take(bytes);
          expect(at % 16).toBe(0);
          expect(at).toBeGreaterThanOrEqual(1000);
          expect(at + bytes).toBeLessThanOrEqual(memory.buffer.byteLength);
          for (const other of taken) {
            expect(at + bytes <= other.at || other.at + other.bytes <= at).toBe(true);
          }
          taken.push({ at, bytes });
          if (giveBack === null) continue;
          const [gone] = taken.splice(giveBack % taken.length, 1);
          if (gone !== undefined) blocks.give(gone.at, gone.bytes);
        }
      }),
    );
  });

  it('are used again: neighbours that came back make room for one that is larger', () => {
    const memory = pages(1);
    const blocks = new MemoryBlocks(memory, 0);
    const taken = Array.from({ length: 4 }, () => blocks.take(PAGE / 4));
    for (const i of [2, 0, 3, 1]) blocks.give(taken[i] ?? -1, PAGE / 4);
    expect(blocks.take(PAGE)).toBe(0);
    expect(memory.buffer.byteLength).toBe(PAGE);
  });

  it('grow the memory only for what it has no room for', () => {
    const memory = pages(1);
    const blocks = new MemoryBlocks(memory, 0);
    blocks.take(PAGE - 32);
    blocks.take(32);
    expect(memory.buffer.byteLength).toBe(PAGE);
    expect(blocks.take(1)).toBe(PAGE);
    expect(memory.buffer.byteLength).toBe(2 * PAGE);
  });
});
