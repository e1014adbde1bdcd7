import type { Spread } from '@fobkit/emulator/fleet';
import { html } from 'hono/html';
import { MONTH_DAYS, monthsOf, type Span } from '../figures/calendar.ts';
import {
  deathCurve,
  type FleetFigures,
  figuresOf,
  replacementDeaths,
} from '../figures/fleet-figures.ts';
import { countOf, percentile } from '../figures/percentile.ts';
import { type Html, NOTHING } from '../plot/axes.ts';
import {
  curvePlot,
  type FanPoint,
  fanPlot,
  type Limit,
  type Point,
  stackedPlot,
} from '../plot/time-plots.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { grouped, oneIn, percent, told, toldOf } from './words.ts';

/** Symmetric around the middle one, outermost first. */
const FAN = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;
const FAN_KEY: readonly Key[] = [
  ['median', 'middle'],
  ['band3', 'half of the fobs'],
  ['band2', '90 %'],
  ['band1', '98 %'],
];

const FOLLOWED =
  'Below 0 the fob is slow. The bank follows the drift, so that no edge of a window is drawn: with each code that it accepts, the window moves to where the fob is. Only fobs that are used seldom, or were long on the shelf, fall out of it.';
const NOT_FOLLOWED =
  'Below 0 the fob is slow. The bank does not follow the drift: what leaves the window is rejected from then on.';

type Key = readonly [className: string, text: string];

/** A plot with its title, its key and what it says. */
export function figure(
  [en, ja]: readonly [string, string],
  parts: { readonly key?: readonly Key[]; readonly plot: Html; readonly says: Html | string },
): Html {
  const { key = [], plot, says } = parts;
  return html`<figure>
    <h3>${en} <span lang="ja">${ja}</span></h3>
    ${
      key.length === 0
        ? NOTHING
        : html`<ul class="key">
            ${key.map(([className, text]) => html`<li class="${className}">${text}</li>`)}
          </ul>`
    }
    ${plot}
    <figcaption>${says}</figcaption>
  </figure>`;
}

/** The plots of one run. */
export function plotsOf(result: FleetResult): Html {
  const months = figuresByMonth(result);
  return html`<div class="plots">
    ${calls(result, months)} ${rejected(result, months)} ${deaths(result)} ${locks(result, months)}
    ${clocks(result)} ${cells(result)} ${guesses(result, months)}
  </div>`;
}

interface Month {
  readonly span: Span;
  readonly figures: FleetFigures;
}

/** Of whole months; one that has hardly begun says little. */
function figuresByMonth(result: FleetResult): readonly Month[] {
  const { madeOn, days } = result.facts;
  return monthsOf(madeOn, days)
    .filter(({ from, to }) => to - from >= MONTH_DAYS / 2 || days < MONTH_DAYS)
    .map((span) => ({ span, figures: figuresOf(result, span) }));
}

function points(months: readonly Month[], value: (figures: FleetFigures) => number): Point[] {
  return months.map(({ figures, span }) => [(span.from + span.to) / 2, value(figures)]);
}

function most(all: readonly Point[], atLeast: number): number {
  return Math.max(atLeast, ...all.map(([, value]) => value));
}

function calls({ facts }: FleetResult, months: readonly Month[]): Html {
  const layers = [
    { className: 'dead', points: points(months, ({ callsDead }) => callsDead) },
    { className: 'locked', points: points(months, ({ callsLocked }) => callsLocked) },
    { className: 'rejected', points: points(months, ({ callsRejected }) => callsRejected) },
  ];
  const all = points(months, ({ callsPerMonth }) => callsPerMonth);
  return figure(['Calls to the help desk a month', 'ヘルプデスクへの問い合わせ'], {
    key: [
      ['dead', 'the fob is dead'],
      ['locked', 'the bank has locked it'],
      ['rejected', 'codes are not accepted'],
    ],
    plot: stackedPlot(
      {
        label: 'Calls to the help desk a month, by cause',
        time: facts,
        values: { from: 0, to: most(all, 1), format: told },
      },
      layers,
    ),
    says: `${peak(months)} Codes that are not accepted are mistyped ones, too: who fails that often calls.`,
  });
}

function peak(months: readonly Month[]): string {
  const worst = months.reduce<Month | undefined>(
    (found, month) =>
      month.figures.callsPerMonth > (found?.figures.callsPerMonth ?? 0) ? month : found,
    undefined,
  );
  if (worst === undefined) return 'Nobody calls.';
  return `Most in ${worst.span.label}: ${told(worst.figures.callsPerMonth)} calls a month.`;
}

function rejected({ facts }: FleetResult, months: readonly Month[]): Html {
  const shares = points(months, ({ rejectedShare }) => rejectedShare * 100);
  return figure(['Right codes that are rejected', '正しいのに受け付けられないコード'], {
    plot: curvePlot(
      {
        label: 'Share of right codes that are rejected, by month',
        time: facts,
        values: { from: 0, to: most(shares, 0.01), format: (value) => `${told(value)} %` },
      },
      shares,
      'rejected',
    ),
    says: 'Codes that the fob shows and its owner types right, and the bank does not take: the clock is out of the window, the button was pressed too often, or the fob is locked.',
  });
}

