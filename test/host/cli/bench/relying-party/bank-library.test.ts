import { describe, expect, test } from 'vitest';
import { bankParties } from '../../../../../host/cli/bench/relying-party/bank-party.ts';
import { asItIs, asTwin, libraryEntries, told } from '../../../bench/library/forms.ts';

/** What the manuals of the two banks tell, and what a bank sees of a clock that runs away. */
const STORIES = [
  'dead-battery-replaced',
  'hardware-to-software-and-back',
  'hot-storage',
  'locked-by-unregistered-token',
  'locked-by-wrong-codes',
  'lost-phone',
  'mode-change-cancels-all',
  'replayed-code',
  'resync-wants-consecutive-codes',
  'shelf-worn-stock',
  'unregistered-token',
];
const entries = (await libraryEntries()).filter(({ name }) => STORIES.includes(name));

test('each of the stories is in the library', () => {
  expect(entries.map(({ name }) => name)).toEqual(STORIES);
});

describe.each(['asahi-1303', 'ask-1020'])('with the bank of %s', (policy) => {
  test.each(entries.map((entry) => ({ name: entry.name, entry })))(
    '$name passes as it does with the usual relying party',
    async ({ entry }) => {
      const records = await asItIs(entry, bankParties(policy));
      expect(records.length).toBeGreaterThan(0);
      expect(told(records).filter((text) => !text.startsWith('PASS'))).toEqual([]);
    },
  );
});

// A twin whose defect is the relying party itself has a bank of its own.
const twins = entries.filter(({ defect }) => defect.bank === undefined);

test.each(twins.map((entry) => ({ name: entry.name, entry })))(
  'the bank finds the defect of the twin of $name',
  async ({ entry }) => {
    const records = await asTwin(entry, bankParties('asahi-1303'));
    expect(records.length).toBeGreaterThan(0);
    expect(told(records).filter((text) => !text.startsWith('FAIL'))).toEqual([]);
  },
);
