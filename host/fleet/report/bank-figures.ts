import { MONTH_DAYS } from '../figures/calendar.ts';
import { type FleetFigures, figuresOf } from '../figures/fleet-figures.ts';
import { curvePlot, type Point, stackedPlot } from '../plot/time-plots.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { callsInAll, rejectedText } from './answer.ts';
import { drawnIf, type FigureParts } from './figure.ts';
import { guessText } from './guess-text.ts';
import { FEWEST_DAYS, most, pointsOf, type Stretches } from './stretches.ts';
import { counted, grouped, oneIn, timeText, told } from './words.ts';

/** Calls to the help desk, by cause. */
export function callsFigure(result: FleetResult, stretches: Stretches): FigureParts {
  const { facts } = result;
  const { days, noun } = stretches;
  const calls = (perMonth: number): number => (perMonth * days) / MONTH_DAYS;
  const layers = [
    { className: 'dead', points: pointsOf(stretches, ({ callsDead }) => calls(callsDead)) },
    { className: 'locked', points: pointsOf(stretches, ({ callsLocked }) => calls(callsLocked)) },
    {
      className: 'rejected',
      points: pointsOf(stretches, ({ callsRejected }) => calls(callsRejected)),
    },
  ];
  const all = pointsOf(stretches, ({ callsPerMonth }) => calls(callsPerMonth));
  return {
    id: 'calls',
    finding: peakText(result, stretches),
    topic: [`Calls to the help desk a ${noun}, by cause`, 'ヘルプデスクへの問い合わせ'],
    key: [
      ['dead', 'the fob is dead'],
      ['locked', 'the bank has locked it'],
      ['rejected', 'codes are not accepted'],
    ],
    plot: drawnIf(most(all, 0) > 0, () =>
      stackedPlot(
        {
          label: `Calls to the help desk a ${noun}, by cause`,
          time: facts,
          values: { from: 0, to: most(all, 1), format: told, unit: `calls a ${noun}`, whole: true },
        },
        layers,
      ),
    ),
    says: 'Owners call when several codes in a row are not accepted, mistyped ones included.',
  };
}

function peakText(result: FleetResult, { days, parts }: Stretches): string {
  const figures = figuresOf(result);
  if (figures.callsPerMonth === 0) return 'Nobody calls the help desk';
  const [worst] = parts.toSorted((a, b) => b.figures.callsPerMonth - a.figures.callsPerMonth);
  const { days: whole } = result.facts;
  if (worst === undefined || whole < FEWEST_DAYS) {
    return `The help desk gets ${counted(callsInAll(figures, whole), 'call')} in ${timeText(whole)}`;
  }
  return `Most calls come ${worst.when}: ${grouped((worst.figures.callsPerMonth * days) / MONTH_DAYS)}`;
}

/** Right codes that the bank does not take. */
export function rejectedFigure(result: FleetResult, stretches: Stretches): FigureParts {
  const shares = pointsOf(stretches, ({ rejectedShare }) => rejectedShare);
  const many = perHowMany(most(shares, 0));
  const counts = shares.map(([day, share]) => [day, share * many] as const);
  const unit = `of ${grouped(many)} right codes`;
  return {
    id: 'rejected',
    finding: rejectedText(figuresOf(result)),
    topic: ['Right codes that are rejected', '正しいのに受け付けられないコード'],
    plot: drawnIf(most(shares, 0) > 0, () =>
      curvePlot(
        {
          label: `Rejected ${unit}, by ${stretches.noun}`,
          time: result.facts,
          values: { from: 0, to: most(counts, 1), format: told, unit: `rejected ${unit}` },
        },
        counts,
        'rejected',
      ),
    ),
    says: 'Codes that the fob shows and its owner types right, and the bank does not take: the clock is out of the window, the button was pressed too often, or the fob is locked.',
  };
}

/** A hundred, a thousand … of which one at least is rejected. */
function perHowMany(share: number): number {
  let many = 100;
  while (share > 0 && share * many < 1 && many < 1e9) many *= 10;
  return many;
}

/** Locks by owners' and guessers' wrong codes. */
export function locksFigure(result: FleetResult, stretches: Stretches): FigureParts {
  const { facts } = result;
  const { days, noun } = stretches;
  const { lockAfter } = facts.policy;
  const figures = figuresOf(result);
  const { locked } = figures;
  const isGuessed = figures.lockedByGuessers > 0;
  const locks = (value: (of: FleetFigures) => number): readonly Point[] =>
    pointsOf(stretches, (of, { from, to }) => (value(of) / (to - from)) * days);
  const layers = [
    { className: 'locked', points: locks((of) => of.locked - of.lockedByGuessers) },
    { className: 'guess', points: locks((of) => of.lockedByGuessers) },
  ];
  return {
    id: 'locks',
    finding: locksText(figures, facts.days),
    topic: [`Locks a ${noun}${isGuessed ? ', by whose codes' : ''}`, '利用中止（ロック）'],
    key: isGuessed
      ? [
          ['locked', 'by an owner’s codes'],
          ['guess', 'by a guesser’s'],
        ]
      : [],
    plot: drawnIf(locked > 0, () =>
      stackedPlot(
        {
          label: `Fobs that the bank locks, by ${noun}`,
          time: facts,
          values: {
            from: 0,
            to: most(
              locks((of) => of.locked),
              1,
            ),
            format: told,
            unit: `locks a ${noun}`,
            whole: true,
          },
        },
        layers,
      ),
    ),
    says:
      lockAfter === 0
        ? 'The policy locks nothing by count.'
        : `The bank locks after ${counted(lockAfter, 'wrong code')} in a row, whoever types them: owners and guessers.`,
  };
}

function locksText({ locked, lockedByGuessers }: FleetFigures, days: number): string {
  if (locked === 0) return 'The bank locks no fob';
  const often = locked === 1 ? 'once' : `${grouped(locked)} times`;
  const text = `The bank locks ${often} in ${timeText(days)}`;
  if (lockedByGuessers === 0) return text;
  if (lockedByGuessers === locked) return `${text}, by guessers’ codes`;
  return `${text}, ${grouped(lockedByGuessers)} of them by guessers’ codes`;
}

/** Odds of somebody who guesses; undefined where nobody does. */
export function guessFigure(result: FleetResult, stretches: Stretches): FigureParts | undefined {
  const { facts } = result;
  const odds = pointsOf(stretches, ({ attackOdds = 0 }) => attackOdds).filter(
    ([, value]) => value > 0,
  );
  const figures = figuresOf(result);
  if (facts.guesser === undefined || (figures.attackOdds ?? 0) === 0) return undefined;
  const low = Math.min(1, ...odds.map(([, value]) => value));
  return {
    id: 'guesses',
    finding: `A day of guessing succeeds with odds of ${oneIn(figures.attackOdds)}`,
    topic: ['Odds of a guesser', '推測される確率'],
    plot: curvePlot(
      {
        label: `Odds that a day of guessing at one fob succeeds, by ${stretches.noun}`,
        time: facts,
        values: {
          from: low / 2.5,
          to: most(odds, low) * 2.5,
          format: oneIn,
          unit: 'odds that a day of guessing succeeds',
          logarithmic: true,
        },
      },
      odds,
      'guess',
    ),
    says: `Somebody who knows the password and tries codes at one fob for a day, until the bank looks at no more of them. ${guessText(facts, figures)}`,
  };
}
