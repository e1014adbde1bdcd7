import { expect, test } from 'vitest';
import { linearise, type RecordedCall, type SequentialModel } from './linearise.ts';

type Op = 'add' | 'read';

/** A counter: `add` tells what it was before. */
class Counter implements SequentialModel<Op, Counter> {
  count: number;

  constructor(count = 0) {
    this.count = count;
  }

  play(op: Op): string {
    return String(op === 'add' ? this.count++ : this.count);
  }

  fork(): Counter {
    return new Counter(this.count);
  }

  key(): string {
    return String(this.count);
  }
}

const call = (op: Op, said: number, called: number, returned: number): RecordedCall<Op> => ({
  op,
  said: String(said),
  called,
  returned,
});
const orderOf = (calls: readonly RecordedCall<Op>[], end: number) =>
  linearise<Op, Counter>(calls, new Counter(), ({ count }) => count === end);

test('calls that overlap may have happened in either order', () => {
  const [late, early] = [call('add', 1, 0, 3), call('add', 0, 1, 2)];
  expect(orderOf([late, early], 2)).toEqual([early, late]);
});

test('what had returned before another was called came first', () => {
  expect(orderOf([call('add', 0, 0, 1), call('read', 0, 2, 3)], 1)).toBeUndefined();
  expect(orderOf([call('add', 0, 0, 2), call('read', 0, 1, 3)], 1)).toHaveLength(2);
});

test('two who were told the same count have lost one', () => {
  expect(orderOf([call('add', 0, 0, 2), call('add', 0, 1, 3)], 2)).toBeUndefined();
});

test('an order that ends otherwise explains nothing', () => {
  expect(orderOf([call('add', 0, 0, 1)], 2)).toBeUndefined();
});
