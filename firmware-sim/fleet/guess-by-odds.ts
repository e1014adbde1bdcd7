import { DAY_SECONDS } from './climate-table.ts';
import { Draw, FleetDice } from './fleet-dice.ts';
import type { FleetWork } from './fleet-work.ts';
import { FleetVerdict, LOCKS } from './judge.ts';
import { countOne } from './tally-sheet.ts';
import { WAKES_AT } from './session-times.ts';

/** Numbers of a day's draws. */
export const GUESSES = 4096;

/**
 * Somebody guesses at a fob in the night, as soon as the bank looks at a guess again, until one is
 * accepted, the token is locked or its owner wakes. Each guess hits as the odds are for as many
 * codes as the bank would accept.
 */
export function guessByOdds(work: FleetWork, at: number, day: number): void {
  const { guesser, codes, madeOn, seed } = work.part.spec;
  const { judge } = work.part;
  const dice = new FleetDice(seed, work.fobAt(at), Draw.guess);
  const memory = at * judge.width;
  const from = guessBegins(dice, day);
  const all = codesOf(codes.digits);
  const midnight = (madeOn + day) * DAY_SECONDS;
  let now = midnight + from;
  for (let k = 0; k < (guesser?.guesses ?? 0); k++, now++) {
    now += judge.wait(work.memory, memory, now);
    if (now >= midnight + WAKES_AT) return;
    const targets = judge.accepts(work.memory, memory, now);
    const hits = dice.share(day * GUESSES + k + 1) * all < targets;
    const seen = hits ? judge.middle(work.memory, memory, now) : -1;
    if (countGuess(work, day, targets, judge.judge(work.memory, memory, now, seen))) return;
  }
}

/** The second of the day at which the first guess comes: while owners sleep. */
export function guessBegins(dice: FleetDice, day: number): number {
  return Math.floor(dice.share(day * GUESSES) * (WAKES_AT - GUESSES));
}

/** How many codes there are. */
export function codesOf(digits: number): number {
  let all = 1;
  for (let k = 0; k < digits; k++) all *= 10;
  return Math.min(all, 0x8000_0000);
}

/** Counts a guess; whether it was accepted. */
export function countGuess(
  { sheet }: FleetWork,
  day: number,
  targets: number,
  verdict: number,
): boolean {
  const { columns } = sheet;
  const kind = verdict & (LOCKS - 1);
  const isAccepted = kind === FleetVerdict.accepted || kind === FleetVerdict.resynchronised;
  countOne(columns.guesses, day);
  columns.guessTargets[day] = (columns.guessTargets[day] ?? 0) + targets;
  if (verdict >= LOCKS) countOne(columns.locked, day);
  if (isAccepted) countOne(columns.guessesAccepted, day);
  return isAccepted;
}
