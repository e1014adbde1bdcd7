import { html } from 'hono/html';
import { type FleetFigures, figuresOf } from '../figures/fleet-figures.ts';
import { type Html, NOTHING } from '../plot/axes.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { callsInAll, findings } from './answer.ts';
import { type Tile, tiles } from './figure.ts';
import { yearOdds } from './guess-text.ts';
import { runPlots } from './run-plots.ts';
import { allFobs, forAllText, isSample } from './whole-fleet.ts';
import { grouped, oneIn, shareText, told } from './words.ts';
import { yearsTable } from './years-table.ts';

/**
 * What happens in a run.
 *
 * @param under What it was of, where the page has told something else before.
 */
export function runSection(result: FleetResult, under?: string): Html {
  return html`${under === undefined ? NOTHING : html`<h2>${under} <span lang="ja">経過</span></h2>`}
    ${under === undefined ? headline(result) : html`<p>${findings(result).join(' ')}</p>`}
    ${runTiles(result)}
    ${under === undefined ? html`<h2>What happens <span lang="ja">経過</span></h2>` : NOTHING}
    ${runPlots(result)}
    <h2>Year by year <span lang="ja">年ごと</span></h2>
    ${yearsTable(result)}`;
}

/** Deaths and calls are what most people ask for first. */
function headline(result: FleetResult): Html {
  const [deaths = '', calls = '', ...more] = findings(result);
  return html`<p class="answer">${deaths} ${calls}</p>
    <p>${more.join(' ')}</p>`;
}

function runTiles(result: FleetResult): Html {
  const { facts, tally } = result;
  const figures = figuresOf(result);
  const dead = tally.fobs.death.reduce((all, day) => all + (day < 0 ? 0 : 1), 0);
  const first = `of ${grouped(facts.fobs)} fobs that were handed out first`;
  const inAll = callsInAll(figures, facts.days);
  const calls: Tile =
    figures.callsPerMonth < 1
      ? [grouped(inAll), `calls to the help desk in all${forAll(inAll, facts)}`]
      : [
          told(figures.callsPerMonth),
          `calls to the help desk a month${forAll(figures.callsPerMonth, facts)}`,
        ];
  const givenUp: readonly Tile[] =
    figures.givenUp === 0
      ? []
      : [
          [
            grouped(figures.givenUp),
            figures.givenUp === 1
              ? 'fob that still works is given up by the help desk'
              : 'fobs that still work are given up by the help desk',
          ],
        ];
  const guesser: readonly Tile[] =
    figures.attackOdds === undefined
      ? []
      : [
          [oneIn(figures.attackOdds), 'days of guessing at one fob succeeds'],
          ...yearTile(facts, figures),
        ];
  return tiles([
    calls,
    rejectedTile(figures.rejectedShare),
    [
      grouped(figures.locked),
      `${figures.locked === 1 ? 'lock' : 'locks'} in all${byGuessers(figures)}`,
    ],
    ...(facts.fobs === 1
      ? []
      : ([[grouped(dead), `${first} ${dead === 1 ? 'dies' : 'die'}`]] as const)),
    [
      grouped(figures.replaced),
      figures.replaced === 1 ? 'fob is sent as a replacement' : 'fobs are sent as replacements',
    ],
    ...givenUp,
    ...guesser,
  ]);
}

function rejectedTile(share: number): Tile {
  if (share === 0) return ['none', 'of the right codes is rejected'];
  return [
    shareText(share),
    share < 0.01 ? 'right codes is rejected' : 'of right codes are rejected',
  ];
}

/** Of a year and the whole fleet. */
function yearTile(facts: FleetFacts, figures: FleetFigures): readonly Tile[] {
  if (figures.attackOdds === 0) return [];
  const [value, what] = yearOdds(facts, figures);
  return [[value, `${what}${isSample(facts) ? `, of ${allFobs(facts)}` : ''}`]];
}

function forAll(value: number, facts: FleetFacts): string {
  const whole = forAllText(value, facts);
  return whole === '' ? '' : `; ${whole}`;
}

function byGuessers({ locked, lockedByGuessers }: FleetFigures): string {
  if (lockedByGuessers === 0) return '';
  return lockedByGuessers === locked
    ? ', by guessers'
    : `, ${grouped(lockedByGuessers)} of them by guessers`;
}
