import { area, curveMonotoneX, line } from 'd3-shape';
import { html } from 'hono/html';
import {
  boxOf,
  drawing,
  heightScale,
  type Html,
  pathOf,
  rounded,
  type Scale,
  valueAxis,
  type ValueAxis,
} from './axes.ts';
import { type Box, NARROW } from './box.ts';
import { type TimeAxis, timeAxis, timeScale } from './time-axis.ts';

/** A value on a day. */
export type Point = readonly [day: number, value: number];

interface Plot {
  readonly label: string;
  readonly time: TimeAxis;
  readonly values: ValueAxis;
}

/** One curve, filled down to the axis. */
export function curvePlot(plot: Plot, points: readonly Point[], className: string): Html {
  return plotted(plot, (x, y) => {
    const fill = area<Point>(
      ([day]) => x(day),
      y.start,
      ([, value]) => y(value),
    ).digits(2);
    const stroke = line<Point>(
      ([day]) => x(day),
      ([, value]) => y(value),
    ).digits(2);
    return [
      pathOf(fill([...points]), `fill ${className}`),
      pathOf(stroke([...points]), `stroke ${className}`),
    ];
  });
}

/** Layers upon each other, the first below; all have the same days. */
export function stackedPlot(
  plot: Plot,
  layers: readonly { readonly className: string; readonly points: readonly Point[] }[],
): Html {
  return plotted(plot, (x, y) => {
    const floor = new Map<number, number>();
    return layers.map(({ className, points }) => {
      const bounds = points.map(([day, value]) => {
        const from = floor.get(day) ?? 0;
        floor.set(day, from + value);
        return [day, from, from + value] as const;
      });
      const fill = area<(typeof bounds)[number]>(
        ([day]) => x(day),
        ([, from]) => y(from),
        ([, , to]) => y(to),
      ).digits(2);
      return pathOf(fill(bounds), `solid ${className}`);
    });
  });
}

/** Percentiles of one day, outermost first: as many below the middle as above it. */
export interface FanPoint {
  readonly day: number;
  readonly values: readonly number[];
}

/** A value that the fan is held against, as the edge of a window. */
export interface Limit {
  readonly value: number;
  readonly text: string;
  /** Whether the text stands below the line; above it if absent. */
  readonly below?: boolean;
}

/** Bands between percentiles around the line of the middle one. */
export function fanPlot(plot: Plot, fan: readonly FanPoint[], limits: readonly Limit[]): Html {
  const middle = Math.floor((fan[0]?.values.length ?? 0) / 2);
  return plotted(plot, (x, y, box) => {
    const bands = Array.from({ length: middle }, (_, band) => {
      const fill = area<FanPoint>(
        ({ day }) => x(day),
        ({ values }) => y(values[band] ?? 0),
        ({ values }) => y(values.at(-1 - band) ?? 0),
      )
        .curve(curveMonotoneX)
        .digits(2);
      return pathOf(fill([...fan]), 'band');
    });
    const median = line<FanPoint>(
      ({ day }) => x(day),
      ({ values }) => y(values[middle] ?? 0),
    )
      .curve(curveMonotoneX)
      .digits(2);
    return [
      ...bands,
      pathOf(median([...fan]), 'stroke median'),
      ...limits.map((limit) => limitLine(limit, y(limit.value), box)),
    ];
  });
}

function limitLine({ below = false, text }: Limit, y: number, box: Box): Html {
  const { floor, left, letter, right } = box;
  const isBelow = below && y + 1.5 * letter < floor;
  return html`<line class="limit" x1="${left}" x2="${right}" y1="${y}" y2="${y}" />
    <text
      class="limit-text"
      x="${left + 6}"
      y="${rounded(isBelow ? y + 1.1 * letter : y - 0.4 * letter)}"
      >${text}</text
    >`;
}

/** Two of them stand side by side on a page, and each alone on a phone. */
function plotted(
  { label, time, values }: Plot,
  marks: (x: (day: number) => number, y: Scale, box: Box) => readonly Html[],
): Html {
  const box = boxOf(NARROW, values);
  const drawn = marks(timeScale(time, box), heightScale(values, box), box);
  return drawing(label, box, [valueAxis(values, box), ...drawn, timeAxis(time, box)]);
}
