import { MONTH_DAYS } from '../figures/calendar.ts';
import { type FleetFigures, figuresOf, replacementDeaths } from '../figures/fleet-figures.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { guessText } from './guess-text.ts';
import { forAllText, sampleText } from './whole-fleet.ts';
import { counted, grouped, ofRightCodes, percent, shareText, timeText, told } from './words.ts';

/** What somebody asks who decides, in a few sentences; they are the same on a terminal. */
export function answer(result: FleetResult): string {
  return [sampleText(result.facts), ...findings(result)].filter(isTold).join(' ');
}

/** The sentences of the answer, without that of which sample it is. */
export function findings(result: FleetResult): readonly string[] {
  const { facts, tally } = result;
  const figures = figuresOf(result);
  const dead = tally.fobs.death.reduce((all, day) => all + (day < 0 ? 0 : 1), 0);
  return [
    `In ${timeText(facts.days)} ${deathText(facts.fobs, dead)}${againText(replacementDeaths(tally))}.`,
    callsText(figures, facts),
    twoCodesText(figures),
    givenUpText(facts.fobs, figures),
    isUsed(figures) ? `${rejectedText(figures)}.` : '',
    guessText(facts, figures),
  ].filter(isTold);
}

function isTold(sentence: string): boolean {
  return sentence !== '';
}

/** Whether any fob has left the shelf. */
function isUsed({ inUse, callsPerMonth }: FleetFigures): boolean {
  return inUse + callsPerMonth > 0;
}

/** A few are counted, and so are a few that are left. */
function deathText(fobs: number, dead: number): string {
  if (fobs === 1) return dead === 0 ? 'the fob does not die' : 'the fob dies';
  const all = `${grouped(fobs)} fobs`;
  if (dead === fobs) return `all ${all} die`;
  if (dead === 0) return `none of the ${all} die`;
  if (fobs - dead < fobs / 100) return `all but ${grouped(fobs - dead)} of the ${all} die`;
  if (dead >= fobs / 100) return `${percent(dead / fobs)} of the ${all} die`;
  return `${grouped(dead)} of the ${all} ${dead === 1 ? 'dies' : 'die'}`;
}

/** Who presses twelve times a day sees the replacement die too. */
function againText(deaths: number): string {
  if (deaths === 0) return '';
  return `, and ${grouped(deaths)} of those that replace dead ones`;
}

/** What the help desk swaps is no death, and costs as much. */
function givenUpText(fobs: number, { givenUp, replaced }: FleetFigures): string {
  if (givenUp === 0) return '';
  const [which, whose] =
    givenUp === 1
      ? ['1 that still works', 'its']
      : [`${grouped(givenUp)} that still work`, 'their'];
  return `The help desk gives up ${which} (${shareText(givenUp / fobs)}), since ${whose} right codes are refused even after it has forgotten the drift; in all ${grouped(replaced)} fobs are sent as replacements.`;
}

function callsText(figures: FleetFigures, facts: FleetFacts): string {
  const { callsDead, callsLocked, callsPerMonth, callsRejected } = figures;
  if (!isUsed(figures)) return 'No fob is in use yet: nobody types a code, calls or is attacked.';
  if (callsPerMonth === 0) return 'Nobody calls the help desk.';
  const causes: readonly (readonly [calls: number, cause: string, more?: string])[] = [
    [callsDead, 'dead fobs'],
    [callsLocked, 'locks', guessersText(figures)],
    [callsRejected, 'codes that are not accepted'],
  ];
  const [[calls, cause, more = ''] = [0, '']] = causes.toSorted(([a], [b]) => b - a);
  const share = calls >= callsPerMonth * 0.9995 ? 'all' : percent(calls / callsPerMonth);
  return `The help desk gets ${oftenText(figures, facts)}, ${share} of them for ${cause}${more}.`;
}

function oftenText(figures: FleetFigures, facts: FleetFacts): string {
  const { callsPerMonth } = figures;
  const inAll = callsInAll(figures, facts.days);
  const [often, whole] =
    callsPerMonth < 1
      ? [`${counted(inAll, 'call')} in all`, forAllText(inAll, facts)]
      : [`${told(callsPerMonth)} calls a month`, forAllText(callsPerMonth, facts)];
  return whole === '' ? often : `${often} (${whole})`;
}

/** Whose locks they are: guessers do not grow in number with the fleet. */
function guessersText({ locked, lockedByGuessers }: FleetFigures): string {
  if (lockedByGuessers === 0) return '';
  if (lockedByGuessers === locked) return ' (all by guessers)';
  return ` (${grouped(lockedByGuessers)} of ${grouped(locked)} by guessers)`;
}

/** Fobs that would else be swapped. */
function twoCodesText({ resynchronisedByDesk: times }: FleetFigures): string {
  if (times === 0) return '';
  return `Two codes in a row, read out to the help desk, bring the bank’s window back to a fob ${times === 1 ? 'once' : `${grouped(times)} times`}.`;
}

/** Calls of the whole time, which are told where there is less than one in a month. */
export function callsInAll({ callsPerMonth }: FleetFigures, days: number): number {
  return Math.round((callsPerMonth * days) / MONTH_DAYS);
}

/** How many right codes are rejected, without the stop of a sentence. */
export function rejectedText({ rejectedShare }: FleetFigures): string {
  if (rejectedShare === 0) return 'No right code is rejected';
  const verb = rejectedShare >= 0.01 ? 'are' : 'is';
  return `${ofRightCodes(rejectedShare)} ${verb} rejected`;
}
