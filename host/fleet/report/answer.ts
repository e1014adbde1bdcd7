import {
  deathCurve,
  type FleetFigures,
  figuresOf,
  replacementDeaths,
} from '../figures/fleet-figures.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { grouped, oneIn, percent, timeText, told, toldOf } from './words.ts';

/** What somebody asks who decides, in a few sentences; they are the same on a terminal. */
export function answer(result: FleetResult): string {
  const { facts, tally } = result;
  const figures = figuresOf(result);
  const dead = deathCurve(tally).at(-1) ?? 0;
  return [
    `In ${timeText(facts.days)} ${deathText(facts.fobs, dead)}${againText(replacementDeaths(tally))}.`,
    givenUpText(facts.fobs, figures),
    callsText(figures),
    rejectedText(figures),
    guessText(facts, figures),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function deathText(fobs: number, dead: number): string {
  if (fobs === 1) return dead === 0 ? 'the fob does not die' : 'the fob dies';
  if (dead === 1) return `all ${grouped(fobs)} fobs die`;
  return `${dead === 0 ? 'none' : percent(dead)} of the ${grouped(fobs)} fobs die`;
}

/** Who presses twelve times a day sees the replacement die too. */
function againText(deaths: number): string {
  if (deaths === 0) return '';
  return `, and ${grouped(deaths)} of those that replace dead ones`;
}

/** What the help desk swaps is no death, and costs as much. */
function givenUpText(fobs: number, { givenUp, replaced }: FleetFigures): string {
  if (givenUp === 0) return '';
  const which = givenUp === 1 ? '1 that still works' : `${grouped(givenUp)} that still work`;
  return `The help desk gives up ${which} (${percent(givenUp / fobs)}), since their right codes are refused even after it has forgotten the drift; in all ${grouped(replaced)} fobs are sent as replacements.`;
}

function callsText({ callsDead, callsLocked, callsPerMonth, callsRejected }: FleetFigures): string {
  if (callsPerMonth === 0) return 'Nobody calls the help desk.';
  const causes: readonly (readonly [number, string])[] = [
    [callsDead, 'dead fobs'],
    [callsLocked, 'locks'],
    [callsRejected, 'codes that are not accepted'],
  ];
  const [[calls, cause] = [0, '']] = causes.toSorted(([a], [b]) => b - a);
  const share = calls >= callsPerMonth * 0.9995 ? 'all' : percent(calls / callsPerMonth);
  return `The help desk gets ${told(callsPerMonth)} calls a month, ${share} of them for ${cause}.`;
}

function rejectedText({ rejectedShare }: FleetFigures): string {
  if (rejectedShare === 0) return 'No right code is rejected.';
  const many = perHowMany(rejectedShare);
  const rejected = told(rejectedShare * many);
  return `Of ${grouped(many)} right codes ${rejected} ${rejected === '1' ? 'is' : 'are'} rejected.`;
}

/** A hundred, a thousand … of which one at least is rejected. */
function perHowMany(share: number): number {
  let many = 100;
  while (share * many < 1 && many < 1e9) many *= 10;
  return many;
}

function guessText({ guesser }: FleetFacts, { attackOdds, breaksPerYear }: FleetFigures): string {
  if (guesser === undefined || attackOdds === undefined) return '';
  if (attackOdds === 0) return 'A guesser never comes through.';
  const many = told(breaksPerYear ?? 0);
  return `With ${toldOf(guesser.fobsPerDay, 'fob')} attacked a day, ${many} ${many === '1' ? 'guesser comes' : 'guessers come'} through in a year: ${oneIn(attackOdds)} days of guessing.`;
}