function deaths({ facts, tally }: FleetResult): Html {
  const curve = deathCurve(tally);
  const end = curve.at(-1) ?? 0;
  const weekly = curve
    .map((share, day): Point => [day, share * 100])
    .filter((_, day) => day % 7 === 0 || day === curve.length - 1);
  const dead = replacementDeaths(tally);
  const again =
    dead === 0
      ? ''
      : ` Those that replace them are not counted here: ${grouped(dead)} of them die, too.`;
  return figure(['Fobs that have died', '電池切れ・故障'], {
    plot: curvePlot(
      {
        label: 'Share of the fobs that have died, by day',
        time: facts,
        values: { from: 0, to: most(weekly, 0.1), format: (value) => `${told(value)} %` },
      },
      weekly,
      'dead',
    ),
    says: `Of the ${grouped(facts.fobs)} that were made, ${percent(end)} have died by the end.${again}`,
  });
}

function locks(result: FleetResult, months: readonly Month[]): Html {
  const { facts } = result;
  const perMonth = months.map(({ figures, span }): Point => {
    const length = span.to - span.from;
    return [(span.from + span.to) / 2, (figures.locked / length) * MONTH_DAYS];
  });
  const { lockAfter } = facts.policy;
  return figure(['Locks a month', '利用中止（ロック）'], {
    plot: curvePlot(
      {
        label: 'Fobs that the bank locks, by month',
        time: facts,
        values: { from: 0, to: most(perMonth, 1), format: told },
      },
      perMonth,
      'locked',
    ),
    says:
      lockAfter === 0
        ? 'The policy locks nothing by count.'
        : `The bank locks after ${lockAfter} wrong codes in a row, whoever types them: owners and guessers.`,
  });
}

function clocks({ facts, tally }: FleetResult): Html {
  const { codes, policy } = facts;
  if (codes.mode === 'hotp') return NOTHING;
  const fan = fanOf(tally.clockSeconds);
  const limits = policy.followsDrift ? [] : windowLimits(facts);
  const edges = [
    ...fan.flatMap(({ values }) => [values[0] ?? 0, values.at(-1) ?? 0]),
    ...limits.map(({ value }) => value),
  ];
  const title = policy.followsDrift
    ? (['Clock error', '時計のずれ'] as const)
    : (['Clock error against the window', '時計のずれと許容範囲'] as const);
  return figure(title, {
    key: FAN_KEY,
    plot: fanPlot(
      {
        label: `Percentiles of the clock error in seconds${limits.length > 0 ? ', and the edges of the window' : ''}`,
        time: facts,
        values: {
          from: Math.min(0, ...edges),
          to: Math.max(0, ...edges),
          format: (value) => `${told(value)} s`,
        },
      },
      fan,
      limits,
    ),
    says: html`${policy.followsDrift ? FOLLOWED : NOT_FOLLOWED}${beyondText(tally.clockSeconds)}`,
  });
}

/** Of a window that follows each fob there is no edge for all. */
function windowLimits({ codes, policy }: FleetResult['facts']): readonly Limit[] {
  const { ahead, behind } = policy.normal;
  return [
    { value: ahead * codes.stepSeconds, text: `window: ${ahead} steps ahead` },
    { value: -behind * codes.stepSeconds, text: `window: ${behind} steps behind`, below: true },
  ];
}

/** Whether the fan touches the ends of what is counted. */
function beyondText(spreads: readonly Spread[]): string {
  const [first] = spreads;
  if (first === undefined) return '';
  const [least, most] = [first.least, first.least + first.bins.length - 1];
  const isCut = spreads.some(
    (spread) => percentile(spread, FAN[0]) === least || percentile(spread, FAN[6]) === most,
  );
  return isCut ? ` What is beyond ${told(least)} s or ${told(most)} s is drawn there.` : '';
}

function cells({ facts, tally }: FleetResult): Html {
  return figure(['Charge of the cells', '電池残量'], {
    key: FAN_KEY,
    plot: fanPlot(
      {
        label: 'Percentiles of the charge in percent',
        time: facts,
        values: { from: 0, to: 100, format: (value) => `${value} %` },
      },
      fanOf(tally.chargePercent),
      [],
    ),
    says: `Of fobs that are in use on that day: the dead are not counted.${
      facts.mostPresses === undefined
        ? ''
        : ` The fob type also ends after ${grouped(facts.mostPresses)} presses.`
    }`,
  });
}

function guesses(result: FleetResult, months: readonly Month[]): Html {
  const { facts } = result;
  const odds = months.flatMap(({ figures, span }): Point[] => {
    const value = figures.attackOdds ?? 0;
    return value > 0 ? [[(span.from + span.to) / 2, value]] : [];
  });
  const { guesser } = facts;
  if (guesser === undefined || odds.length < 2) return NOTHING;
  const low = Math.min(...odds.map(([, value]) => value));
  const { breaksPerYear = 0 } = figuresOf(result);
  return figure(['Odds of a guesser', '推測される確率'], {
    plot: curvePlot(
      {
        label: 'Odds that a day of guessing at one fob succeeds, by month',
        time: facts,
        values: { from: low / 2, to: most(odds, low * 2) * 1.2, format: oneIn, logarithmic: true },
      },
      odds,
      'guess',
    ),
    says: `Somebody who knows the password and tries codes at one fob for a day, until the bank looks at no more of them. With ${toldOf(guesser.fobsPerDay, 'fob')} attacked a day, ${told(breaksPerYear)} guessers come through in a year.`,
  });
}

function fanOf(spreads: readonly Spread[]): readonly FanPoint[] {
  return spreads
    .filter((spread) => countOf(spread) > 0)
    .map((spread) => ({
      day: spread.day,
      values: FAN.map((share) => percentile(spread, share) ?? 0),
    }));
}
