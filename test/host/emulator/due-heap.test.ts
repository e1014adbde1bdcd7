import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Due, DueHeap } from '../../../host/emulator/due-heap.ts';

class Item implements Due {
  heapIndex = -1;
  dueAt: number;
  constructor(dueAt: number) {
    this.dueAt = dueAt;
  }
}

const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Infinity));

it('gives the earliest first, whatever was moved and removed before', () => {
  const change = fc.tuple(fc.nat(30), fc.option(time, { nil: undefined }));
  fc.assert(
    fc.property(fc.array(time, { maxLength: 30 }), fc.array(change), (times, changes) => {
      const items = times.map((at) => new Item(at));
      const heap = new DueHeap<Item>();
      for (const item of items) heap.place(item);
      const inside = new Set(items.filter((item) => item.dueAt < Infinity));
      for (const [index, at] of changes) {
        const item = items[index];
        if (item === undefined) continue;
        if (at === undefined) heap.remove(item);
        else {
          item.dueAt = at;
          heap.place(item);
        }
        if (at === undefined || at === Infinity) inside.delete(item);
        else inside.add(item);
      }
      const out: number[] = [];
      for (let first = heap.first; first !== undefined; first = heap.first) {
        out.push(first.dueAt);
        heap.remove(first);
      }
      expect(out).toEqual([...inside].map((item) => item.dueAt).sort((a, b) => a - b));
    }),
  );
});
