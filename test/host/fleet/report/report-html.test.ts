import {
  answer,
  bestPlan,
  compare,
  fleetReportHtml,
  type FleetResult,
  planByKnowledge,
  USUAL_PRICES,
} from '@fobkit/fleet';
import { describe, expect, it } from 'vitest';
import { madeResult, madeTally, spreadOf } from '../support/made-result.ts';

const TALLY = {
  ...madeTally(1826, 1000, {
    inUse: () => 1000,
    accepted: () => 999,
    rejectedRight: () => 1,
    callsDead: () => 3,
    callsLocked: () => 1,
    locked: () => 1,
    attacks: () => 10,
    guesses: () => 50,
    guessTargets: () => 350,
  }),
  clockSeconds: [spreadOf(29, [-3, 0, 2]), spreadOf(1825, [-90, 0, 20])],
  chargePercent: [spreadOf(29, [97, 98, 99]), spreadOf(1825, [10, 20, 30])],
};
TALLY.fobs.death.fill(1500, 0, 31);
const RESULT = madeResult(TALLY, { title: 'Fobs & <people>' });
const WEIGHED = { prices: USUAL_PRICES, reports: 1 };
const page = await fleetReportHtml(RESULT);

describe('the answer on top', () => {
  it('tells deaths, calls, rejected codes and odds', () => {
    expect(answer(RESULT)).toBe(
      'In 5 years 3.1 % of the 1,000 fobs die. The help desk gets 122 calls a month, 75 % of them ' +
        'for dead fobs. 1 in 1,000 right codes is rejected. A day of guessing at one fob succeeds ' +
        'with odds of 1 in 28,571; with 10 fobs attacked a day (3,653 attacks a year on those in ' +
        'use), the odds that a guesser comes through within a year are 1 in 8.33.',
    );
  });

  it('says so where nothing happens', () => {
    const quiet = madeResult(madeTally(100, 5, { inUse: () => 5, accepted: () => 5 }));
    expect(answer(quiet)).toBe(
      'In 3 months none of the 5 fobs die. Nobody calls the help desk. No right code is rejected.',
    );
  });

  it('speaks of one fob where there is one', () => {
    const one = madeTally(100, 1, { inUse: () => 1, accepted: () => 1 });
    expect(answer(madeResult(one))).toMatch(/^In 3 months the fob does not die\. /);
    one.fobs.death.fill(50);
    expect(answer(madeResult(one))).toMatch(/^In 3 months the fob dies\. /);
  });

  it('tells more than one guesser a year by their number', () => {
    const busy = { facts: { ...RESULT.facts, guesser: { fobsPerDay: 100, guesses: 5 } } };
    const text = answer({ ...busy, tally: TALLY });
    expect(text).toMatch(
      /with 100 fobs attacked a day \(.*\), about 1\.28 guessers come through in a year/,
    );
  });

  it('tells attacks that are seldom by the days between them', () => {
    const seldom = { ...RESULT.facts, guesser: { fobsPerDay: 0.02, guesses: 5 } };
    const text = answer({ facts: seldom, tally: TALLY });
    expect(text).toMatch(
      /with one fob attacked every 50 days \(7\.31 .*\), the odds .* are 1 in 3,9\d\d\./,
    );
  });

  it('counts what is too little for a share or a rate', () => {
    const few = madeTally(365, 1000, {
      inUse: () => 1000,
      accepted: () => 1000,
      callsDead: (day) => (day === 9 ? 3 : 0),
    });
    few.fobs.death.fill(8, 0, 3);
    expect(answer(madeResult(few))).toMatch(
      /3 of the 1,000 fobs die\. The help desk gets 3 calls in all, all of them for dead fobs\./,
    );
    few.fobs.death.fill(8, 0, 997);
    expect(answer(madeResult(few))).toContain('all but 3 of the 1,000 fobs die');
  });

  it('says so where all die', () => {
    const all = madeTally(100, 3, { inUse: () => 1 });
    all.fobs.death.fill(50);
    expect(answer(madeResult(all))).toMatch(/^In 3 months all 3 fobs die\./);
  });

  it('tells of replacements that die too', () => {
    const again = madeTally(100, 5, { inUse: () => 5, died: (day) => (day < 4 ? 1 : 0) });
    again.fobs.death[0] = 0;
    expect(answer(madeResult(again))).toMatch(
      /^In 3 months 20 % of the 5 fobs die, and 3 of those that replace dead ones\./,
    );
  });

  it('tells of working fobs that the help desk gives up', () => {
    const swapped = madeTally(100, 5, { inUse: () => 5, replaced: (day) => (day < 4 ? 1 : 0) });
    swapped.fobs.retired.set([3, 4]);
    expect(answer(madeResult(swapped))).toMatch(
      /none of the 5 fobs die\. Nobody calls the help desk\. The help desk gives up 2 that still work \(40 %\), .* in all 4 fobs are sent/,
    );
  });

  it('calls after mistyped codes are of codes that are not accepted, not of right ones', () => {
    const mistyped = madeTally(100, 5, {
      inUse: () => 5,
      accepted: () => 5,
      callsRejected: () => 1,
    });
    expect(answer(madeResult(mistyped))).toMatch(
      /calls a month, all of them for codes that are not accepted\. No right code is rejected\./,
    );
  });
});

