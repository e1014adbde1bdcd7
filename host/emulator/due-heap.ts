/** One that is due at some time. The heap keeps its place in it. */
export interface Due {
  dueAt: number;
  /** −1 while it is in no heap. */
  heapIndex: number;
}

/** Those who are due, the earliest first; one whose time changes moves at logarithmic cost. */
export class DueHeap<Item extends Due> {
  readonly #items: Item[] = [];

  get first(): Item | undefined {
    return this.#items[0];
  }

  /** Puts an item in, or moves it after its `dueAt` changed. One that is never due is left out. */
  place(item: Item): void {
    if (item.dueAt === Infinity) {
      this.remove(item);
      return;
    }
    if (item.heapIndex < 0) {
      item.heapIndex = this.#items.length;
      this.#items.push(item);
    }
    this.#up(item.heapIndex);
    this.#down(item.heapIndex);
  }

  remove(item: Item): void {
    const index = item.heapIndex;
    if (index < 0) return;
    item.heapIndex = -1;
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#put(last, index);
    this.#up(index);
    this.#down(last.heapIndex);
  }

  #up(from: number): void {
    let index = from;
    const item = this.#items[index];
    while (item !== undefined && index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#items[parentIndex];
      if (parent === undefined || parent.dueAt <= item.dueAt) break;
      this.#put(parent, index);
      this.#put(item, parentIndex);
      index = parentIndex;
    }
  }

  #down(from: number): void {
    let index = from;
    const item = this.#items[index];
    while (item !== undefined) {
      const leftIndex = 2 * index + 1;
      const left = this.#items[leftIndex];
      const right = this.#items[leftIndex + 1];
      if (left === undefined) break;
      const rightIsLess = right !== undefined && right.dueAt < left.dueAt;
      const child = rightIsLess ? right : left;
      const childIndex = rightIsLess ? leftIndex + 1 : leftIndex;
      if (item.dueAt <= child.dueAt) break;
      this.#put(child, index);
      this.#put(item, childIndex);
      index = childIndex;
    }
  }

  #put(item: Item, index: number): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }
}
