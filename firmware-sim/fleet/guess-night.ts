import { DAY_SECONDS } from './climate-table.ts';
import { Draw, FleetDice } from './fleet-dice.ts';
import type { FleetWork } from './fleet-work.ts';
import { FleetVerdict, LOCKS } from './judge.ts';
import { countOne } from './tally-sheet.ts';
import { WAKES_AT } from './session-times.ts';
import type { Teller } from './teller.ts';

/** Numbers of a day's draws. */
const GUESSES = 4096;

/**
 * Somebody guesses at a fob in the night, as soon as the bank looks at a guess again, until one is
 * accepted, the token is locked or its owner wakes.
 */
export function guessNight(work: FleetWork, teller: Teller, at: number, day: number): void {
  const { guesser, madeOn, seed } = work.part.spec;
  const { judge } = work.part;
  const dice = new FleetDice(seed, work.fobAt(at), Draw.guess);
  const memory = at * judge.width;
  const from = guessBegins(dice, day);
  const midnight = (madeOn + day) * DAY_SECONDS;
  let now = midnight + from;
  countOne(work.sheet.columns.attacks, day);
  for (let k = 0; k < (guesser?.guesses ?? 0); k++, now++) {
    now += judge.wait(work.memory, memory, now);
    if (now >= midnight + WAKES_AT) return;
    const targets = judge.accepts(work.memory, memory, now);
    const share = dice.share(day * GUESSES + k + 1);
    if (countGuess(work, day, targets, teller.guessed(at, now, share, targets))) return;
  }
}

/** The second of the day at which the first guess comes: while owners sleep. */
function guessBegins(dice: FleetDice, day: number): number {
  return Math.floor(dice.share(day * GUESSES) * (WAKES_AT - GUESSES));
}

/** Counts a guess; whether it was accepted. */
function countGuess({ sheet }: FleetWork, day: number, targets: number, verdict: number): boolean {
  const { columns } = sheet;
  const kind = verdict & (LOCKS - 1);
  const isAccepted = kind === FleetVerdict.accepted || kind === FleetVerdict.resynchronised;
  countOne(columns.guesses, day);
  columns.guessTargets[day] = (columns.guessTargets[day] ?? 0) + targets;
  if (verdict >= LOCKS) {
    countOne(columns.locked, day);
    countOne(columns.lockedByGuessers, day);
  }
  if (isAccepted) countOne(columns.guessesAccepted, day);
  return isAccepted;
}
