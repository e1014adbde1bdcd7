import { scaleLinear, scaleLog } from 'd3-scale';
import { html, raw } from 'hono/html';
import { type Box, boxAround, type Layout, textWidth } from './box.ts';

/** A piece of HTML in which everything from outside is escaped. */
export type Html = ReturnType<typeof html>;
export const NOTHING: Html = html``;

/** Where values are drawn. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
  /** Where the axis begins, on the page. */
  readonly start: number;
}

export interface ValueAxis {
  readonly from: number;
  readonly to: number;
  readonly format: (value: number) => string;
  /** What the values are of, as `calls a month`. */
  readonly unit: string;
  /** Tens are as far apart as ones; `from` is above 0. */
  readonly logarithmic?: boolean;
  /** There is nothing between whole numbers: a half of a call is none. */
  readonly whole?: boolean;
}

/** Two decimals are finer than any screen; more would only make the file longer. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The rectangle of a plot with values at its left, and below it where there are any. */
export function boxOf(layout: Layout, left: ValueAxis, below?: ValueAxis): Box {
  const names = namesOf(left);
  if (below === undefined) return boxAround(layout, { left: names });
  return boxAround(layout, { left: names, last: namesOf(below).at(-1) ?? '', hasUnitBelow: true });
}

function namesOf(axis: ValueAxis): readonly string[] {
  return scaleOf([0, 1], axis).ticks.map(axis.format);
}

export function widthScale(axis: ValueAxis, { left, right }: Box): Scale {
  return scaleOf([left, right], axis);
}

export function heightScale(axis: ValueAxis, { floor, top }: Box): Scale {
  return scaleOf([floor, top], axis);
}

function scaleOf(
  range: readonly [number, number],
  { from, logarithmic = false, to, whole = false }: ValueAxis,
): Scale {
  const scale = (logarithmic ? scaleLog() : scaleLinear())
    .domain([from, to > from ? to : from + 1])
    .range(range);
  // A scale of tens would be mostly empty if it ended at tens.
  if (!logarithmic) scale.nice();
  const all = logarithmic ? roundOnes(scale.ticks()) : scale.ticks(5);
  const ticks = whole ? all.filter(Number.isInteger) : all;
  return Object.assign((value: number) => rounded(scale(value)), { ticks, start: range[0] });
}

/** Of a logarithmic scale's ticks the powers of ten, with 2 and 5 times these where they are few. */
function roundOnes(ticks: readonly number[]): readonly number[] {
  const leading = (tick: number): string => tick.toExponential(0).slice(0, 1);
  const powers = ticks.filter((tick) => leading(tick) === '1');
  if (powers.length > 2) return powers;
  const round = ticks.filter((tick) => '125'.includes(leading(tick)));
  return round.length > 1 ? round : ticks;
}

/** A plot with its lines; `label` tells those who cannot see it what it shows. */
export function drawing(label: string, { height, name, width }: Box, parts: readonly Html[]): Html {
  return html`<svg
    class="plot ${name}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${label}"
  >
    ${parts}
  </svg>`;
}

/** Values at the left, with lines across, and what they are of above them. */
export function valueAxis(axis: ValueAxis, box: Box): Html {
  const y = heightScale(axis, box);
  return html`<g class="axis">
    <text x="0" y="${box.letter}">${axis.unit}</text>
    ${y.ticks.map(
      (tick) =>
        html`<line
            class="grid"
            x1="${box.left}"
            x2="${box.right}"
            y1="${y(tick)}"
            y2="${y(tick)}"
          />
          <text x="${box.left - 8}" y="${y(tick) + 4}" class="end">${axis.format(tick)}</text>`,
    )}
  </g>`;
}

/** Values below, as many as have room side by side, and what they are of under them. */
export function valueAxisBelow(axis: ValueAxis, box: Box): Html {
  const x = widthScale(axis, box);
  const { floor, letter, right } = box;
  let free = -Infinity;
  const names = x.ticks.map((tick) => {
    const name = axis.format(tick);
    const half = textWidth(name, letter) / 2;
    if (x(tick) - half < free) return NOTHING;
    free = x(tick) + half + letter / 2;
    return nameBelow(name, x(tick), box);
  });
  return html`<g class="axis">
    ${x.ticks.map((tick) => line([x(tick), floor], [x(tick), floor + 6]))} ${names}
    <text x="${right}" y="${rounded(floor + 2.7 * letter)}" class="end">${axis.unit}</text>
    ${floorLine(box)}
  </g>`;
}

/** A name in the middle under a place of the floor. */
export function nameBelow(name: string, x: number, { floor, letter }: Box): Html {
  return html`<text x="${rounded(x)}" y="${rounded(floor + 1.35 * letter)}" class="mid"
    >${name}</text
  >`;
}

export function floorLine({ floor, left, right }: Box): Html {
  return line([left, floor], [right, floor]);
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): Html {
  return html`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" />`;
}

/** A path of the library, which is made of numbers and letters alone. */
export function pathOf(d: string | null, className: string): Html {
  return html`<path class="${className}" d="${raw(d ?? '')}" />`;
}
