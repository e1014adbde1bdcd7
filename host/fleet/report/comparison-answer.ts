import {
  bargainOf,
  type ComparedPolicy,
  type Comparison,
  hasFewest,
  sameCallsText,
} from '../compare/compare.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { windowWords } from './window-words.ts';
import { sampleText } from './whole-fleet.ts';
import { counted, firstName, grouped, ofRightCodes, oneIn, told } from './words.ts';

/** Which policy to take and why, in a few sentences; they are the same on a terminal. */
export function comparisonAnswer(comparison: Comparison, facts: FleetFacts): string {
  const [first] = comparison;
  const bargain = bargainOf(comparison);
  if (first === undefined || bargain === undefined) return 'No policy was compared.';
  if (comparison.length === 1) return `All policies come to the same: ${costs(bargain)}.`;
  return [
    `Choose ${namesOf(comparison, facts)(bargain)}: ${costs(bargain)}.`,
    whyText(bargain, comparison),
    secondText(bargain, comparison),
    bargain.name === first.name
      ? `That is the first one, “${firstName(first.name)}”.`
      : `The first one, “${firstName(first.name)}”, has ${costs(first)}.`,
    choiceText(comparison),
    sampleText(facts),
    closeText(bargain, facts),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function costs({ calls, figures, odds }: ComparedPolicy): string {
  const guesser =
    figures.attackOdds === undefined ? '' : `, and a day of guessing succeeds ${guessed(odds)}`;
  return `${told(calls)} calls a year for a thousand fobs${guesser}`;
}

function guessed(odds: number): string {
  return odds === 0 ? 'never' : `with odds of ${oneIn(odds)}`;
}

/** In words by window and lock where these tell all apart; otherwise by name. */
function namesOf(comparison: Comparison, { codes }: FleetFacts): (one: ComparedPolicy) => string {
  const words = ({ policy }: ComparedPolicy): string => {
    const { lockAfter } = policy;
    const lock = lockAfter === 0 ? 'never lock' : `lock after ${counted(lockAfter, 'wrong code')}`;
    return `a window of ${windowWords(policy, codes)}, and ${lock}`;
  };
  const tellsApart = new Set(comparison.map(words)).size === comparison.length;
  return tellsApart ? words : ({ name }) => `“${firstName(name)}”`;
}

function whyText(bargain: ComparedPolicy, comparison: Comparison): string {
  const by = hasFewest(bargain, comparison) ? sameCallsText(bargain, comparison) : 'chance';
  const fewest = `No policy has fewer calls by more than ${by}`;
  const isSafest = comparison
    .filter((one) => hasFewest(one, comparison))
    .every(({ odds }) => odds >= bargain.odds);
  if (bargain.figures.attackOdds === undefined || !isSafest) return `${fewest}.`;
  return `${fewest}, and of those with as few it has the lowest odds.`;
}

/** Less often than this, nobody minds. */
const SELDOM = 1e-3;

/** A second code is trouble that neither calls nor odds show. */
function secondText(bargain: ComparedPolicy, comparison: Comparison): string {
  const { secondAskedShare: share } = bargain.figures;
  const [other] = comparison
    .filter((one) => hasFewest(one, comparison))
    .toSorted((a, b) => a.figures.secondAskedShare - b.figures.secondAskedShare);
  const least = other?.figures.secondAskedShare ?? share;
  if (other === undefined || share < SELDOM || share < 2 * least) return '';
  const often = least === 0 ? 'never' : `after ${ofRightCodes(least)}`;
  return `It asks for a second code after ${ofRightCodes(share)}; “${firstName(other.name)}”, with as few calls, ${often}.`;
}

function choiceText(comparison: Comparison): string {
  const best = comparison.filter(({ beatenBy }) => beatenBy.length === 0).length;
  const guessed = comparison[0]?.figures.attackOdds !== undefined;
  const by = guessed ? 'in calls or odds' : 'in calls (nobody guesses)';
  return `Of ${comparison.length} policies ${best} ${best === 1 ? 'is' : 'are'} not beaten by another one ${by} by more than chance.`;
}

/** Whose calls may turn out fewer, or as few, with more fobs. */
function closeText({ closeTo }: ComparedPolicy, { fobs, ofFobs = fobs }: FleetFacts): string {
  const close = closeTo.filter((one) => one.fobs <= Math.max(ofFobs, fobs * 10));
  if (close.length === 0) return '';
  const most = Number(Math.max(...close.map((one) => one.fobs)).toPrecision(1));
  const names = close.map(({ name }) => `“${firstName(name)}”`).join(', ');
  return `Too close in calls to tell from it: ${names}; about ${grouped(most)} fobs would.`;
}
