import type { Spread } from '@fobkit/emulator/fleet';
import { dayText } from '../figures/calendar.ts';
import { deathCurve, replacementDeaths } from '../figures/fleet-figures.ts';
import { countOf, percentile } from '../figures/percentile.ts';
import { NOTHING } from '../plot/axes.ts';
import { curvePlot, type FanPoint, fanPlot, type Limit, type Point } from '../plot/time-plots.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { drawnIf, type FigureParts, type Key } from './figure.ts';
import { most } from './stretches.ts';
import { counted, grouped, told } from './words.ts';

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

/** Of the fobs that were handed out first, those that have died. */
export function deathsFigure({ facts, tally }: FleetResult): FigureParts {
  const curve = deathCurve(tally);
  const every = Math.max(1, Math.min(7, Math.floor(curve.length / 30)));
  const points = curve
    .map((share, day): Point => [day, share * 100])
    .filter((_, day) => day % every === 0 || day === curve.length - 1);
  const again = replacementDeaths(tally);
  const presses =
    facts.mostPresses === undefined
      ? 'A fob dies of an empty cell or of a defect.'
      : `A fob dies of an empty cell, after ${grouped(facts.mostPresses)} presses, or of a defect.`;
  return {
    id: 'deaths',
    finding: deathsText(facts, curve),
    topic: ['Fobs that have died', '電池切れ・故障'],
    plot: drawnIf((curve.at(-1) ?? 0) > 0, () =>
      curvePlot(
        {
          label: 'Share of the fobs that have died, by day',
          time: facts,
          values: {
            from: 0,
            to: most(points, 1),
            format: (value) => `${told(value)} %`,
            unit: 'of the fobs that were handed out first',
          },
        },
        points,
        'dead',
      ),
    ),
    says: `${presses}${again === 0 ? '' : ` Those that replace them are not counted here: ${grouped(again)} of them ${again === 1 ? 'dies' : 'die'}, too.`}`,
  };
}

function deathsText({ fobs, madeOn }: FleetFacts, curve: readonly number[]): string {
  const dead = Math.round((curve.at(-1) ?? 0) * fobs);
  if (dead === 0) return fobs === 1 ? 'The fob does not die' : 'No fob dies';
  const half = madeOn + curve.findIndex((share) => share >= 0.5);
  if (fobs === 1) return `The fob dies on ${dayText(half)}`;
  const all =
    dead === fobs ? `All ${grouped(fobs)} fobs` : `${grouped(dead)} of ${grouped(fobs)} fobs`;
  return dead < fobs / 2
    ? `${all} ${dead === 1 ? 'dies' : 'die'}`
    : `${all} die, half of the fleet by ${dayText(half).slice(0, 7)}`;
}

/** How far clocks are off; undefined of counters, and where no fob is in use. */
export function clocksFigure({ facts, tally }: FleetResult): FigureParts | undefined {
  const { codes, policy } = facts;
  const fan = fanOf(tally.clockSeconds);
  if (codes.mode === 'hotp' || fan.length === 0) return undefined;
  const limits = policy.followsDrift ? [] : windowLimits(facts);
  const edges = [...fan.flatMap(endsOf), ...limits.map(({ value }) => value * 1.15)];
  return {
    id: 'clocks',
    finding: clocksText({ facts, tally }, fan),
    topic: policy.followsDrift
      ? ['Clock error', '時計のずれ']
      : ['Clock error against the window', '時計のずれと許容範囲'],
    ...fanParts(
      facts,
      {
        label: `Percentiles of the clock error in seconds${limits.length > 0 ? ', and the edges of the window' : ''}`,
        time: facts,
        values: {
          from: Math.min(0, ...edges),
          to: Math.max(0, ...edges),
          format: (value) => `${told(value)} s`,
          unit: 'seconds ahead of the right time',
        },
      },
      fan,
      limits,
    ),
    says: `${policy.followsDrift ? FOLLOWED : NOT_FOLLOWED}${beyondText(tally.clockSeconds)}`,
  };
}

function clocksText({ facts, tally }: FleetResult, fan: readonly FanPoint[]): string {
  const width = (point: FanPoint): number => Math.max(...endsOf(point).map(Math.abs));
  const worst = fan.reduce((found, point) => (width(point) >= width(found) ? point : found));
  const [slowest, fastest] = endsOf(worst).map((seconds) => errorText(seconds, tally));
  const when = dayText(facts.madeOn + worst.day).slice(0, 7);
  if (facts.fobs === 1) return `The clock is farthest off in ${when}: ${slowest}`;
  return `Clocks are farthest off in ${when}: 98 % between ${slowest} and ${fastest}`;
}

/** At the ends of what is counted there are those beyond, too. */
function errorText(seconds: number, { clockSeconds: [first] }: FleetResult['tally']): string {
  if (seconds === 0) return 'right';
  const last = (first?.least ?? 0) + (first?.bins.length ?? 0) - 1;
  const more = seconds === first?.least || seconds === last ? ' or more' : '';
  return `${told(Math.abs(seconds))} s${more} ${seconds < 0 ? 'slow' : 'fast'}`;
}

/** Of a window that follows each fob there is no edge for all. */
function windowLimits({ codes, policy }: FleetFacts): readonly Limit[] {
  const { normal, written = { normal } } = policy;
  const text = (side: 'ahead' | 'behind'): string =>
    `window: ${counted(written.normal[side], 'step')} ${side}`;
  return [
    { value: normal.ahead * codes.stepSeconds, text: text('ahead') },
    { value: -normal.behind * codes.stepSeconds, text: text('behind'), below: true },
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

/** What is left in the cells; undefined where no fob is in use. */
export function cellsFigure({ facts, tally }: FleetResult): FigureParts | undefined {
  const fan = fanOf(tally.chargePercent);
  if (fan.length === 0) return undefined;
  const middle = ({ values }: FanPoint): number => values[3] ?? 0;
  const lowest = fan.reduce((found, point) => (middle(point) < middle(found) ? point : found));
  const when = dayText(facts.madeOn + lowest.day).slice(0, 7);
  const which =
    facts.fobs === 1
      ? `The cell is lowest in ${when}: it has`
      : `Cells are lowest in ${when}: half of them have`;
  return {
    id: 'cells',
    finding: `${which} ${told(middle(lowest))} %${facts.fobs === 1 ? '' : ' or less'} left`,
    topic: ['Charge of the cells', '電池残量'],
    ...fanParts(
      facts,
      {
        label: 'Percentiles of the charge in percent',
        time: facts,
        values: {
          from: 0,
          to: 100,
          format: (value) => `${value} %`,
          unit: 'of the charge is left',
        },
      },
      fan,
      [],
    ),
    says: 'Of fobs that are in use on that day: the dead are not counted.',
  };
}

/** One look at the fobs is no curve: its finding has to do. */
function fanParts(
  { fobs }: FleetFacts,
  plot: Parameters<typeof fanPlot>[0],
  fan: readonly FanPoint[],
  limits: readonly Limit[],
): Pick<FigureParts, 'key' | 'plot'> {
  if (fan.length < 2) return { plot: NOTHING };
  return { key: fobs === 1 ? [] : FAN_KEY, plot: fanPlot(plot, fan, limits) };
}

function fanOf(spreads: readonly Spread[]): readonly FanPoint[] {
  return spreads
    .filter((spread) => countOf(spread) > 0)
    .map((spread) => ({
      day: spread.day,
      values: FAN.map((share) => percentile(spread, share) ?? 0),
    }));
}

function endsOf({ values }: FanPoint): readonly [number, number] {
  return [values[0] ?? 0, values.at(-1) ?? 0];
}
