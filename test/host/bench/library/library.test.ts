import { describe, expect, test } from 'vitest';
import { asItIs, asTwin, disarmed, libraryEntries, told } from './forms.ts';

const entries = await libraryEntries();

describe.each(entries.map((entry) => ({ ...entry, entry })))('$name', ({ entry }) => {
  test('passes on the model', async () => {
    const records = await asItIs(entry);
    expect(records.length).toBeGreaterThan(0);
    expect(told(records)).toEqual(allOf(records, /^PASS/));
  });

  test(`fails with its defect put in: ${entry.defect.defect}`, async () => {
    const records = await asTwin(entry);
    expect(records.length).toBeGreaterThan(0);
    expect(told(records)).toEqual(allOf(records, /^FAIL/));
  });
});

const arming = entries.filter(({ text }) => /^faults:/m.test(text));

describe.each(arming.map((entry) => ({ ...entry, entry })))('$name', ({ entry }) => {
  test('is invalid when its faults never fire', async () => {
    const records = await disarmed(entry);
    expect(records.length).toBeGreaterThan(0);
    expect(told(records)).toEqual(allOf(records, /^INVALID/));
  });
});

function allOf(records: readonly unknown[], verdict: RegExp): readonly unknown[] {
  return records.map((): unknown => expect.stringMatching(verdict));
}
