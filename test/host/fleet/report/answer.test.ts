import { answer, fleetReportHtml } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

it('tells how often two codes in a row kept a fob that would be swapped', () => {
  const told = (times: number): string =>
    answer(madeResult(madeTally(92, 3, { resynchronisedByDesk: (day) => (day < times ? 1 : 0) })));
  expect(told(0)).not.toContain('two codes');
  expect(told(1)).toContain(
    'Two codes in a row, read out to the help desk, bring the bank’s window back to a fob once.',
  );
  expect(told(12)).toContain(' back to a fob 12 times.');
});

const CALLS = madeTally(1461, 50, {
  inUse: () => 50,
  accepted: () => 50,
  callsLocked: (day) => (day % 2 === 0 ? 8 : 7),
  callsRejected: (day) => (day % 4 === 0 ? 1 : 0),
  locked: () => 8,
  lockedByGuessers: () => 6,
});

it('of a sample it says so, and tells calls for the whole fleet', () => {
  expect(answer(madeResult(CALLS, { ofFobs: 800 }))).toMatch(
    /^This is a sample of 50 of 800 fobs\. In 4 years .* gets 236 calls a month \(about 3,800 for all 800 fobs\), /,
  );
  expect(answer(madeResult(CALLS))).not.toMatch(/sample|for all/);
  expect(answer(madeResult(CALLS, { ofFobs: 40 }))).not.toMatch(/sample|for all/);
});

it('the page tells calls and the odds of a year for the whole fleet, too', async () => {
  const columns = { ...CALLS.columns, attacks: CALLS.columns.inUse, guesses: CALLS.columns.inUse };
  const guessed = { ...CALLS, columns: { ...columns, guessTargets: CALLS.columns.inUse } };
  const page = await fleetReportHtml(madeResult(guessed, { ofFobs: 800 }));
  expect(page).toContain(
    '10 fobs attacked a day (of all 800 fobs: 160 fobs attacked a day), at most 100 guesses each',
  );
  const texts = [...page.matchAll(/<div class="tile"><b>(.*?)<\/b><span>(.*?)<\/span>/g)];
  const tiles = texts.map(([, value, name]) => `${String(value)} ${String(name)}`);
  expect(tiles).toContain('236 calls to the help desk a month; about 3,800 for all 800 fobs');
  expect(tiles).toContain(
    '1 in 17.6 odds that a guesser comes through within a year, of all 800 fobs',
  );
});

it('says how many of the locks are by guessers where most calls are for locks', () => {
  expect(answer(madeResult(CALLS))).toContain(' of them for locks (8,766 of 11,688 by guessers).');
  const { lockedByGuessers: _none, ...columns } = CALLS.columns;
  const owners = { ...columns, lockedByGuessers: new Float64Array(1461) };
  expect(answer(madeResult({ ...CALLS, columns: owners }))).toContain(' of them for locks.');
});

it('draws whose locks they are', async () => {
  const page = await fleetReportHtml(madeResult(CALLS));
  expect(page).toMatch(/The bank locks 11,688 times in 4 years, 8,766 of them by guessers’ codes/);
  expect(page).toContain('11,688</b><span>locks in all, 8,766 of them by guessers<');
  const [, figure = ''] = page.split('<figure id="locks">');
  expect(figure).toMatch(/<li class="guess">by a guesser’s<\/li>[^]*?class="solid guess"/);
});

it('of a run that ends before a fob is in use it says that, not that nobody guesses', () => {
  expect(answer(madeResult(madeTally(14, 5)))).toBe(
    'In 14 days none of the 5 fobs die. No fob is in use yet: nobody types a code, calls or is attacked.',
  );
});
