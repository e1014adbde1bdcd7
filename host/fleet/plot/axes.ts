import { scaleLinear, scaleLog } from 'd3-scale';
import { html, raw } from 'hono/html';
import { yearsOf } from '../figures/calendar.ts';

/** A piece of HTML in which everything from outside is escaped. */
export type Html = ReturnType<typeof html>;
export const NOTHING: Html = html``;

/** Of every plot, in its own units; a page scales it. */
const BOX = { width: 720, height: 250, left: 116, right: 28, top: 14, bottom: 30 } as const;

/** Where values are drawn. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
  /** Where the axis begins, on the page. */
  readonly start: number;
}

/** The days of a run, and the day on which it begins. */
export interface TimeAxis {
  readonly days: number;
  readonly madeOn: number;
}

export interface ValueAxis {
  readonly from: number;
  readonly to: number;
  readonly format: (value: number) => string;
  /** Tens are as far apart as ones; `from` is above 0. */
  readonly logarithmic?: boolean;
}

/** Two decimals are finer than any screen; more would only make the file longer. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export function timeScale({ days }: TimeAxis): (day: number) => number {
  return scaleLinear([0, days], [BOX.left, BOX.width - BOX.right]);
}

export function widthScale({ from, to, logarithmic }: ValueAxis): Scale {
  return scaleOf([BOX.left, BOX.width - BOX.right], { from, to, logarithmic });
}

export function heightScale({ from, to, logarithmic }: ValueAxis): Scale {
  return scaleOf([BOX.height - BOX.bottom, BOX.top], { from, to, logarithmic });
}

function scaleOf(
  range: readonly [number, number],
  { from, to, logarithmic = false }: { from: number; to: number; logarithmic: boolean | undefined },
): Scale {
  const scale = (logarithmic ? scaleLog() : scaleLinear())
    .domain([from, to > from ? to : from + 1])
    .range(range);
  // A scale of tens would be mostly empty if it ended at tens.
  if (!logarithmic) scale.nice();
  const ticks = logarithmic ? roundOnes(scale.ticks()) : scale.ticks(5);
  return Object.assign((value: number) => rounded(scale(value)), { ticks, start: range[0] });
}

/** Of a logarithmic scale's ticks the powers of ten, with 2 and 5 times these where they are few. */
function roundOnes(ticks: readonly number[]): readonly number[] {
  const leading = (tick: number): string => tick.toExponential(0).slice(0, 1);
  const powers = ticks.filter((tick) => leading(tick) === '1');
  return powers.length > 2 ? powers : ticks.filter((tick) => '125'.includes(leading(tick)));
}

/** A plot with its lines; `label` tells those who cannot see it what it shows. */
export function drawing(label: string, parts: readonly Html[]): Html {
  return html`<svg
    class="plot"
    viewBox="0 0 ${BOX.width} ${BOX.height}"
    role="img"
    aria-label="${label}"
  >
    ${parts}
  </svg>`;
}

/** The calendar's years below. */
export function yearAxis(time: TimeAxis): Html {
  const x = timeScale(time);
  const floor = BOX.height - BOX.bottom;
  return html`<g class="axis">
    ${yearsOf(time.madeOn, time.days).map(({ from, label, to }) => {
      const [left, right] = [rounded(x(from)), rounded(x(to))];
      const name = html`<text x="${rounded((left + right) / 2)}" y="${floor + 20}" class="mid">
        ${label}
      </text>`;
      return html`${from === 0 ? NOTHING : line([left, floor], [left, floor + 6])}${
        right - left < 34 ? NOTHING : name
      }`;
    })}
    ${line([BOX.left, floor], [BOX.width - BOX.right, floor])}
  </g>`;
}

/** Values at the left, with lines across. */
export function valueAxis(axis: ValueAxis): Html {
  const y = heightScale(axis);
  return html`<g class="axis">
    ${y.ticks.map(
      (tick) =>
        html`<line
            class="grid"
            x1="${BOX.left}"
            x2="${BOX.width - BOX.right}"
            y1="${y(tick)}"
            y2="${y(tick)}"
          />
          <text x="${BOX.left - 8}" y="${y(tick) + 4}" class="end">${axis.format(tick)}</text>`,
    )}
  </g>`;
}

/** Values below. */
export function valueAxisBelow(axis: ValueAxis): Html {
  const x = widthScale(axis);
  const floor = BOX.height - BOX.bottom;
  return html`<g class="axis">
    ${x.ticks.map(
      (tick) =>
        html`${line([x(tick), floor], [x(tick), floor + 6])}
          <text x="${x(tick)}" y="${floor + 20}" class="mid">${axis.format(tick)}</text>`,
    )}
    ${line([BOX.left, floor], [BOX.width - BOX.right, floor])}
  </g>`;
}

function line([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Html {
  return html`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" />`;
}

/** A path of the library, which is made of numbers and letters alone. */
export function pathOf(d: string | null, className: string): Html {
  return html`<path class="${className}" d="${raw(d ?? '')}" />`;
}
