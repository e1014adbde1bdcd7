import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { SharedSheets } from '../../../../host/emulator/codes/shared-sheet.ts';

describe('sheets', () => {
  it('use memory again that was given back, and none that is in use', () => {
    const sheets = new SharedSheets();
    const first = sheets.take(1000);
    expect(sheets.take(1000).buffer).not.toBe(first.buffer);
    sheets.give(first);
    expect(sheets.take(999).buffer).toBe(first.buffer);
    expect(sheets.take(999).buffer).not.toBe(first.buffer);
  });

  it('begin at the first item, whatever the memory was used for', () => {
    const sheets = new SharedSheets();
    const used = sheets.take(10);
    used.next[0] = 10;
    sheets.give(used);
    expect(sheets.take(10).next[0]).toBe(0);
  });

  it('keep the larger one, and none of more than 64 MiB', () => {
    const sheets = new SharedSheets();
    const [small, large, huge] = [10, 1000, 3_000_000].map((items) => sheets.take(items));
    for (const sheet of [large, small, huge]) if (sheet !== undefined) sheets.give(sheet);
    expect(sheets.take(1).buffer).toBe(large?.buffer);
  });
});

describe('a sheet', () => {
  it.each([1, 2, 3, 1001])('has room for every array of %i items, none over another', (items) => {
    const sheet = new SharedSheets().take(items);
    const arrays = [
      sheet.indices(new Uint32Array(items)),
      sheet.counters(new Float64Array(items)),
      ...Array.from({ length: 3 }, () => sheet.ints(new Int32Array(items))),
      sheet.into,
    ];
    for (const [i, array] of arrays.entries()) array.fill(i + 1);
    for (const [i, array] of arrays.entries()) {
      expect([array.length, ...new Set(array)]).toEqual([items, i + 1]);
    }
    expect(sheet.next[0]).toBe(0);
  });

  it('takes no array of another length', () => {
    const sheet = new SharedSheets().take(3);
    expect(() => sheet.ints(new Int32Array(2))).toThrow(UsageError);
    expect(() => sheet.counters(new Float64Array(4))).toThrow(UsageError);
  });
});