describe('the page', () => {
  it('reads nothing else', () => {
    expect(page).not.toMatch(/https?:|<script|<link|<img|url\(|@import/);
    expect(page).toContain("default-src 'none'");
  });

  it('escapes what the file says', () => {
    expect(page).toContain('Fobs &amp; &lt;people&gt;');
  });

  it('is the same for the same result', async () => {
    expect(await fleetReportHtml(RESULT)).toBe(page);
  });

  it('has a plot of each kind, named for those who cannot see it', () => {
    const labels = [...page.matchAll(/<svg[^>]*aria-label="([^"]+)"/g)].map(([, label]) => label);
    expect(labels).toEqual([
      'Calls to the help desk a month, by cause',
      'Rejected of 1,000 right codes, by month',
      'Share of the fobs that have died, by day',
      'Fobs that the bank locks, by month',
      'Percentiles of the clock error in seconds',
      'Percentiles of the charge in percent',
      'Odds that a day of guessing at one fob succeeds, by month',
    ]);
  });

  it('says that nothing happens without a drawing of nothing', async () => {
    const quiet = await fleetReportHtml(madeResult(madeTally(365, 5, { inUse: () => 5 })));
    expect(quiet).not.toContain('<svg');
    expect(quiet).toMatch(/<h3>Nobody calls the help desk<\/h3>/);
  });

  it('draws no number that is none', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('tells no clock of a fob that has none', async () => {
    const { facts, tally } = RESULT;
    const codes = { ...facts.codes, mode: 'hotp' as const };
    const hotp = await fleetReportHtml({ facts: { ...facts, codes }, tally });
    expect(hotp).not.toContain('Clock error');
    expect(hotp).toContain('2 counters ahead');
  });

  it('has the frontier and the replacement plan when there are any', async () => {
    const other = madeResult({
      ...TALLY,
      columns: { ...TALLY.columns, callsLocked: TALLY.columns.callsDead },
    });
    const comparison = compare([
      { name: 'narrow', result: other },
      { name: 'wide', result: RESULT },
    ]);
    const plan = planByKnowledge(RESULT, ({ ageDays }) => ageDays / 2000, 0.5);
    const whole = await fleetReportHtml(RESULT, {
      comparison,
      replacement: { leastOdds: 0.5, plan, best: bestPlan(RESULT), ...WEIGHED },
    });
    expect(whole).toMatch(/<title>\d: wide<\/title>/);
    expect(whole).toContain('Of 2 policies 1 is not beaten');
    expect(whole).toMatch(/plan saves (?:\d+|none) of 31 fobs that die/);
    expect(whole).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('tells the plan before the run, and how it is handed on', async () => {
    const plan = planByKnowledge(RESULT, ({ ageDays }) => ageDays / 2000, 0.5);
    const replacement = { leastOdds: 0.5, plan, best: bestPlan(RESULT), ...WEIGHED };
    const told = await fleetReportHtml(RESULT, { replacement });
    const places = [
      'The plan saves ',
      'die without a plan',
      'Fobs exchanged and dead by quarter',
      '--csv plan.csv',
      'What happens without the plan',
      'Calls to the help desk a month, by cause',
    ].map((text) => told.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('tells the choice of a comparison before the run of the chosen policy', async () => {
    const comparison = compare([{ name: 'as it is', result: RESULT }]);
    const told = await fleetReportHtml(RESULT, { comparison });
    expect(told.indexOf('Policies compared')).toBeLessThan(
      told.indexOf('under the choice, “as it is”'),
    );
    expect(told).toContain('All policies come to the same');
  });

  it('tells no fraction that nobody can picture', () => {
    const texts = [...page.matchAll(/>([^<]*)</g)].map(([, text = '']) => text);
    expect(texts.filter((text) => /\b0\.0\d/.test(text) && !text.includes('--'))).toEqual([]);
  });

  it('says of which sample it is', async () => {
    const sample = await fleetReportHtml(madeResult(TALLY, { ofFobs: 50_000 }));
    expect(sample).toContain('a sample of 1,000 of 50,000 fobs');
  });

  it('tells clocks that are beyond what is counted as off by so much or more', async () => {
    const clocks = (seconds: readonly number[]): FleetResult => {
      const clockSeconds = [29, 1825].map((day) => spreadOf(day, [-60, 60, ...seconds]));
      return madeResult({ ...TALLY, clockSeconds });
    };
    const inside = await fleetReportHtml(clocks(Array.from({ length: 200 }, () => -20)));
    expect(inside).toContain('98\u00a0% between 20\u00a0s slow and 20\u00a0s slow');
    const beyond = await fleetReportHtml(clocks(Array.from({ length: 200 }, () => -60)));
    expect(beyond).toContain('98\u00a0% between 60\u00a0s or more slow and 60\u00a0s or more slow');
  });

  it('draws the edges of a window that does not follow, and none of one that does', async () => {
    const { facts, tally } = RESULT;
    const policy = { ...facts.policy, followsDrift: false };
    const fixed = await fleetReportHtml({ facts: { ...facts, policy }, tally });
    expect(fixed).toContain('window: 4 steps behind');
    expect(page).not.toContain('window: 4 steps behind');
  });

  it('tells of no guesser where there is none', async () => {
    const { guesser: _none, ...facts } = RESULT.facts;
    const alone = { facts, tally: RESULT.tally };
    const comparison = compare([{ name: 'alone', result: alone }]);
    const quiet = await fleetReportHtml(alone, { comparison });
    expect(quiet).not.toMatch(/of guessing|odds of|Odds of|nobody guesses|no attack/);
  });

  it('tells what was assumed', () => {
    expect(page).toMatch(/<dt>mistyped<\/dt>\s*<dd>1 % of the codes<\/dd>/);
  });

  it.each([1, 2, 40])('says in words what a run of %i days comes to', async (days) => {
    const short = await fleetReportHtml(madeResult(madeTally(days, 3, { callsLocked: () => 2 })));
    expect(short).not.toMatch(/NaN|Infinity|undefined|<svg/);
    expect(short).toContain('is too short for curves');
    expect(short).toContain(
      `<li>The help desk gets ${String(2 * days)} calls in ${String(days)} day`,
    );
  });

  it.each([60, 119, 120, 7305])('draws a run of %i days', async (days) => {
    const drawn = await fleetReportHtml(madeResult(madeTally(days, 3, { callsLocked: () => 2 })));
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
    expect(drawn).toMatch(/class="solid locked" d="M\d/);
  });

  it('compares where nobody has guessed yet', async () => {
    const quiet = madeResult(madeTally(1, 3));
    const comparison = compare([{ name: 'a', result: quiet }]);
    const told = await fleetReportHtml(quiet, { comparison });
    expect(told).not.toMatch(/NaN|Infinity|undefined/);
  });
});
