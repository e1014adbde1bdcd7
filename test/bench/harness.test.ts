import { describe, expect, it } from 'vitest';
import { interleave, median, tableText } from './harness.ts';
import { atLeast, atMost, holds } from './target.ts';

describe('median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });
  it('is the mean of the middle two of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });
  it('orders by number, not by text', () => {
    expect(median([10, 9, 100])).toBe(10);
  });
  it('of one value is that value, of none is no number', () => {
    expect(median([7])).toBe(7);
    expect(median([])).toBeNaN();
  });
  it('leaves its input as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('interleave', () => {
  it('runs each case once a round and begins each round with another', async () => {
    const order: string[] = [];
    const cases = ['a', 'b', 'c'].map((name) => ({ name, run: () => void order.push(name) }));
    await interleave(cases, { rounds: 3, sliceMs: 0 });
    expect(order.slice(-9).join('')).toBe('abcbcacab');
  });
  it('gives the results in the order of the cases, the median between slowest and fastest', async () => {
    const idle = (): void => undefined;
    const cases = ['first', 'second'].map((name) => ({ name, run: idle }));
    const measured = await interleave(cases, { rounds: 5, sliceMs: 0 });
    expect(measured.map(({ name }) => name)).toEqual(['first', 'second']);
    for (const { slowest, perSecond, fastest } of measured) {
      expect(slowest).toBeLessThanOrEqual(perSecond);
      expect(perSecond).toBeLessThanOrEqual(fastest);
    }
  });
  it('waits for a case that is asynchronous', async () => {
    let finished = 0;
    const run = async (): Promise<void> => {
      await Promise.resolve();
      finished++;
    };
    await interleave([{ name: 'slow', run }], { rounds: 1, sliceMs: 0 });
    expect(finished).toBeGreaterThan(1);
  });
});

describe('targets', () => {
  it('are met on their very limit', () => {
    expect(atMost(10, 10, 'ms')).toBe('≤ 10 ms ✓');
    expect(atLeast(10, 10, '×')).toBe('≥ 10× ✓');
  });
  it('are missed beyond it, and by no number', () => {
    expect(atMost(10, 10.1, 'ms')).toBe('≤ 10 ms ✗');
    expect(atLeast(10, 9.9, '×')).toBe('≥ 10× ✗');
    expect(atMost(10, Number.NaN, 'ms')).toBe('≤ 10 ms ✗');
  });
  it('may be conditions', () => {
    expect(holds('all 10', false)).toBe('all 10 ✗');
  });
});

describe('tableText', () => {
  it('sets columns of numbers to the right and others to the left, under their titles', () => {
    const table = {
      title: 'Title',
      columns: ['what', 'ms', 'target'],
      rows: [
        ['first', 1.5, '≤ 2 ms ✓'],
        ['second one', 12, ''],
      ],
      notes: ['A note.'],
    };
    expect(tableText(table).split('\n')).toEqual([
      'Title',
      '',
      'what         ms  target',
      '----------  ---  --------',
      'first       1.5  ≤ 2 ms ✓',
      'second one   12',
      '',
      'A note.',
    ]);
  });
});
